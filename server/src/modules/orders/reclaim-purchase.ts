import type { Tx } from '../../db/connection.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { confirmWaiting, makeStand } from './confirm-purchase.ts';
import type { OrdersDeps } from './context.ts';
import type { StoredOrder } from './domain/order.ts';
import { committed } from './points.ts';
import { OrderStore } from './store/orders.ts';

const orNothing = async (work: Promise<unknown>): Promise<Refusal | undefined> => {
  try {
    await work;
    return undefined;
  } catch (problem) {
    if (problem instanceof Refusal) return problem;
    throw problem;
  }
};

/** Its stock and coins are claimed again, and it stands after all: all of it, or nothing. */
const claimAgain = async (deps: OrdersDeps, purchaseId: string, tx: Tx): Promise<void> => {
  const { catalog, clock } = deps;
  const at = clock.now();
  const orders = await confirmWaiting(purchaseId, at, tx);
  await makeStand(deps, orders, { at, tx });
  for (const { id, lines } of orders) {
    const wanted = lines.map(({ variantId, quantity }) => ({ variantId, quantity }));
    await catalog.hold({ holdId: id, lines: wanted, until: at + 60_000 }, tx);
    await catalog.take(id, tx);
  }
};

const why = (orders: readonly StoredOrder[], refusal: Refusal | undefined): string => {
  if (orders.some((one) => one.cancelledBy === 'buyer')) return 'It was paid after you had cancelled it.';
  if (refusal?.code === 'stock.sold-out' || refusal?.code === 'variant.unknown')
    return 'Your payment came too late: its goods were sold to somebody else by then.';
  if (refusal?.code === 'coins.not-enough')
    return 'Your payment came too late: the coins it counted on were spent by then.';
  return 'Your payment came after the order had ended.';
};

/** Money that cannot be used is never taken, or goes back; the buyer reads why. */
const sendBack = (deps: OrdersDeps, purchaseId: string, refusal: Refusal | undefined): Promise<void> =>
  committed(deps, 'orders/send back', async (tx) => {
    const store = new OrderStore(tx);
    const orders = await store.ofPurchase(purchaseId, { lock: true });
    if (orders.some((one) => one.state !== 'cancelled')) return;
    const reason = why(orders, refusal);
    for (const order of orders) await store.setLate(order.id, reason);
    await deps.payments.refuse(tx, purchaseId, reason);
  });

/**
 * Money has come for a purchase whose time was over. If its goods can still be had it stands after all; a unit that
 * somebody else has bought meanwhile is never taken from them.
 */
export const reclaimPurchase = async (deps: OrdersDeps, purchaseId: string): Promise<void> => {
  const orders = await new OrderStore(deps.db).ofPurchase(purchaseId);
  if (orders.length === 0 || orders.some((one) => one.state !== 'cancelled')) return;
  const isLate = orders.every((one) => one.cancelledBy === 'expiry');
  const refusal = isLate
    ? await orNothing(committed(deps, 'orders/reclaim', (tx) => claimAgain(deps, purchaseId, tx)))
    : undefined;
  if (isLate && !refusal) return;
  await sendBack(deps, purchaseId, refusal);
};
