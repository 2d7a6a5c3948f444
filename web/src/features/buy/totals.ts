import type { PaymentMethod, Shop } from '#contracts/shop';
import { type Money, toMoney } from '#contracts/values';

export interface Line {
  variantId: string;
  quantity: number;
  /** Of one unit. */
  price: number;
}

export interface Totals {
  goods: Money;
  delivery: Money;
  fee: Money;
  total: Money;
}

/** What an order comes to, at once and without asking; the shop checks it again and refuses another total. */
export const totalsOf = (
  lines: readonly Line[],
  delivery: Shop['delivery'] | undefined,
  payment: PaymentMethod | undefined,
): Totals => {
  const goods = lines.reduce((sum, line) => sum + line.price * line.quantity, 0);
  const free = !delivery || (delivery.freeFrom !== null && goods >= delivery.freeFrom);
  const freight = free ? 0 : delivery.fee;
  const fee = payment?.fee ?? 0;
  return {
    goods: toMoney(goods),
    delivery: toMoney(freight),
    fee: toMoney(fee),
    total: toMoney(goods + freight + fee),
  };
};

/** Delivery in words, for where there is no basket yet. */
export const deliveryWords = (delivery: Shop['delivery'], money: (minor: number) => string): string => {
  if (delivery.fee === 0) return 'Delivery free';
  const fee = `Delivery ${money(delivery.fee)}`;
  return delivery.freeFrom === null ? fee : `${fee}, free from ${money(delivery.freeFrom)}`;
};
