import { toMoney } from '#contracts/values';
import type { Tx } from '../../db/connection.ts';
import { derivedId } from '../../kernel/ids.ts';
import type { OrdersDeps } from './context.ts';
import { coinsGoWithCash, type StoredOrder } from './domain/order.ts';
import { committed } from './points.ts';
import { lockBooks, refundOrder } from './refund-order.ts';
import { refundable } from './refund-plan.ts';
import { OrderStore } from './store/orders.ts';

/** Everything that came in for an order and has not gone back yet. */
const giveAllBack = async (
  deps: OrdersDeps,
  order: StoredOrder,
  { reason, tx }: { reason: string; tx: Tx },
): Promise<void> => {
  const { id: orderId, coins, purchaseId } = order;
  await lockBooks(deps, tx, order);
  // The books spent them with the money; so has the wallet, but for money that was captured by an older Leo.
  if (coins > 0 && order.exchangeOf === null)
    await deps.loyalty.spend(tx, { purchaseId, shares: [{ orderId, coins }] });
  // Less what a bank or somebody at the provider's own pages took of it already.
  const { left } = await refundable(deps, tx, order);
  if (left <= 0) return;
  const refundId = derivedId('ended', orderId);
  await refundOrder(deps, tx, {
    orderId,
    refundId,
    amount: toMoney(left),
    reason,
    to: { kind: 'source' },
  });
};

/** Whether what is paid beforehand has come: coins and exchanges are there at once. */
const isHere = async ({ payments }: OrdersDeps, order: StoredOrder, tx: Tx): Promise<boolean> => {
  if (order.exchangeOf !== null) return true;
  if (order.prepaid === 0) return !coinsGoWithCash(order);
  return (await payments.states(tx, [order.purchaseId])).get(order.purchaseId) === 'captured';
};

/** The payment of a purchase of which nothing is left is given up; otherwise its part comes back when it is captured. */
const withdraw = async (
  deps: OrdersDeps,
  order: StoredOrder,
  { reason, tx }: { reason: string; tx: Tx },
): Promise<void> => {
  const { purchaseId } = order;
  const all = await new OrderStore(tx).ofPurchase(purchaseId);
  if (all.some((one) => one.id !== order.id && one.prepaid > 0 && one.state !== 'cancelled')) return;
  if (!(await deps.payments.giveUp(tx, { paymentId: purchaseId })))
    return giveAllBack(deps, order, { reason, tx });
  for (const one of all)
    if (one.coins > 0 && one.prepaid > 0)
      await deps.loyalty.release(tx, purchaseId, { orderId: one.id, coins: one.coins });
};

/** An order is not to be: its money, its coins and its units go back to where they came from. */
export const endOrder = async (
  deps: OrdersDeps,
  order: StoredOrder,
  { reason, tx }: { reason: string; tx: Tx },
): Promise<void> => {
  const { catalog, loyalty, payments } = deps;
  const { buyerId: accountId, coins, earns, id: orderId, purchaseId } = order;
  if (order.onDelivery > 0) await payments.giveUp(tx, { orderId });
  if (coinsGoWithCash(order) && coins > 0) await loyalty.release(tx, purchaseId, { orderId, coins });
  if (await isHere(deps, order, tx)) await giveAllBack(deps, order, { reason, tx });
  else if (order.prepaid > 0) await withdraw(deps, order, { reason, tx });
  if (earns > 0) await loyalty.expect(tx, { orderId, accountId, coins: 0 });
  await catalog.giveBack(orderId, tx);
};

/**
 * Money that was captured for orders which were cancelled meanwhile goes back; the others of its purchase keep theirs.
 * Coins that pay beside it are spent from now on.
 */
export const takeCaptured = (deps: OrdersDeps, purchaseId: string): Promise<void> =>
  committed(deps, 'orders/captured', async (tx) => {
    const orders = await new OrderStore(tx).ofPurchase(purchaseId, { lock: true });
    const shares = orders
      .filter((one) => one.prepaid > 0 && one.coins > 0)
      .map(({ id, coins }) => ({ orderId: id, coins }));
    if (shares.length > 0) await deps.loyalty.spend(tx, { purchaseId, shares });
    const ended = orders.filter((one) => one.prepaid > 0 && one.state === 'cancelled');
    for (const order of ended)
      await giveAllBack(deps, order, { reason: order.reason ?? 'The order was cancelled.', tx });
  });
