import type { Connection, Tx } from '../../db/connection.ts';
import { postings } from '../ledger/index.ts';
import type { RefundOf } from '../payments/index.ts';
import type { OrdersDeps } from './context.ts';
import type { StoredOrder } from './domain/order.ts';
import { committed } from './points.ts';
import { coinsFor } from './refund-split.ts';
import { RefundStore } from './returns/store/refunds.ts';
import { OrderStore } from './store/orders.ts';

interface Noting {
  tx: Tx;
  order: StoredOrder;
  refund: RefundOf;
}

/** What that money had earned is not earned: pending coins become fewer, and free ones that were given already go. */
const takeCoins = async (deps: OrdersDeps, { tx, order, refund }: Noting): Promise<number> => {
  if (order.earns === 0) return 0;
  const { id: orderId, buyerId } = order;
  const { refundId } = refund;
  const gone = (await new RefundStore(tx).takenFromEarner(orderId)) + refund.amount;
  const keep = coinsFor(order.prepaid + order.onDelivery - gone);
  const { taken: coins } = await deps.loyalty.clawBack(tx, { orderId, refundId, keep });
  const at = deps.clock.now();
  // Coins that are spent are the shop's loss: there is no money left to keep for them.
  if (coins > 0)
    await deps.ledger.post(tx, postings.clawedBack({ refundId, orderId, buyerId, coins, shortfall: 0, at }));
  return coins;
};

const note = async (deps: OrdersDeps, noting: Noting): Promise<void> => {
  const { tx, order, refund } = noting;
  const { refundId, amount } = refund;
  const { id: orderId, buyerId, sellerId } = order;
  if (await new RefundStore(tx).find(refundId)) return;
  if (!(await new OrderStore(tx).addRefund(orderId, { money: amount, coins: 0 })))
    throw new Error(`More than its total went back of the order ${order.number}`);
  const clawed = await takeCoins(deps, noting);
  const at = deps.clock.now();
  await new RefundStore(tx).add(tx, {
    refundId,
    orderId,
    amount,
    cash: amount,
    coins: 0,
    online: amount,
    afterRelease: false,
    earnerId: orderId,
    counts: true,
    clawed,
    shortfall: 0,
    parts: [{ id: refundId, by: 'source', amount }],
    reason: 'Given back at the payment provider’s own pages.',
    returnId: null,
    exchangeOrderId: null,
    rootId: orderId,
    at,
  });
  await deps.outbox.tell(tx, 'order.refunded', {
    refundId,
    orderId,
    buyerId,
    sellerId,
    amount,
    coins: 0,
    at,
  });
};

/** Somebody gave money back at the provider's own pages: the books have it, and the order says so from now on. */
export const noteForeignRefund = async (
  deps: OrdersDeps,
  { orderId, refundId }: { orderId: string; refundId: string },
): Promise<void> => {
  const all = (await deps.payments.refundsOf(deps.db, [orderId])).get(orderId) ?? [];
  const refund = all.find((one) => one.refundId === refundId);
  if (!refund?.foreign) return;
  await committed(deps, 'orders/refund not ours', async (tx) => {
    const order = await new OrderStore(tx).find(orderId, { lock: true });
    if (order) await note(deps, { tx, order, refund });
  });
};

/** Money that went back at the provider's own pages, in the books already, and that the order does not say yet. */
export const notNotedYet = async (
  { payments }: Pick<OrdersDeps, 'payments'>,
  on: Connection,
  orderId: string,
): Promise<number> => {
  const foreign = ((await payments.refundsOf(on, [orderId])).get(orderId) ?? []).filter((one) => one.foreign);
  if (foreign.length === 0) return 0;
  const noted = new Set((await new RefundStore(on).ofOrder(orderId)).map((one) => one.refundId));
  return foreign.filter((one) => !noted.has(one.refundId)).reduce((sum, one) => sum + one.amount, 0);
};
