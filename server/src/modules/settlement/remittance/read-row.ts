import type { Courier } from '../../../../../sdk/index.ts';
import type { SheetRecord } from '../../../kernel/sheets.ts';
import { readPrice } from '../../catalog/index.ts';
import type { RemittanceColumns } from '../domain/remittance.ts';

/** A row that can be looked up. */
export interface ReadRow {
  line: number;
  awb: string;
  amount: number;
  deducted: number;
  utr: string | null;
}
/** A row nobody can be sure of; what could be made out of it is told. */
export interface UnreadableRow {
  line: number;
  awb: string;
  amount: number | null;
  says: string;
}
export type Row = ReadRow | UnreadableRow;

export const isReadable = (row: Row): row is ReadRow => !('says' in row);

const longest = 60;
/** A sheet's program writes `'=…` to keep a text a text. */
const cellOf = (cells: readonly string[], at: number | null): string =>
  at === null ? '' : (cells[at] ?? '').normalize('NFKC').replace(/^'/, '').trim();

type Amount = { paise: number } | { reason: string };

const zeros = '0٠۰०০੦૦୦௦౦೦൦';
const zero = new RegExp(`^(₹|rs\\.?)?\\s*[${zeros}][${zeros}.,]*$`, 'iu');
/** Nothing, a dash and every way to write zero are nothing. */
const isZero = (text: string): boolean => /^[-–—]?$/.test(text) || zero.test(text);

const readAmount = (cell: string): Amount => {
  const read = readPrice(cell, 2);
  if ('reason' in read) return { reason: read.reason };
  if (read.currency !== undefined && read.currency !== 'INR')
    return { reason: `is in ${read.currency}, not in rupees` };
  return { paise: read.value };
};
const readCharge = (cell: string): Amount => (isZero(cell) ? { paise: 0 } : readAmount(cell));

const awbProblem = (awb: string): string | null => {
  if (awb === '') return 'There is no tracking number';
  if (/^\d([.,]\d+)?e\+\d+$/i.test(awb)) return 'A spreadsheet has shortened the tracking number';
  if (awb.length > longest || !/^[\p{L}\p{N}][\p{L}\p{N}\-_/. ]*$/u.test(awb))
    return 'This is no tracking number';
  return null;
};

const isTotal = (cells: readonly string[], awb: string): boolean =>
  (awb === '' || /total/i.test(awb)) && cells.some((cell) => /^\W*(grand |sub ?)?total\b/i.test(cell));

const sumOf = (cells: readonly string[], places: readonly number[]): Amount => {
  let paise = 0;
  for (const place of places) {
    const one = readCharge(cellOf(cells, place));
    if ('reason' in one) return one;
    paise += one.paise;
  }
  return { paise };
};

/** What the courier kept: its own columns, or what is missing of the amount; both where both are there. */
const readDeducted = (cells: readonly string[], columns: RemittanceColumns, amount: number): Amount => {
  const kept = sumOf(cells, columns.deductions);
  if (columns.net === null || 'reason' in kept) return kept;
  const net = readCharge(cellOf(cells, columns.net));
  if ('reason' in net) return net;
  if (columns.deductions.length === 0) return { paise: amount - net.paise };
  return net.paise + kept.paise === amount ? kept : { reason: 'and what was remitted do not add up' };
};

const checked = (row: ReadRow): Row => {
  const { line, awb, amount, deducted } = row;
  const problem = awbProblem(awb);
  if (problem) return { line, awb: awb.slice(0, longest), amount, says: problem };
  if (!Number.isSafeInteger(amount) || amount <= 0)
    return { line, awb, amount: null, says: 'The amount cannot be read' };
  if (!Number.isSafeInteger(deducted) || deducted < 0 || deducted > amount)
    return { line, awb, amount, says: 'What was deducted is not between nothing and the amount' };
  return row;
};

const byColumns = ({ line, cells }: SheetRecord, columns: RemittanceColumns): Row | null => {
  const awb = cellOf(cells, columns.awb);
  if (isTotal(cells, awb)) return null;
  const amount = readAmount(cellOf(cells, columns.amount));
  const shown = awb.slice(0, longest);
  if ('reason' in amount) return { line, awb: shown, amount: null, says: `The amount ${amount.reason}` };
  const deducted = readDeducted(cells, columns, amount.paise);
  if ('reason' in deducted)
    return { line, awb: shown, amount: amount.paise, says: `What was deducted ${deducted.reason}` };
  const utr = cellOf(cells, columns.utr);
  return checked({
    line,
    awb,
    amount: amount.paise,
    deducted: deducted.paise,
    utr: utr === '' ? null : utr.slice(0, longest),
  });
};

type Reads = NonNullable<Courier['readRemittance']>;
const byCourier = ({ line, cells }: SheetRecord, headings: readonly string[], reads: Reads): Row | null => {
  const read = reads(Object.fromEntries(headings.map((name, at) => [name, cells[at] ?? ''])));
  if (!read) return null;
  const { awb, amount, deducted, utr } = read;
  if (amount === undefined)
    return { line, awb: awb.slice(0, longest), amount: null, says: 'The amount cannot be read' };
  return checked({ line, awb: awb.trim(), amount, deducted, utr });
};

/** How the rows of one sheet are read: null for what is no row of cash. */
export const rowReader = (
  headings: readonly string[],
  columns: RemittanceColumns | undefined,
  courier: Courier | undefined,
): ((record: SheetRecord) => Row | null) => {
  const reads = courier?.readRemittance?.bind(courier);
  return (record) => {
    const { line, cells, problem } = record;
    if (problem) return { line, awb: '', amount: null, says: problem };
    if (cells.every((cell) => cell.trim() === '')) return null;
    if (reads) return byCourier(record, headings, reads);
    return columns ? byColumns(record, columns) : null;
  };
};
