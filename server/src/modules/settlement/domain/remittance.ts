import type { remittanceRow } from '#contracts/settlement';

export type RowState = (typeof remittanceRow.shape.state)['_zod']['output'];

/** How a column's name is compared: `AWB No.`, `awb_no` and `AWB NO` are one; the currency in it says nothing. */
export const columnName = (heading: string): string =>
  heading
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim()
    .replace(/ (in )?(rs|inr|rupees)$/, '');

const number = (what: string): string[] => [
  what,
  ...['no', 'number', 'num', 'id', 'code'].map((end) => `${what} ${end}`),
];

/** By what couriers call them; of several that are there, the first of a list counts. */
const names = {
  awb: [
    ...number('awb'),
    ...number('waybill'),
    ...number('way bill'),
    ...number('tracking'),
    ...number('consignment'),
    ...number('docket'),
    ...number('shipment'),
  ],
  amount: [
    'cod amount',
    'cod value',
    'cod collected',
    'cod amount collected',
    'cash amount',
    'cash collected',
    'collected amount',
    'amount collected',
    'collectable amount',
    'collectable value',
    'collected',
    'cod',
    'amount',
  ],
  net: [
    'remitted amount',
    'amount remitted',
    'cod remitted',
    'remittance amount',
    'remitted',
    'net amount',
    'net remittance',
    'net payable',
    'cod payable',
    'net',
  ],
  /** One column with all of them; where there is none, the single ones are added up. */
  deductions: [
    'total deductions',
    'total deduction',
    'deductions',
    'deduction',
    'total charges',
    'amount deducted',
  ],
  utr: [
    'utr',
    'utr no',
    'utr number',
    'bank utr',
    'neft utr',
    'bank reference',
    'bank ref no',
    'transaction id',
  ],
} as const;
const charges = [
  'freight',
  'freight charge',
  'freight charges',
  'charges',
  'cod charge',
  'cod charges',
  'cod fee',
  'shipping charge',
  'shipping charges',
  'rto charges',
  'handling charges',
  'gst',
  'tax',
  'tds',
  'fee',
  'fees',
];

export interface RemittanceColumns {
  awb: number;
  amount: number;
  net: number | null;
  deductions: readonly number[];
  utr: number | null;
}

/** Which column is what; undefined where a sheet has no tracking numbers or no amounts, or one of them twice. */
export const findColumns = (headings: readonly string[]): RemittanceColumns | undefined => {
  const compared = headings.map(columnName);
  const place = (of: readonly string[]): number | null => {
    const found = of.find((one) => compared.includes(one));
    return found === undefined ? null : compared.indexOf(found);
  };
  const isDouble = (at: number): boolean => compared.indexOf(compared[at] ?? '', at + 1) >= 0;
  const [awb, collected, net, whole] = [names.awb, names.amount, names.net, names.deductions].map(place);
  const amount = collected ?? net;
  if (typeof awb !== 'number' || typeof amount !== 'number' || isDouble(awb) || isDouble(amount))
    return undefined;
  const single = compared.flatMap((one, at) => (charges.includes(one) ? at : []));
  return {
    awb,
    amount,
    net: typeof collected === 'number' && typeof net === 'number' ? net : null,
    deductions: typeof whole === 'number' ? [whole] : single,
    utr: place(names.utr),
  };
};

/** What is known of a parcel's cash; undefined where the shop has no such parcel with this courier. */
export interface KnownCash {
  amount: number;
  state: 'promised' | 'collected' | 'remitted' | 'void' | 'written-off';
}

const rupees = new Intl.NumberFormat('en-IN', { style: 'currency', currency: 'INR' });
const inRupees = (paise: number): string => rupees.format(paise / 100);

/** What a row means; only `matched` is ever booked. */
export const judge = (
  row: { amount: number },
  cash: KnownCash | undefined,
): { state: RowState; says: string | null } => {
  if (!cash) return { state: 'unknown', says: 'No parcel with this number is with this courier' };
  if (cash.state === 'remitted')
    return { state: 'duplicate', says: 'Its cash has come before, with another sheet' };
  if (cash.state === 'promised')
    return { state: 'not-delivered', says: 'The shop does not know that it was delivered' };
  if (cash.state === 'void')
    return { state: 'not-delivered', says: 'Its order was cancelled, or it came back' };
  if (cash.state === 'written-off')
    return { state: 'extra', says: 'Its cash was given up before: look at the audit log' };
  if (row.amount < cash.amount)
    return {
      state: 'short',
      says: `${inRupees(cash.amount - row.amount)} less than ${inRupees(cash.amount)}`,
    };
  if (row.amount > cash.amount)
    return {
      state: 'extra',
      says: `${inRupees(row.amount - cash.amount)} more than ${inRupees(cash.amount)}`,
    };
  return { state: 'matched', says: null };
};
