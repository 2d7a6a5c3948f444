import type { Address } from '#contracts/accounts';
import type { Order, OrderState, PaymentAction } from '#contracts/orders';
import { type Money, toMoney } from '#contracts/values';
import type { Run } from '../../kernel/saga/saga.ts';
import type { OpenPayment } from '../payments/index.ts';
import { orderNumber, type Paying, type PricedLine, type StoredOrder, type Totals } from './domain/order.ts';
import { viewOf } from './domain/view.ts';

/** One seller's order of a purchase, as it will be written. */
export interface Planned extends Totals, Paying {
  id: string;
  sellerId: string;
  sellerName: string;
  lines: PricedLine[];
  earns: number;
  /** What the provider holds for its seller, until the buyer is satisfied. */
  transfer?: { account: string; amount: Money };
}

/** A purchase that is being placed: everything that was decided before its first step, so that nothing changes on the way. */
export interface Placing {
  buyerId: string;
  address: Address;
  method: string;
  title: string;
  /** Of all its orders. */
  coins: number;
  /** The way of paying of what is paid beforehand; null where nothing is. */
  online: string | null;
  /** A one-time code is asked for. */
  code: boolean;
  saleId: string | null;
  fromBasket: boolean;
  remember: boolean;
  placedAt: number;
  /** Until when its stock is held, where the buyer has something to do first. */
  expiresAt: number | null;
  returnDays: number;
  orders: Planned[];
}

/** What its steps add to it. */
export interface Asked {
  /** Of orders whose number is not the shortest. */
  numbers?: Record<string, string>;
  /** What the buyer was asked to do; null where the provider has no page for it. */
  action?: PaymentAction | null;
  confirmedAt?: number;
}
export type Purchase = Run<Placing & Asked>;

/** Whether its buyer has something to do before it stands. */
export const waits = (o: Pick<Placing, 'online' | 'code'>): boolean => o.online !== null || o.code;

/** The orders in the one sequence in which their rows and stock are locked. */
export const inTurn = (orders: readonly Planned[]): Planned[] =>
  [...orders].sort((one, other) => (one.sellerId < other.sellerId ? -1 : 1));

/** One of its orders, as it is when it is first written. */
export const orderOf = (
  o: Pick<Purchase, keyof Placing | 'sagaId'>,
  { sellerName: _, transfer: _held, ...one }: Planned,
  state: OrderState,
): Omit<StoredOrder, 'number'> => ({
  ...one,
  purchaseId: o.sagaId,
  buyerId: o.buyerId,
  state,
  method: o.method,
  refunded: toMoney(0),
  refundedCoins: 0,
  address: o.address,
  saleId: o.saleId,
  placedAt: o.placedAt,
  expiresAt: o.expiresAt,
  completesAt: null,
  disputed: false,
  returning: false,
  shipment: null,
  reason: null,
  cancelledBy: null,
  exchangeOf: null,
  history: [{ state, at: o.placedAt }],
});

export const numberOf = (o: Asked, orderId: string): string => o.numbers?.[orderId] ?? orderNumber(orderId);

/** What is asked of the provider: one payment for all of the purchase. */
export const paymentOf = (o: Purchase, method: string, expiresAt: number): OpenPayment => {
  const paid = o.orders.filter((one) => one.prepaid > 0);
  return {
    paymentId: o.sagaId,
    purchaseId: o.sagaId,
    buyerId: o.buyerId,
    method,
    amount: toMoney(paid.reduce((sum, one) => sum + one.prepaid, 0)),
    number: numberOf(o, o.orders[0]?.id ?? o.sagaId),
    address: o.address,
    expiresAt,
    shares: paid.map(({ id, sellerId, prepaid, coins, transfer }) => ({
      orderId: id,
      sellerId,
      cash: prepaid,
      coins,
      ...(transfer && { transfer }),
    })),
  };
};

/**
 * The answer to the request, made of nothing but what the run was given and what its steps said: the same key gets the
 * same bytes for ever, however far the order has come since.
 */
export const answerOf = (o: Purchase): { order: Order; orders: Order[] } => {
  const isAsked = 'action' in o;
  const state = isAsked ? 'awaiting-payment' : 'confirmed';
  const facts = {
    payment: isAsked || o.online === null ? ('pending' as const) : ('authorised' as const),
    cash: null,
    action: o.action ?? null,
  };
  const viewer = { as: 'buyer' as const, now: o.placedAt, returnDays: o.returnDays };
  const orders = o.orders.map((one) => {
    const order = { ...orderOf(o, one, state), number: numberOf(o, one.id) };
    if (!isAsked && o.confirmedAt !== undefined)
      order.history = [
        { state: 'awaiting-payment', at: o.placedAt },
        { state, at: o.confirmedAt },
      ];
    return viewOf(order, { title: o.title, sellerName: one.sellerName, facts, viewer });
  });
  const [order] = orders;
  if (!order) throw new Error(`The purchase ${o.sagaId} has no orders`);
  return { order, orders };
};
