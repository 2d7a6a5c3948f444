import type { Tx } from '../../db/connection.ts';
import type { OrdersDeps } from './context.ts';
import { type Mover, move } from './domain/moves.ts';
import type { CancelledBy, StoredOrder } from './domain/order.ts';
import { OrderStore } from './store/orders.ts';
import { movedFact } from './tell-order.ts';

type UndoDeps = Pick<OrdersDeps, 'catalog' | 'clock' | 'loyalty' | 'outbox' | 'payments'>;

/** Whether its buyer has something to do before it stands. */
export const isWaiting = ({ state }: StoredOrder): boolean =>
  state === 'awaiting-payment' || state === 'reserved';

export interface Undoing {
  purchaseId: string;
  by: CancelledBy;
  reason: string | null;
}

const moverOf = (by: CancelledBy): Mover =>
  by === 'buyer' || by === 'seller' || by === 'operator' ? by : 'system';

/**
 * A purchase that did not come about: its orders are cancelled, its stock and coins are free, and money that comes all
 * the same is nobody's. What does not wait any more is left as it is, so that it may be asked for again.
 */
export const undoPurchase = async (
  { catalog, clock, loyalty, outbox, payments }: UndoDeps,
  { purchaseId, by, reason }: Undoing,
  tx: Tx,
): Promise<StoredOrder[]> => {
  const store = new OrderStore(tx);
  const at = clock.now();
  const orders = await store.ofPurchase(purchaseId, { lock: true });
  const ended: StoredOrder[] = [];
  for (const order of orders) {
    if (!isWaiting(order)) continue;
    const moved = move(order, 'cancelled', { by: moverOf(by), at });
    if (moved === 'here' || moved === 'wrong-move') continue;
    const cancelled = { ...moved, reason, cancelledBy: by };
    await store.move(cancelled, order.state);
    await outbox.tellAll(tx, [movedFact(cancelled, { from: order.state, at })]);
    ended.push(cancelled);
  }
  const standing = orders.filter((one) => one.state !== 'cancelled').length - ended.length;
  if (standing > 0) return ended;
  if (orders.some((one) => one.coins > 0)) await loyalty.release(tx, purchaseId);
  if (orders.some((one) => one.prepaid > 0)) await payments.expire(tx, purchaseId);
  for (const order of orders) await catalog.release(order.id, tx);
  return ended;
};
