import { type Money, toMoney } from '#contracts/values';

/** What came in for an order and what of it went back already: money and coins. 1 coin is 1 paisa. */
export interface Shares {
  cash: Money;
  coins: number;
}

/** `⌊part · of / whole⌋`, exact: a product of two amounts is beyond what a number holds. */
export const floorShare = (part: number, of: number, whole: number): number =>
  whole === 0 ? 0 : Number((BigInt(part) * BigInt(of)) / BigInt(whole));

/**
 * A refund of `amount` as money and coins: money is `⌊amount · cash / total⌋`, coins are the rest, and the refund that
 * empties the order takes what is left of both. Over any number of refunds each side ends exactly where it began.
 */
export const splitRefund = (paid: Shares, back: Shares, amount: number): Shares | 'too-much' => {
  const left = { cash: paid.cash - back.cash, coins: paid.coins - back.coins };
  if (amount < 0 || amount > left.cash + left.coins) return 'too-much';
  if (amount === left.cash + left.coins) return { cash: toMoney(left.cash), coins: left.coins };
  const share = floorShare(amount, paid.cash, paid.cash + paid.coins);
  // Rounding down gives each refund up to a paisa more in coins: not more of them than are left.
  const coins = Math.min(amount - share, left.coins);
  return { cash: toMoney(amount - coins), coins };
};

/** How the money came: through a provider, and to the courier in cash. */
export interface Ways {
  online: Money;
  onDelivery: Money;
}

/** The money of a refund by the way it goes: back to its source first, the rest of it has to be told a way. */
export const splitWays = (paid: Ways, back: Ways, cash: number): Ways => {
  const online = Math.min(cash, paid.online - back.online);
  return { online: toMoney(online), onDelivery: toMoney(cash - online) };
};

/** What a release gave to whom. */
export interface Released {
  total: number;
  commission: number;
  tax: number;
  fee: number;
  payable: number;
}

/**
 * What a release of the first `sum` paise of this order would have given to whom. Parts are cut one out of another, so
 * that each of them only grows with `sum`, and together they are it. A fee the shop kept comes last: it was for a
 * service, and is given back only where nothing else is left.
 */
const upTo = ({ total, commission, tax, fee }: Released, sum: number): Released => {
  const shared = Math.min(sum, total - fee);
  const shops = floorShare(shared, commission + tax, total - fee);
  const taxed = floorShare(shops, tax, commission + tax);
  return {
    total: sum,
    commission: shops - taxed,
    tax: taxed,
    fee: sum - shared,
    payable: shared - shops,
  };
};

/**
 * A refund after the release, taken back from where the release put it: the shop gives back its share of commission
 * and tax (and of a fee it kept), the seller the rest. `before` is what earlier refunds took back of the release:
 * many refunds undo it exactly, and no part of it twice.
 */
export const splitReversal = (released: Released, before: number, amount: number): Released => {
  const was = upTo(released, before);
  const is = upTo(released, before + amount);
  return {
    total: amount,
    commission: is.commission - was.commission,
    tax: is.tax - was.tax,
    fee: is.fee - was.fee,
    payable: is.payable - was.payable,
  };
};

/** Coins an order of which this much money is left may keep: 1 for each whole rupee. */
export const coinsFor = (cash: number): number => Math.floor(Math.max(0, cash) / 100);
