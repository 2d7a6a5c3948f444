import type { Address } from '#contracts/accounts';
import type { Image } from '#contracts/media';
import type { Order, OrderState } from '#contracts/orders';
import type { Money } from '#contracts/values';

export interface Wanted {
  variantId: string;
  quantity: number;
}

/** A line at today's price. */
export interface PricedLine extends Wanted {
  productId: string;
  sellerId: string;
  slug: string;
  title: string;
  options: Record<string, string>;
  sku: string | null;
  /** The product's, as it was then: commission and tax depend on it. */
  category: string | null;
  image: Image | null;
  /** Of one unit. */
  price: Money;
}

export interface Totals {
  goods: Money;
  delivery: Money;
  fee: Money;
  total: Money;
}

/** How a total is paid; the three of them are it. */
export interface Paying {
  /** 1 coin is 1 paisa. */
  coins: number;
  /** Through a provider, beforehand. */
  prepaid: Money;
  /** In cash, to the courier. */
  onDelivery: Money;
}

/** Who ended an order that was not to be: `expiry` where the time to pay ran out, `late` where money came after the end. */
export type CancelledBy = 'buyer' | 'seller' | 'operator' | 'payment' | 'expiry' | 'late' | 'failure';

export interface Shipment {
  courier: string;
  tracking: string;
  trackingUrl: string | null;
  shippedAt: number;
  deliveredAt: number | null;
}

export interface StoredOrder extends Totals, Paying {
  id: string;
  number: string;
  /** The purchase it came of; its payment's id, and its saga's. */
  purchaseId: string;
  buyerId: string;
  sellerId: string;
  state: OrderState;
  lines: PricedLine[];
  /** What the buyer chose to pay by. */
  method: string;
  /** Coins its money earns when all of it is kept; 0 where the shop gives none. */
  earns: number;
  /** Given back so far: money, and coins of the buyer's that had paid. Together never more than the total. */
  refunded: Money;
  refundedCoins: number;
  address: Address;
  saleId: string | null;
  placedAt: number;
  expiresAt: number | null;
  completesAt: number | null;
  disputed: boolean;
  /** A return of it is open: it does not complete by itself meanwhile. */
  returning: boolean;
  shipment: Shipment | null;
  reason: string | null;
  cancelledBy: CancelledBy | null;
  exchangeOf: string | null;
  history: Order['history'];
}

/** Nothing paid in at a provider or in coins is pending: whatever is to come is cash at the door. */
export const isCash = (order: Paying): boolean => order.onDelivery > 0;

/** Coins paid, together with the money that is captured; where all the money is cash, they are paid with the cash. */
export const coinsGoWithCash = (order: Paying): boolean => order.prepaid === 0 && order.onDelivery > 0;

/** What has come into an order's escrow so far, coins and money, before anything was given back. */
export const paidIn = (
  order: Paying & Pick<StoredOrder, 'exchangeOf'>,
  has: { captured: boolean; collected: boolean },
): number => {
  const withCash = coinsGoWithCash(order);
  const beforehand = order.prepaid + (withCash ? 0 : order.coins);
  const atTheDoor = order.onDelivery + (withCash ? order.coins : 0);
  // What coins or a returned order pay whole is there from the moment the order stands.
  const isThere = has.captured || order.exchangeOf !== null || (order.prepaid === 0 && !withCash);
  return (isThere ? beforehand : 0) + (has.collected ? atTheDoor : 0);
};

/** A coin for each rupee of money that is not given back. */
export const earnedBy = (
  order: Pick<StoredOrder, 'earns' | 'prepaid' | 'onDelivery' | 'refunded'>,
): number =>
  order.earns === 0 ? 0 : Math.max(0, Math.floor((order.prepaid + order.onDelivery - order.refunded) / 100));

/** Crockford's alphabet: no letter that is read as a digit, so that a number can be told on the phone. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** What people call an order: from the last 48 bits of its id, `letters` (at most 9) of them. */
export const orderNumber = (id: string, letters = 6): string => {
  let rest = Number.parseInt(id.replaceAll('-', '').slice(-12), 16);
  let number = '';
  for (let place = 0; place < letters; place++) {
    number = `${alphabet[rest % 32]}${number}`;
    rest = Math.floor(rest / 32);
  }
  return `LEO-${number}`;
};
