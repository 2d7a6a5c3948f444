import type { Invoice } from '#contracts/invoices';
import { toMoney } from '#contracts/values';

export type InvoiceLine = Invoice['lines'][number];

/** What is sold, at a price that includes its tax. */
export interface Supplied {
  title: string;
  hsn: string | null;
  quantity: number;
  amount: number;
  /** Basis points. */
  rate: number;
}

/** How a sale is taxed: not at all by a seller without a GSTIN, half and half within a state, whole across. */
export type Taxing = 'none' | 'within-state' | 'across-states';

/** `⌊a · b / c⌋` and what is left over, exactly. */
const divide = (a: number, b: number, c: number): { whole: number; rest: bigint } => {
  const product = BigInt(a) * BigInt(b);
  return { whole: Number(product / BigInt(c)), rest: product % BigInt(c) };
};

/** To the nearest paisa, a half of one upwards. */
const rounded = (a: number, b: number, c: number): number => Math.floor((divide(2 * a, b, c).whole + 1) / 2);

/** Cuts a whole into parts by weight that sum to it exactly: who loses most by rounding down gets a unit first. */
export const largestRemainder = (total: number, weights: readonly number[]): number[] => {
  const sum = weights.reduce((all, one) => all + one, 0);
  if (sum === 0) return weights.map((_, at) => (at === 0 ? total : 0));
  const cut = weights.map((weight, at) => ({ at, ...divide(total, weight, sum) }));
  const parts = cut.map(({ whole }) => whole);
  let left = total - parts.reduce((all, one) => all + one, 0);
  for (const { at } of [...cut].sort((one, other) =>
    one.rest < other.rest ? 1 : one.rest > other.rest ? -1 : one.at - other.at,
  )) {
    if (left === 0) break;
    parts[at] = (parts[at] ?? 0) + 1;
    left -= 1;
  }
  return parts;
};

const withTaxes = (line: Supplied, half: number, whole: number): InvoiceLine => ({
  title: line.title,
  hsn: line.hsn,
  quantity: line.quantity,
  amount: toMoney(line.amount),
  taxable: toMoney(line.amount - 2 * half - whole),
  rate: line.rate,
  cgst: toMoney(half),
  sgst: toMoney(half),
  igst: toMoney(whole),
});

/**
 * The tax inside the lines' amounts. It is rounded once for all lines of a rate and then cut over them, so that the
 * sum is the tax of the sum; CGST and SGST are the same to the paisa, as the law wants them.
 */
export const taxLines = (lines: readonly Supplied[], taxing: Taxing): InvoiceLine[] => {
  if (taxing === 'none') return lines.map((line) => withTaxes({ ...line, rate: 0 }, 0, 0));
  const taxed = new Map<Supplied, number>();
  for (const rate of new Set(lines.map((line) => line.rate))) {
    const group = lines.filter((line) => line.rate === rate);
    const amount = group.reduce((all, line) => all + line.amount, 0);
    const parts = taxing === 'within-state' ? 2 : 1;
    const tax = rounded(amount, rate, parts * (10_000 + rate));
    const cut = largestRemainder(
      tax,
      group.map((line) => line.amount),
    );
    group.forEach((line, at) => taxed.set(line, cut[at] ?? 0));
  }
  return lines.map((line) => {
    const tax = taxed.get(line) ?? 0;
    return taxing === 'within-state' ? withTaxes(line, tax, 0) : withTaxes(line, 0, tax);
  });
};

const figures = ['amount', 'taxable', 'cgst', 'sgst', 'igst'] as const;

/** The sums at the foot of an invoice. */
export const totalsOf = (lines: readonly InvoiceLine[]) => {
  const sum = Object.fromEntries(
    figures.map((figure) => [figure, toMoney(lines.reduce((all, line) => all + line[figure], 0))]),
  ) as Record<(typeof figures)[number], InvoiceLine['amount']>;
  const { amount, ...rest } = sum;
  return { ...rest, total: amount };
};
