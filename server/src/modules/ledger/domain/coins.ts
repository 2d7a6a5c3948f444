import { accountOf } from './chart.ts';
import { credit, debit, type Line } from './entry.ts';

/** Coins a buyer pays with: their worth goes `to` an account. */
export const spent = (buyerId: string, coins: number, to: string): Line[] => [
  ...debit(accountOf.coinsOutstanding, coins),
  ...credit(to, coins),
  ...debit(accountOf.wallet(buyerId), coins),
  ...credit(accountOf.redeemed, coins),
];
/** Coins that paid and come back; what they were worth was taken elsewhere in the entry. */
export const restored = (buyerId: string, coins: number): Line[] => [
  ...credit(accountOf.coinsOutstanding, coins),
  ...debit(accountOf.redeemed, coins),
  ...credit(accountOf.wallet(buyerId), coins),
];
/** New coins; what they are worth was taken elsewhere in the entry. */
export const issued = (buyerId: string, coins: number): Line[] => [
  ...credit(accountOf.coinsOutstanding, coins),
  ...debit(accountOf.issued, coins),
  ...credit(accountOf.wallet(buyerId), coins),
];
/** Coins that end, `clawed` back or `expired`; their worth goes `to` an account. */
export const ended = (
  buyerId: string,
  coins: number,
  how: { as: 'clawed' | 'expired'; to: string },
): Line[] => [
  ...debit(accountOf.coinsOutstanding, coins),
  ...credit(how.to, coins),
  ...debit(accountOf.wallet(buyerId), coins),
  ...credit(accountOf[how.as], coins),
];
