import PDFDocument from 'pdfkit';
import { missing, printable } from './letters.ts';

export const margin = 40;
const width = 595.28 - 2 * margin;
const foot = 770;
const ink = '#1f1b2d';
const faint = '#6d6880';
const line = '#d9d5e3';

/** The rupee sign, drawn: the standard fonts are older than it. From Anek Latin (SIL OFL 1.1), 2,000 units an em. */
const rupee =
  'M957 1278L78 1278L89 1133L968 1133ZM780 8L558 280Q525 321 493 355.5Q461 390 425 423Q389 456 344 491L349 540L90 594L90 447L204 435L546 0L780 0ZM464 1172Q527 1116 556 1045Q585 974 585 884L585 872Q585 732 512 663Q439 594 272 594L90 594L239 449L335 451Q561 456 669 559.5Q777 663 777 865L777 878Q777 970 747 1044.5Q717 1119 659 1172ZM957 943L78 943L89 798L968 798Z';
const rupeeWidth = 0.52;

export interface Style {
  size?: number;
  bold?: boolean;
  faint?: boolean;
  right?: boolean;
}
export interface Place {
  x: number;
  /** How wide the text may be. */
  width: number;
}

/** Sheets of A4 that are written from the top down. */
export class Paper {
  readonly #doc: PDFKit.PDFDocument;
  readonly #done: Promise<Buffer>;
  #y = margin;
  #misses = false;

  constructor(info: { title: string; at: number }) {
    this.#doc = new PDFDocument({
      size: 'A4',
      margin,
      // The same paper is the same file, whenever it is printed.
      info: {
        Title: printable(info.title),
        CreationDate: new Date(info.at),
        Producer: 'Leo',
        Creator: 'Leo',
      },
    });
    const parts: Buffer[] = [];
    this.#done = new Promise((resolve, reject) => {
      this.#doc.on('data', (part: Buffer) => void parts.push(part));
      this.#doc.on('end', () => resolve(Buffer.concat(parts)));
      this.#doc.on('error', reject);
    });
  }

  get width(): number {
    return width;
  }

  /** The place beside the margin, or a part of the line from it. */
  at(x: number, wide: number): Place {
    return { x: margin + x, width: wide };
  }

  /** Begins a new sheet where there is no room for so much more; `true` where it did. */
  room(height: number): boolean {
    if (this.#y + height <= foot) return false;
    this.#doc.addPage();
    this.#y = margin;
    return true;
  }

  down(by: number): void {
    this.#y += by;
  }

  rule(): void {
    this.#doc
      .moveTo(margin, this.#y)
      .lineTo(margin + width, this.#y)
      .lineWidth(0.7)
      .strokeColor(line)
      .stroke();
    this.#y += 6;
  }

  height(text: string, place: Place, style: Style = {}): number {
    this.#use(style);
    return this.#doc.heightOfString(printable(text) || ' ', { width: place.width });
  }

  /** Texts beside each other, the line as high as the highest of them. */
  row(cells: readonly { text: string; place: Place; style?: Style }[]): void {
    const heights = cells.map(({ text, place, style }) => this.height(text, place, style));
    for (const { text, place, style = {} } of cells) this.#write(text, place, style);
    this.#y += Math.max(...heights);
  }

  text(text: string, style: Style = {}): void {
    this.row([{ text, place: this.at(0, width), style }]);
  }

  /** An amount with its rupee sign, at the right end of its place; moves nothing down. */
  rupees(amount: string, place: Place, style: Style = {}): void {
    this.#write(amount, place, { ...style, right: true });
    const { size = 9 } = style;
    const x = place.x + place.width - this.#doc.widthOfString(amount) - rupeeWidth * size - 2;
    const scale = size / 2000;
    this.#doc
      .save()
      .translate(x, this.#y + size * 0.78)
      .scale(scale, -scale)
      .path(rupee)
      .fill(style.faint ? faint : ink)
      .restore();
  }

  end(): Promise<Buffer> {
    if (this.#misses) {
      this.down(10);
      this.room(24);
      const said = `${missing} stands for letters this file cannot show. The order’s page has them as they were written.`;
      this.text(said, { size: 8, faint: true });
    }
    this.#doc.end();
    return this.#done;
  }

  #use({ size = 9, bold = false }: Style): void {
    this.#doc.font(bold ? 'Helvetica-Bold' : 'Helvetica').fontSize(size);
  }

  #write(text: string, { x, width: wide }: Place, style: Style): void {
    const written = printable(text);
    this.#misses ||= written.includes(missing) && !text.includes(missing);
    this.#use(style);
    this.#doc
      .fillColor(style.faint ? faint : ink)
      .text(written, x, this.#y, { width: wide, align: style.right ? 'right' : 'left' });
  }
}
