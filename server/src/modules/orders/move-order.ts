import type { OrderState } from '#contracts/orders';
import type { Tx } from '../../db/connection.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Who } from '../../kernel/who.ts';
import type { OrdersDeps } from './context.ts';
import { type Mover, move, type StoredOrder } from './domain.ts';
import { told } from './place-order.ts';
import { OrderStore } from './store/orders.ts';

export const sellsIn = (order: StoredOrder, { accountId, role }: Who): boolean =>
  role === 'operator' || (role === 'seller' && order.lines.some((line) => line.sellerId === accountId));

export const maySee = (order: StoredOrder, who: Who): boolean =>
  order.buyerId === who.accountId || sellsIn(order, who);

/** A cancelled order gives its units and its payment back, in the transaction that cancels it. */
const cancel = async (
  { catalog, outbox, payments }: OrdersDeps,
  order: StoredOrder,
  tx: Tx,
): Promise<void> => {
  const { id, buyerId, saleId, lines } = order;
  await payments.giveUp(id, tx);
  const at = order.history.at(-1)?.at ?? order.placedAt;
  await outbox.tell(tx, 'order.cancelled', { orderId: id, buyerId, saleId, at, lines: lines.map(told) });
  await catalog.giveBack(id, tx);
};

export interface MoveRequest {
  id: string;
  to: OrderState;
  who: Who;
  /** As whom: an order that is not theirs in this part does not exist for them. */
  as: Mover;
}

/** The order, for one who may move it as they say; for others it does not exist. */
const findTheirs = async (store: OrderStore, { id, who, as }: MoveRequest): Promise<StoredOrder> => {
  const order = await store.find(id, { lock: true });
  const theirs = order && (as === 'buyer' ? order.buyerId === who.accountId : sellsIn(order, who));
  if (!order || !theirs) throw new Refusal('order.unknown', { orderId: id });
  return order;
};

/** Moves an order along, or cancels it. Being there already is fine: the request may be a repeated one. */
export const moveOrder = (deps: OrdersDeps, request: MoveRequest): Promise<StoredOrder> =>
  deps.db.transaction(async (tx) => {
    const { id, to, as } = request;
    const store = new OrderStore(tx);
    const order = await findTheirs(store, request);
    const at = deps.clock.now();
    const { buyerId, state: from } = order;
    const moved = move(order, to, { by: as, at });
    if (moved === 'here') return order;
    if (moved === 'wrong-move' || !(await store.move(moved, from)))
      throw new Refusal('order.wrong-move', { from, to });
    if (to === 'cancelled') await cancel(deps, moved, tx);
    else await deps.outbox.tell(tx, 'order.moved', { orderId: id, buyerId, from, to, at });
    return moved;
  });
