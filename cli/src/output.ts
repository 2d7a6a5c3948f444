import { stripVTControlCharacters } from 'node:util';
import type { CliError } from './errors.ts';

interface Stream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

export type Style = 'bold' | 'dim' | 'green' | 'red' | 'yellow' | 'cyan';
const codes: Record<Style, [number, number]> = {
  bold: [1, 22],
  dim: [2, 22],
  green: [32, 39],
  red: [31, 39],
  yellow: [33, 39],
  cyan: [36, 39],
};

/**
 * Text from outside (a log, a server's answer, a file's name) as one line without control characters, so that an
 * order's note cannot repaint the operator's terminal.
 */
export const clean = (text: string): string => text.replace(/\p{Cc}+/gu, ' ').trim();

export const seconds = (ms: number): string =>
  ms < 60_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / 60_000)} min`;

/** How wide a painted text is on the screen. */
const shown = (text: string): number => stripVTControlCharacters(text).length;

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/** The only place that prints. With --json people's lines are left out and one object is printed at the end. */
export class Output {
  readonly json: boolean;
  /** True where a line can be drawn again. */
  readonly live: boolean;
  readonly notes: string[] = [];
  readonly #out: Stream;
  readonly #err: Stream;
  readonly #colours: boolean;

  constructor(streams: { out: Stream; err: Stream; json: boolean; colours?: boolean }) {
    this.#out = streams.out;
    this.#err = streams.err;
    this.json = streams.json;
    this.live = !streams.json && streams.out.isTTY === true;
    this.#colours = streams.colours ?? this.live;
  }

  paint(style: Style, text: string): string {
    const [on, off] = codes[style];
    return this.#colours ? `\u001b[${on}m${text}\u001b[${off}m` : text;
  }

  line(text = ''): void {
    if (!this.json) this.#out.write(`${text === '' ? '' : `  ${text}`}\n`);
  }

  /** A line as it is, for logs that other programs read. */
  raw(text: string): void {
    if (!this.json) this.#out.write(`${text}\n`);
  }

  heading(text: string, about = ''): void {
    this.line();
    this.line(`${this.paint('bold', text)}${about && `  ${this.paint('dim', about)}`}`);
    this.line();
  }

  done(text: string, about = ''): void {
    this.line(`${this.paint('green', '✔')} ${text}${about && `  ${this.paint('dim', about)}`}`);
  }

  /** Something the person should know; it is also in the answer's `notes`. */
  note(text: string): void {
    this.notes.push(text);
    this.line(`${this.paint('yellow', '!')} ${text}`);
  }

  /** Names on the left in one column, values on the right. */
  pairs(rows: readonly (readonly [string, string])[]): void {
    const width = Math.max(...rows.map(([name]) => name.length)) + 3;
    for (const [name, value] of rows) this.line(`${this.paint('dim', name.padEnd(width))}${value}`);
  }

  table(head: readonly string[], rows: readonly (readonly string[])[]): void {
    const widths = head.map((title, column) =>
      Math.max(...[title, ...rows.map((row) => row[column] ?? '')].map(shown)),
    );
    const lay = (cells: readonly string[]) =>
      cells
        .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) + 3 - shown(cell)))
        .join('')
        .trimEnd();
    this.line(this.paint('dim', lay(head)));
    for (const row of rows) this.line(lay(row));
  }

  /** Work with a line that moves on a terminal while it lasts, and says how long it took. */
  async task<T>(name: string, work: () => Promise<T>): Promise<T> {
    const start = performance.now();
    const drawing = this.live ? this.#draw(name) : null;
    try {
      const result = await work();
      drawing?.();
      const took = performance.now() - start;
      this.done(name, took < 100 ? '' : seconds(took));
      return result;
    } catch (error) {
      drawing?.();
      this.line(`${this.paint('red', '✘')} ${name}`);
      throw error;
    }
  }

  #draw(name: string): () => void {
    let frame = 0;
    const draw = () => {
      this.#out.write(`\r  ${this.paint('cyan', frames[frame % frames.length] ?? '')} ${name}`);
      frame += 1;
    };
    draw();
    const timer = setInterval(draw, 80);
    return () => {
      clearInterval(timer);
      this.#out.write('\r\u001b[2K');
    };
  }

  /** One line that is drawn again with each call; nothing where there is no terminal. `null` wipes it. */
  progress(text: string | null): void {
    if (!this.live) return;
    this.#out.write(text === null ? '\r\u001b[2K' : `\r\u001b[2K  ${text}`);
  }

  bar(part: number, width = 24): string {
    const filled = Math.round(Math.min(Math.max(part, 0), 1) * width);
    return `${this.paint('green', '━'.repeat(filled))}${this.paint('dim', '━'.repeat(width - filled))}`;
  }

  /** The answer of a command; people have read it already. */
  answer(result: object): void {
    if (!this.json) return;
    const notes = this.notes.length > 0 ? { notes: this.notes } : {};
    this.#out.write(`${JSON.stringify({ ...result, ...notes })}\n`);
  }

  failure(error: CliError): void {
    const { code, message, help } = error;
    if (this.json) {
      this.#out.write(`${JSON.stringify({ error: { code, message, help } })}\n`);
      return;
    }
    const [first = '', ...rest] = message.split('\n');
    this.#err.write(`\n  ${this.paint('red', '✘')} ${first}\n`);
    for (const text of rest) this.#err.write(`    ${text}\n`);
    if (help) for (const text of help.split('\n')) this.#err.write(`    ${this.paint('dim', text)}\n`);
    this.#err.write('\n');
  }
}
