import type { RemittanceRow } from 'leo-live/sdk';

/** What the columns of the courier's sheet are called. */
export interface Columns {
  awb: string;
  amount: string;
  deducted?: string | undefined;
  utr?: string | undefined;
}

const plain = /^\d{1,15}(\.\d{1,2})?$/;
/** 1,299.00 and 1,00,000.00; never 12,99, which could be either. */
const grouped = /^\d{1,3}((,\d{3})+|(,\d{2})+,\d{3})(\.\d{1,2})?$/;

/** Rupees as a sheet writes them, in paise; undefined for what is not surely an amount. */
export const toPaise = (written: string): number | undefined => {
  const text = written.trim().replace(/^(₹|rs\.?|inr)\s*/i, '');
  if (!plain.test(text) && !grouped.test(text)) return undefined;
  const [rupees = '', part = ''] = text.replaceAll(',', '').split('.');
  const paise = Number(rupees) * 100 + Number(part.padEnd(2, '0'));
  return Number.isSafeInteger(paise) ? paise : undefined;
};

const normal = (header: string): string =>
  header
    .replace(/^\ufeff/, '')
    .trim()
    .toLowerCase()
    .replace(/\s+/g, ' ');

const cellOf = (row: Readonly<Record<string, string>>, column: string | undefined): string | undefined => {
  if (column === undefined) return undefined;
  const found = Object.entries(row).find(([header]) => normal(header) === normal(column));
  return typeof found?.[1] === 'string' ? found[1].trim() : undefined;
};

const isTotal = (awb: string): boolean => /^(grand |sub ?)?total\b/i.test(awb);

/** Reads a row by these columns. A deduction that cannot be read leaves the amount unread too: nothing is guessed. */
export const readerOf =
  (columns: Columns) =>
  (row: Readonly<Record<string, string>>): RemittanceRow | null => {
    const awb = cellOf(row, columns.awb);
    if (!awb || isTotal(awb)) return null;
    const amount = toPaise(cellOf(row, columns.amount) ?? '');
    const kept = toPaise(cellOf(row, columns.deducted) || '0');
    const utr = cellOf(row, columns.utr) || null;
    return { awb, amount: kept === undefined ? undefined : amount, deducted: kept ?? 0, utr };
  };
