import type { Tx } from '../../db/connection.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Who } from '../../kernel/who.ts';
import type { OrdersDeps } from './context.ts';
import { type Mover, move } from './domain/moves.ts';
import type { StoredOrder } from './domain/order.ts';
import { findTheirs } from './move-order.ts';
import { committed } from './points.ts';
import { OrderStore } from './store/orders.ts';
import { movedFact } from './tell-order.ts';

export interface Completion {
  orderId: string;
  by: 'buyer' | 'time' | 'ruling';
  at: number;
}

const movers: Record<Completion['by'], Mover> = { buyer: 'buyer', time: 'system', ruling: 'operator' };

type Deps = Pick<OrdersDeps, 'outbox'>;

const isKeptOpen = (order: StoredOrder, { by, at }: Completion): boolean => {
  if (by === 'ruling') return false;
  if (order.disputed) return true;
  return by === 'time' && (order.returning || order.completesAt === null || order.completesAt > at);
};

/** Takes a delivered order to its good end, and tells it: the money is the seller's from then on. */
export const completeOrder = async ({ outbox }: Deps, tx: Tx, completion: Completion): Promise<boolean> => {
  const { orderId, by, at } = completion;
  const store = new OrderStore(tx);
  const order = await store.find(orderId, { lock: true });
  if (!order || isKeptOpen(order, completion)) return false;
  const moved = move(order, 'completed', { by: movers[by], at });
  if (moved === 'here' || moved === 'wrong-move') return false;
  if (!(await store.move(moved, order.state))) return false;
  if (order.disputed) await store.setDisputed(orderId, false);
  const { buyerId, sellerId } = order;
  await outbox.tellAll(tx, [
    movedFact(moved, { from: order.state, at }),
    { name: 'order.completed', payload: { orderId, buyerId, sellerId, by, at } },
  ]);
  return true;
};

/** The buyer says that all is well. */
export const beSatisfied = (deps: OrdersDeps, id: string, who: Who): Promise<StoredOrder> =>
  committed(deps, 'orders/satisfied', async (tx) => {
    const store = new OrderStore(tx);
    const order = await findTheirs(store, { id, who, as: 'buyer' });
    if (order.state === 'completed') return order;
    if (order.disputed) throw new Refusal('order.disputed');
    if (!(await completeOrder(deps, tx, { orderId: id, by: 'buyer', at: deps.clock.now() })))
      throw new Refusal('order.wrong-move', { from: order.state, to: 'completed' });
    return (await store.find(id)) ?? order;
  });

const atOnce = 50;

/** Delivered orders whose buyers said nothing until their time was over. */
export const completeDue = async (deps: OrdersDeps, signal: AbortSignal): Promise<void> => {
  for (;;) {
    const now = deps.clock.now();
    const due = await new OrderStore(deps.db).due(now, atOnce);
    let completed = 0;
    for (const orderId of due) {
      if (signal.aborted) return;
      const done = await committed(deps, 'orders/complete', (tx) =>
        completeOrder(deps, tx, { orderId, by: 'time', at: now }),
      );
      if (done) completed += 1;
    }
    if (due.length < atOnce || completed === 0) return;
  }
};
