import { toMoney } from '#contracts/values';
import { type InvoiceLine, largestRemainder } from './tax.ts';

/** What came back of an invoice: an amount, and of each of its lines how many units came with it. */
export interface Back {
  amount: number;
  /** By the invoice's lines, in their order; null where no goods came back. */
  units: readonly number[] | null;
}

const least = (one: readonly number[], other: readonly number[]): number[] =>
  one.map((value, at) => Math.min(value, other[at] ?? 0));

const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);

/** Cuts an amount over lines by weight, no line getting more than its weight; what does not fit is answered as well. */
const fill = (amount: number, room: readonly number[]): { parts: number[]; left: number } => {
  const most = Math.min(amount, sum(room));
  return { parts: largestRemainder(most, room), left: amount - most };
};

/** The part of each line's amount that an amount given back undoes: of the lines that came back first. */
const amountsOf = (lines: readonly InvoiceLine[], room: readonly number[], back: Back): number[] => {
  const { units } = back;
  if (units === null) return fill(back.amount, room).parts;
  const worth = lines.map(({ amount, quantity }, at) => Math.floor((amount * (units[at] ?? 0)) / quantity));
  const first = fill(back.amount, least(worth, room));
  const rest = room.map((most, at) => most - (first.parts[at] ?? 0));
  // What is beyond the goods is their delivery: it is given back when nothing of the order is kept.
  const second = fill(first.left, rest);
  return first.parts.map((part, at) => part + (second.parts[at] ?? 0));
};

/** Of a figure of a line, the part for its first `upTo` paise. The last paisa brings what is left. */
const share = (figure: number, upTo: number, amount: number): number =>
  Number((BigInt(figure) * BigInt(upTo)) / BigInt(amount));

const creditLine = (
  line: InvoiceLine,
  before: number,
  { amount, units }: { amount: number; units: number },
) => {
  const part = (figure: number): number =>
    share(figure, before + amount, line.amount) - share(figure, before, line.amount);
  const [half, whole] = [part(line.cgst), part(line.igst)];
  return {
    ...line,
    quantity: units,
    amount: toMoney(amount),
    taxable: toMoney(amount - 2 * half - whole),
    cgst: toMoney(half),
    sgst: toMoney(half),
    igst: toMoney(whole),
  };
};

/**
 * The lines of a credit note. `credited` is what earlier ones took of each line. However an invoice is taken back,
 * its credit notes end up with its very taxes.
 */
export const creditLines = (
  lines: readonly InvoiceLine[],
  credited: readonly number[],
  back: Back,
): { line: number; credit: InvoiceLine }[] => {
  const room = lines.map(({ amount }, at) => amount - (credited[at] ?? 0));
  const amounts = amountsOf(lines, room, back);
  return lines.flatMap((line, at) => {
    const amount = amounts[at] ?? 0;
    if (amount === 0) return [];
    const units = back.units?.[at] ?? 0;
    return [{ line: at, credit: creditLine(line, credited[at] ?? 0, { amount, units }) }];
  });
};
