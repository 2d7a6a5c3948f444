import type { Order, OrderAction } from '#contracts/orders';
import { headline, type MoneyFacts, whereMoneyIs } from './headline.ts';
import { type Mover, mayMove } from './moves.ts';
import { earnedBy, isCash, type StoredOrder } from './order.ts';

const day = 24 * 3_600_000;

export interface Viewer {
  /** As whom they look at it. */
  as: Mover;
  now: number;
  returnDays: number;
}

/** Whether nothing is missing of what is to be paid before a parcel is made up. */
export const isPaidUp = (order: StoredOrder, payment: MoneyFacts['payment']): boolean =>
  order.prepaid === 0 || order.exchangeOf !== null || payment === 'captured';

const buyersActions = (order: StoredOrder, { now, returnDays }: Viewer): OrderAction[] => {
  const { state, disputed, shipment } = order;
  const delivered = shipment?.deliveredAt ?? null;
  const mayReturn =
    (state === 'delivered' || state === 'completed') &&
    delivered !== null &&
    now <= delivered + returnDays * day;
  return [
    ...(state === 'awaiting-payment' ? (['pay'] as const) : []),
    ...(mayMove(order, 'cancelled', 'buyer') ? (['cancel'] as const) : []),
    ...(state === 'delivered' && !disputed ? (['satisfied'] as const) : []),
    ...(mayReturn && !disputed ? (['return'] as const) : []),
    ...((state === 'shipped' || state === 'delivered') && !disputed ? (['dispute'] as const) : []),
  ];
};

const sellersActions = (order: StoredOrder, facts: MoneyFacts, by: Mover): OrderAction[] => [
  ...(mayMove(order, 'packed', by) && isPaidUp(order, facts.payment) ? (['pack'] as const) : []),
  ...(mayMove(order, 'shipped', by) ? (['ship'] as const) : []),
  ...(mayMove(order, 'delivered', by) ? (['deliver'] as const) : []),
  ...(mayMove(order, 'rto', by) ? (['rto'] as const) : []),
  ...(mayMove(order, 'cancelled', by) ? (['cancel'] as const) : []),
];

/** What whoever looks may do with it now. */
export const actionsOf = (order: StoredOrder, facts: MoneyFacts, viewer: Viewer): OrderAction[] =>
  viewer.as === 'buyer' ? buyersActions(order, viewer) : sellersActions(order, facts, viewer.as);

const paymentState = (order: StoredOrder, { payment, cash }: MoneyFacts): MoneyFacts['payment'] => {
  if (order.prepaid > 0 && order.exchangeOf === null) return payment;
  if (order.state === 'awaiting-payment' || order.state === 'reserved') return 'pending';
  if (cash === 'collected' || cash === 'remitted' || cash === 'written-off') return 'captured';
  if (order.state === 'cancelled' || order.state === 'rto') return 'void';
  return isCash(order) ? 'authorised' : 'captured';
};

export interface Shown {
  title: string;
  sellerName: string;
  facts: MoneyFacts;
  viewer: Viewer;
}

/** An order as everybody sees it. */
export const viewOf = (order: StoredOrder, { title, sellerName, facts, viewer }: Shown): Order => ({
  id: order.id,
  number: order.number,
  state: order.state,
  lines: order.lines.map(({ category: _, ...line }) => line),
  goods: order.goods,
  delivery: order.delivery,
  fee: order.fee,
  total: order.total,
  payment: {
    method: order.method,
    title,
    state: paymentState(order, facts),
    action: order.state === 'awaiting-payment' ? facts.action : null,
  },
  purchaseId: order.purchaseId,
  seller: { id: order.sellerId, name: sellerName },
  coins: {
    used: order.coins,
    earned: earnedBy(order),
    vested: order.state === 'completed' && whereMoneyIs(order, facts) === 'released',
  },
  prepaid: order.prepaid,
  onDelivery: order.onDelivery,
  refunded: order.refunded,
  money: whereMoneyIs(order, facts),
  shipment: order.shipment,
  expiresAt: order.state === 'awaiting-payment' || order.state === 'reserved' ? order.expiresAt : null,
  completesAt: order.state === 'delivered' ? order.completesAt : null,
  disputed: order.disputed,
  reason: order.reason,
  exchangeOf: order.exchangeOf,
  headline: headline(order, facts),
  can: actionsOf(order, facts, viewer),
  address: order.address,
  saleId: order.saleId,
  placedAt: order.placedAt,
  history: order.history,
});
