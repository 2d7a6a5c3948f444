export interface FileLine {
  name: string;
  account: string;
  ifsc: string;
  amount: number;
  reference: string;
}

/** Rupees with two decimals, from whole paise. */
export const rupees = (paise: number): string =>
  `${Math.floor(paise / 100)}.${String(paise % 100).padStart(2, '0')}`;

/** A spreadsheet takes a cell that begins like this for a formula; the quote makes it text. */
const guarded = (text: string): string => (/^[=+\-@]/.test(text) ? `'${text}` : text);

const cell = (text: string): string => {
  const safe = guarded(text.replace(/[\s\p{Cc}]+/gu, ' ').trim());
  return /[",]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

const heading = ['Name', 'Account', 'IFSC', 'Amount', 'Reference'];

/** What a bank takes for many payments at once. */
export const payoutCsv = (lines: readonly FileLine[]): string =>
  [heading, ...lines.map((one) => [one.name, one.account, one.ifsc, rupees(one.amount), one.reference])]
    .map((cells) => `${cells.map(cell).join(',')}\r\n`)
    .join('');
