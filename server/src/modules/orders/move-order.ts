import type { OrderState } from '#contracts/orders';
import type { Tx } from '../../db/connection.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Who } from '../../kernel/who.ts';
import type { OrdersDeps } from './context.ts';
import { type Mover, move } from './domain/moves.ts';
import { coinsGoWithCash, type StoredOrder } from './domain/order.ts';
import { isPaidUp } from './domain/view.ts';
import { endOrder } from './end-order.ts';
import { committed } from './points.ts';
import { OrderStore } from './store/orders.ts';
import { cancelledFact, movedFact } from './tell-order.ts';
import { isWaiting, undoPurchase } from './undo-purchase.ts';

export const sellsIn = (order: StoredOrder, { accountId, role }: Who): boolean =>
  role === 'operator' || (role === 'seller' && order.sellerId === accountId);

export const maySee = (order: StoredOrder, who: Who): boolean =>
  order.buyerId === who.accountId || sellsIn(order, who);

export interface MoveRequest {
  id: string;
  to: OrderState;
  who: Who;
  /** As whom: an order that is not theirs in this part does not exist for them. */
  as: 'buyer' | 'seller';
  courier?: string | undefined;
  tracking?: string | undefined;
  reason?: string | undefined;
  cause?: string | undefined;
}

interface Moving {
  request: MoveRequest;
  by: Mover;
  at: number;
  tx: Tx;
}

/** The order, for one who may move it as they say; for others it does not exist. */
export const findTheirs = async (
  store: OrderStore,
  { id, who, as }: Pick<MoveRequest, 'id' | 'who' | 'as'>,
  { lock = true } = {},
): Promise<StoredOrder> => {
  const order = await store.find(id, { lock });
  const theirs = order && (as === 'buyer' ? order.buyerId === who.accountId : sellsIn(order, who));
  if (!order || !theirs) throw new Refusal('order.unknown', { orderId: id });
  return order;
};

/** Couriers have ids like plugins do, however a seller writes their names. */
export const courierId = (typed: string | undefined): string =>
  typed
    ?.toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '') || 'by-hand';

type Change = (deps: OrdersDeps, order: StoredOrder, moving: Moving) => Promise<StoredOrder>;

const pack: Change = async ({ payments }, order, { tx }) => {
  const state = (await payments.states(tx, [order.purchaseId])).get(order.purchaseId) ?? 'void';
  if (!isPaidUp(order, state)) throw new Refusal('payment.not-captured', { orderId: order.id });
  return order;
};

const ship: Change = async ({ couriers }, order, { request, at }) => {
  const courier = courierId(request.courier);
  const tracking = request.tracking?.replaceAll(/\s+/g, ' ') ?? order.number;
  const trackingUrl = couriers?.trackingUrl(courier, tracking) ?? null;
  return { ...order, shipment: { courier, tracking, trackingUrl, shippedAt: at, deliveredAt: null } };
};

/** Cash is the courier's debt from here on, and the coins that pay beside it are spent. */
const deliver: Change = async ({ loyalty, payments, times }, order, { at, tx }) => {
  const { id: orderId, coins, purchaseId } = order;
  if (!order.shipment) throw new Error(`An order without a shipment was delivered: ${orderId}`);
  const { courier, tracking } = order.shipment;
  if (order.onDelivery > 0) {
    await payments.collect(tx, { orderId, courier, awb: tracking, at });
    if (coinsGoWithCash(order) && coins > 0)
      await loyalty.spend(tx, { purchaseId, shares: [{ orderId, coins }] });
  }
  const completesAt = at + times.completeAfterHours * 3_600_000;
  return { ...order, shipment: { ...order.shipment, deliveredAt: at }, completesAt };
};

const cancel: Change = async (_deps, order, { request, by }) => {
  const cancelledBy = by === 'system' ? 'payment' : by;
  return { ...order, reason: request.reason ?? null, cancelledBy };
};

const comeBack: Change = async (_deps, order, { request }) => ({ ...order, reason: request.reason ?? null });

/** What each move changes of the order, before it is written. */
const changes: Partial<Record<OrderState, Change>> = {
  packed: pack,
  shipped: ship,
  delivered: deliver,
  cancelled: cancel,
  rto: comeBack,
};

const reasonOf = (order: StoredOrder): string =>
  order.reason ?? (order.state === 'rto' ? 'The parcel came back.' : 'The order was cancelled.');

/** Whose doing it was: a shop that gives an order up does not count it against its buyer. */
const causeOf = ({ cause, to }: MoveRequest, by: Mover): string | undefined =>
  cause ?? (to === 'cancelled' && by !== 'buyer' ? 'seller' : undefined);

/** Moves an order that stands, with everything that goes with it, in one transaction. */
export const moveStanding = async (
  deps: OrdersDeps,
  order: StoredOrder,
  moving: Moving,
): Promise<StoredOrder> => {
  const { request, by, at, tx } = moving;
  const { state: from } = order;
  const moved = move(order, request.to, { by, at });
  if (moved === 'here') return order;
  if (moved === 'wrong-move') throw new Refusal('order.wrong-move', { from, to: request.to });
  const changed = (await changes[request.to]?.(deps, moved, moving)) ?? moved;
  if (!(await new OrderStore(tx).move(changed, from)))
    throw new Refusal('order.wrong-move', { from, to: request.to });
  const isEnd = request.to === 'cancelled' || request.to === 'rto';
  const facts = [movedFact(changed, { from, at, cause: causeOf(request, by) })];
  if (isEnd) facts.push(cancelledFact(changed, at));
  await deps.outbox.tellAll(tx, facts);
  if (!isEnd) return changed;
  await endOrder(deps, changed, { reason: reasonOf(changed), tx });
  return (await new OrderStore(tx).find(changed.id)) ?? changed;
};

/** A purchase that waits for its buyer is cancelled with all its orders: they have one payment. */
const cancelWaiting = async (
  deps: OrdersDeps,
  order: StoredOrder,
  { request, by, tx }: Moving,
): Promise<StoredOrder> => {
  const reason = request.reason ?? null;
  await undoPurchase(
    deps,
    { purchaseId: order.purchaseId, by: by === 'system' ? 'failure' : by, reason },
    tx,
  );
  return (await new OrderStore(tx).find(order.id)) ?? order;
};

export const moverOf = ({ as, who }: Pick<MoveRequest, 'as' | 'who'>): Mover =>
  as === 'buyer' ? 'buyer' : who.role === 'operator' ? 'operator' : 'seller';

/** Moves an order along, or ends it. Being there already is fine: the request may be a repeated one. */
export const moveOrder = async (deps: OrdersDeps, request: MoveRequest): Promise<StoredOrder> => {
  const { order, wasWaiting } = await committed(deps, 'orders/move', async (tx) => {
    const store = new OrderStore(tx);
    const moving = { request, by: moverOf(request), at: deps.clock.now(), tx };
    const seen = await findTheirs(store, request, { lock: false });
    if (isWaiting(seen) && request.to === 'cancelled')
      return { order: await cancelWaiting(deps, seen, moving), wasWaiting: true };
    const found = await findTheirs(store, request);
    return { order: await moveStanding(deps, found, moving), wasWaiting: false };
  });
  // Its run sees that nobody waits any more, and ends.
  if (wasWaiting) await deps.sagas.wake(order.purchaseId);
  if (wasWaiting && order.state !== 'cancelled')
    throw new Refusal('order.wrong-move', { from: order.state, to: request.to });
  return order;
};
