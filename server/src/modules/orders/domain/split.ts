import { type Money, toMoney } from '#contracts/values';
import type { Paying, PricedLine, Totals, Wanted } from './order.ts';

/** What the shop asks for bringing an order. */
export interface Delivery {
  fee: Money;
  /** Orders of goods for this much or more are brought free; null: never. */
  freeFrom: Money | null;
}

/** One seller's part of a purchase: one parcel, one order. */
export interface Parcel extends Totals {
  sellerId: string;
  lines: PricedLine[];
}

/** One line a variant, in the order they came. */
export const mergeLines = (lines: readonly Wanted[]): Wanted[] => {
  const merged = new Map<string, number>();
  for (const { variantId, quantity } of lines) merged.set(variantId, (merged.get(variantId) ?? 0) + quantity);
  return [...merged].map(([variantId, quantity]) => ({ variantId, quantity }));
};

/** Undefined where the sum is beyond what can be counted exactly. */
export const goodsOf = (lines: readonly { price: Money; quantity: number }[]): Money | undefined => {
  const sum = lines.reduce((total, { price, quantity }) => total + price * quantity, 0);
  return Number.isSafeInteger(sum) ? toMoney(sum) : undefined;
};

export const deliveryFor = (goods: Money, { fee, freeFrom }: Delivery): Money =>
  freeFrom !== null && goods >= freeFrom ? toMoney(0) : fee;

/** Goods and delivery, and what the way of paying adds to both. */
export const totalsOf = (goods: Money, delivery: Money, feeOf: (total: Money) => Money): Totals => {
  const fee = feeOf(toMoney(goods + delivery));
  return { goods, delivery, fee, total: toMoney(goods + delivery + fee) };
};

/** Lines by seller, in the order their first lines came. */
export const bySeller = <L extends { sellerId: string }>(lines: readonly L[]): Map<string, L[]> => {
  const found = new Map<string, L[]>();
  for (const line of lines) found.set(line.sellerId, [...(found.get(line.sellerId) ?? []), line]);
  return found;
};

export const sumOf = (parts: readonly Totals[]): Totals => {
  const add = (of: keyof Totals) => toMoney(parts.reduce((sum, one) => sum + one[of], 0));
  return { goods: add('goods'), delivery: add('delivery'), fee: add('fee'), total: add('total') };
};

/**
 * Shares an amount by weight so that no paisa is lost: everybody gets the whole part of their share, and those with the
 * largest remainders one more. Nobody gets more than their weight where the amount is at most the sum of them.
 */
export const share = (amount: number, weights: readonly number[]): number[] => {
  const whole = weights.reduce((sum, one) => sum + BigInt(one), 0n);
  if (whole === 0n) {
    if (amount !== 0) throw new RangeError('There is nobody to share it among');
    return weights.map(() => 0);
  }
  const exact = weights.map((weight) => BigInt(weight) * BigInt(amount));
  const shares = exact.map((one) => Number(one / whole));
  let left = amount - shares.reduce((sum, one) => sum + one, 0);
  const places = exact
    .map((one, place) => ({ place, rest: one % whole }))
    .sort((one, other) =>
      one.rest === other.rest ? one.place - other.place : one.rest > other.rest ? -1 : 1,
    );
  for (const { place } of places) {
    if (left === 0) break;
    shares[place] = (shares[place] ?? 0) + 1;
    left -= 1;
  }
  return shares;
};

/** What a provider takes at the least; it is also the least that is asked for at the door beside coins. */
export const leastPayment = 100;

/** As many coins as go: what is left to pay is nothing, or enough to be paid. */
export const coinsFor = (total: number, available: number): number => {
  const most = Math.min(total, available);
  const left = total - most;
  return left === 0 || left >= leastPayment ? most : Math.max(0, total - leastPayment);
};

/** An advance in whole rupees, never more than what is to be paid. */
export const advanceOf = (asked: number, toPay: number): number =>
  Math.min(toPay, Math.max(leastPayment, Math.ceil(asked / 100) * 100));

/** How much of a purchase is paid how, before it is shared among its orders. */
export interface Split {
  coins: number;
  /** Of the rest, what is paid beforehand. */
  prepaid: number;
}

/** Every order's part of what the coins and the provider pay; the rest of it is cash. */
export const payingOf = (totals: readonly number[], { coins, prepaid }: Split): Paying[] => {
  const ofCoins = share(coins, totals);
  const left = totals.map((total, place) => total - (ofCoins[place] ?? 0));
  const beforehand = share(prepaid, left);
  return left.map((rest, place) => ({
    coins: ofCoins[place] ?? 0,
    prepaid: toMoney(beforehand[place] ?? 0),
    onDelivery: toMoney(rest - (beforehand[place] ?? 0)),
  }));
};
