import type { Invoice } from '#contracts/invoices';
import { Paper, type Place } from './paper.ts';

type Line = Invoice['lines'][number];

/** `1,29,900.00`: rupees as India groups them, from whole paise. */
const rupees = (paise: number): string => {
  const whole = String(Math.floor(paise / 100));
  const grouped = whole.replace(/\B(?=(?:\d{2})+(?:\d{3})$)/g, ',').replace(/\B(?=\d{3}$)/, ',');
  return `${grouped}.${String(paise % 100).padStart(2, '0')}`;
};
const percent = (basisPoints: number): string => `${basisPoints / 100}%`;

/** The day it was issued, by India's time. */
const day = (at: number): string => {
  const there = new Date(at + 5.5 * 3_600_000).toISOString().slice(0, 10);
  const [year, month, date] = there.split('-');
  return `${date}.${month}.${year}`;
};

interface Column {
  title: string;
  width: number;
  right?: boolean;
  of(line: Line): string;
}

const title = (width: number): Column => ({ title: 'What', width, of: (line) => line.title });
const plain: Column[] = [
  { title: 'HSN', width: 50, of: (line) => line.hsn ?? '' },
  // A price that was lowered afterwards has no units.
  { title: 'Qty', width: 30, right: true, of: (line) => (line.quantity > 0 ? String(line.quantity) : '–') },
];
const money = (name: string, of: (line: Line) => number): Column => ({
  title: name,
  width: 66,
  right: true,
  of: (line) => rupees(of(line)),
});
const rate: Column = { title: 'Tax', width: 36, right: true, of: (line) => percent(line.rate) };

/** Which tax there is decides which columns there are. */
const columnsOf = (invoice: Invoice, width: number): Column[] => {
  const taxed: Column[] = [money('Taxable', (line) => line.taxable), rate];
  const taxes: Column[] =
    invoice.igst > 0
      ? [...taxed, money('IGST', (line) => line.igst)]
      : [...taxed, money('CGST', (line) => line.cgst), money('SGST', (line) => line.sgst)];
  const rest = [
    ...plain,
    ...(invoice.seller.gstin === null ? [] : taxes),
    money('Amount', (line) => line.amount),
  ];
  return [title(width - rest.reduce((sum, one) => sum + one.width, 0)), ...rest];
};

const kindOf = (invoice: Invoice): string => {
  if (invoice.kind === 'credit-note') return 'Credit note';
  return invoice.seller.gstin === null ? 'Invoice' : 'Tax invoice';
};

const head = (paper: Paper, invoice: Invoice): void => {
  const [left, right] = [paper.at(0, 300), paper.at(320, paper.width - 320)];
  paper.row([
    { text: invoice.seller.name, place: left, style: { size: 16, bold: true } },
    { text: kindOf(invoice), place: right, style: { size: 16, right: true } },
  ]);
  paper.down(6);
  const { gstin, address, state } = invoice.seller;
  const seller = [address, state, gstin === null ? null : `GSTIN ${gstin}`].filter(Boolean).join('\n');
  const facts = [
    `No. ${invoice.number}`,
    day(invoice.issuedAt),
    `Order ${invoice.orderNumber}`,
    ...(invoice.of === null ? [] : [`For invoice ${invoice.of}`]),
  ].join('\n');
  paper.row([
    { text: seller, place: left, style: { faint: true } },
    { text: facts, place: right, style: { right: true } },
  ]);
  paper.down(14);
  paper.rule();
};

const parties = (paper: Paper, { buyer, placeOfSupply }: Invoice): void => {
  const [left, right] = [paper.at(0, 300), paper.at(320, paper.width - 320)];
  const { line, landmark, city, pin, state, phone } = buyer.address;
  paper.row([
    { text: 'To', place: left, style: { size: 8, faint: true } },
    { text: 'Place of supply', place: right, style: { size: 8, faint: true, right: true } },
  ]);
  paper.row([
    { text: buyer.name, place: left, style: { bold: true } },
    { text: placeOfSupply, place: right, style: { right: true } },
  ]);
  const address = [line, landmark, `${city} ${pin}`, state, phone].filter(Boolean).join('\n');
  paper.row([{ text: address, place: left }]);
  paper.down(16);
};

const table = (paper: Paper, invoice: Invoice): void => {
  const columns = columnsOf(invoice, paper.width);
  let x = 0;
  const places = columns.map((column): Place => {
    const place = paper.at(x, column.width - (column.right ? 0 : 8));
    x += column.width;
    return place;
  });
  const cells = (of: (column: Column) => string, style: object) =>
    columns.map((column, at) => ({
      text: of(column),
      place: places[at] ?? paper.at(0, 0),
      style: { ...style, right: column.right ?? false },
    }));
  const heading = () => {
    paper.row(cells((column) => column.title, { size: 8, faint: true }));
    paper.down(3);
    paper.rule();
  };
  heading();
  for (const line of invoice.lines) {
    const height = paper.height(line.title, places[0] ?? paper.at(0, 0));
    if (paper.room(height + 6)) heading();
    paper.row(cells((column) => column.of(line), {}));
    paper.down(6);
  }
  paper.rule();
};

const totals = (paper: Paper, invoice: Invoice): void => {
  const { taxable, cgst, sgst, igst, total, seller } = invoice;
  const taxes: [string, number][] =
    seller.gstin === null
      ? []
      : [
          ['Taxable', taxable],
          ...(igst > 0 ? [['IGST', igst] as [string, number]] : []),
          ...(cgst > 0
            ? ([
                ['CGST', cgst],
                ['SGST', sgst],
              ] as [string, number][])
            : []),
        ];
  paper.room(taxes.length * 14 + 60);
  const [name, sum] = [paper.at(300, 110), paper.at(410, paper.width - 410)];
  for (const [says, amount] of taxes) {
    paper.rupees(rupees(amount), sum);
    paper.row([{ text: says, place: name, style: { faint: true, right: true } }]);
    paper.down(3);
  }
  paper.down(4);
  const style = { size: 13, bold: true, right: true };
  paper.rupees(rupees(total), sum, style);
  paper.row([{ text: invoice.kind === 'invoice' ? 'Total' : 'Credited', place: name, style }]);
  paper.down(14);
  const said =
    seller.gstin === null
      ? 'The seller is not registered for GST: no tax is charged.'
      : 'Prices include the tax. Tax is not payable on reverse charge.';
  paper.text(`${said} Made by a computer, valid without a signature.`, { size: 8, faint: true });
};

export const printInvoice = (invoice: Invoice): Promise<Buffer> => {
  const paper = new Paper({ title: `${kindOf(invoice)} ${invoice.number}`, at: invoice.issuedAt });
  head(paper, invoice);
  parties(paper, invoice);
  table(paper, invoice);
  totals(paper, invoice);
  return paper.end();
};
