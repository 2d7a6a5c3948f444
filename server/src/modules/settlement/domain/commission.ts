/** What the shop keeps, as leo.json says it. */
export interface Rates {
  basisPoints: number;
  byCategory: Readonly<Record<string, number>>;
  bySeller: Readonly<Record<string, number>>;
  taxBasisPoints: number;
}

const whole = 10_000n;

/** A half goes up. */
const divide = (dividend: bigint, divisor: bigint): bigint => (2n * dividend + divisor) / (2n * divisor);

const named = (rates: Readonly<Record<string, number>>, name: string | null): number | undefined => {
  if (name === null) return undefined;
  const wanted = name.trim().toLowerCase();
  return Object.entries(rates).find(([one]) => one.trim().toLowerCase() === wanted)?.[1];
};

/** The seller's own rate goes before the category's, and that before the shop's. */
export const rateOf = (rates: Rates, of: { email: string | null; category: string | null }): number =>
  named(rates.bySeller, of.email) ?? named(rates.byCategory, of.category) ?? rates.basisPoints;

export interface Parts {
  /** What is held of the order, after what was given back. */
  held: number;
  goods: number;
  delivery: number;
  /** What paying in cash cost the buyer. */
  fee: number;
  /** The goods, each at its rate; their amounts are `goods`. */
  lines: readonly { amount: number; basisPoints: number }[];
  taxBasisPoints: number;
  /** What was promised to the seller already: the share a provider holds for them. */
  promised?: number;
}
export interface Split {
  commission: number;
  tax: number;
  fee: number;
  payable: number;
}

/** Both out of `room`, in their own proportion. */
const squeeze = (room: number, taxBasisPoints: number): { commission: number; tax: number } => {
  const commission = Number(divide(BigInt(room) * whole, whole + BigInt(taxBasisPoints)));
  return { commission, tax: room - commission };
};

const commissionOn = (goodsLeft: number, { goods, lines, taxBasisPoints }: Parts) => {
  if (goods <= 0) return { commission: 0, tax: 0 };
  const weighed = lines.reduce((sum, one) => sum + BigInt(one.amount) * BigInt(one.basisPoints), 0n);
  const commission = divide(weighed * BigInt(goodsLeft), BigInt(goods) * whole);
  return {
    commission: Number(commission),
    tax: Number(divide(commission * BigInt(taxBasisPoints), whole)),
  };
};

/**
 * Whose the held money is: every paisa of it is in one of the four. Commission is on the goods alone, and what was
 * given back is taken to be goods first; each is rounded once, a half up, and the seller has the rest.
 */
export const split = (parts: Parts): Split => {
  const fee = Math.min(parts.fee, parts.held);
  const goodsLeft = Math.max(0, Math.min(parts.goods, parts.held - parts.fee - parts.delivery));
  const asked = commissionOn(goodsLeft, parts);
  const room = Math.max(0, parts.held - fee - (parts.promised ?? 0));
  const { commission, tax } =
    asked.commission + asked.tax > room ? squeeze(room, parts.taxBasisPoints) : asked;
  return { commission, tax, fee, payable: parts.held - fee - commission - tax };
};
