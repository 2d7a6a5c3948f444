import { type Money, toMoney } from '#contracts/values';
import type { Tx } from '../../../db/connection.ts';
import { postings } from '../../ledger/index.ts';
import type { PricedLine, StoredOrder } from '../domain/order.ts';
import { lockBooks, reverser, withFee } from '../refund-order.ts';
import { fundsOf, planRefund, type RefundPlan } from '../refund-plan.ts';
import { coinsFor } from '../refund-split.ts';
import { OrderStore } from '../store/orders.ts';
import type { ReturnDeps } from './context.ts';
import { RefundStore } from './store/refunds.ts';
import type { StoredReturn } from './store/returns.ts';

export interface Exchange {
  order: StoredOrder;
  one: StoredReturn & { exchangeOrderId: string };
  /** What comes back is worth, which is what the other costs. */
  amount: Money;
  /** The other variant, as many units as come back. */
  other: PricedLine;
}

/**
 * Whose coins they are after it: coins that are the buyer's already stay with the first order, for its money is only
 * goods again; coins that are still pending are earned by the new order instead.
 */
const moveEarning = async (
  { loyalty }: ReturnDeps,
  tx: Tx,
  { one, plan }: { one: StoredReturn; plan: RefundPlan },
): Promise<{ counts: boolean; earns: number }> => {
  const { earnerId } = plan.funds;
  const vested = (await loyalty.pendingOf(tx, [earnerId])).get(earnerId)?.vested ?? false;
  if (vested) return { counts: false, earns: 0 };
  if (plan.keep === null) return { counts: true, earns: 0 };
  await loyalty.clawBack(tx, { orderId: earnerId, refundId: one.id, keep: plan.keep });
  return { counts: true, earns: coinsFor(plan.cash) };
};

const newOrder = (
  { order, one, amount, other }: Exchange,
  made: { plan: RefundPlan; earns: number; at: number },
): Omit<StoredOrder, 'number'> => ({
  ...order,
  id: one.exchangeOrderId,
  state: 'confirmed',
  lines: [other],
  goods: amount,
  delivery: toMoney(0),
  fee: toMoney(0),
  total: amount,
  coins: made.plan.coins,
  // All of it is here: nothing is left for a courier to ask for.
  prepaid: made.plan.cash,
  onDelivery: toMoney(0),
  earns: made.earns,
  refunded: toMoney(0),
  refundedCoins: 0,
  saleId: null,
  placedAt: made.at,
  expiresAt: null,
  completesAt: null,
  disputed: false,
  returning: false,
  shipment: null,
  reason: null,
  cancelledBy: null,
  exchangeOf: order.id,
  history: [{ state: 'confirmed', at: made.at }],
});

const place = async (
  deps: ReturnDeps,
  tx: Tx,
  { exchange, ...made }: { exchange: Exchange; plan: RefundPlan; earns: number; at: number },
): Promise<void> => {
  const placed = await new OrderStore(tx).add(newOrder(exchange, made));
  const { id: orderId, number, buyerId, total, method, address, saleId, lines } = placed;
  if (made.earns > 0) await deps.loyalty.expect(tx, { orderId, accountId: buyerId, coins: made.earns });
  await deps.outbox.tell(tx, 'order.confirmed', {
    orderId,
    number,
    buyerId,
    total,
    method,
    city: address.city,
    saleId,
    at: made.at,
    lines: lines.map(({ productId, variantId, sellerId, title, options, quantity, price }) => ({
      productId,
      variantId,
      sellerId,
      title,
      options,
      quantity,
      price,
    })),
  });
};

/**
 * What came back pays for a new order of the other variant: no payment, no refund, the money moves in the books. The
 * caller takes its units, from those held since the return was accepted.
 */
export const exchangeGoods = async (deps: ReturnDeps, tx: Tx, exchange: Exchange): Promise<void> => {
  const { order, one, amount } = exchange;
  const { earnerId: earner } = await fundsOf(deps, tx, order);
  if (earner !== order.id) await new OrderStore(tx).find(earner, { lock: true });
  await lockBooks(deps, tx, order);
  const plan = await planRefund(deps, tx, { order, amount });
  const { cash, coins, funds } = plan;
  const at = deps.clock.now();
  const { counts, earns } = await moveEarning(deps, tx, { one, plan });
  const { after, fee } = (await reverser(deps, tx, { order, plan }))(amount);
  const [returnId, fromOrderId, toOrderId] = [one.id, order.id, one.exchangeOrderId];
  const entry = postings.exchanged({
    returnId,
    fromOrderId,
    toOrderId,
    sellerId: order.sellerId,
    amount,
    coins,
    after,
    at,
  });
  await deps.ledger.post(tx, withFee(entry, fee));
  await new RefundStore(tx).add(tx, {
    refundId: one.id,
    orderId: order.id,
    amount,
    cash,
    coins,
    online: plan.by.online,
    afterRelease: plan.release !== undefined,
    earnerId: funds.earnerId,
    counts,
    clawed: 0,
    shortfall: 0,
    parts: [],
    reason: 'Exchanged',
    returnId: one.id,
    exchangeOrderId: toOrderId,
    rootId: funds.rootId,
    at,
  });
  await place(deps, tx, { exchange, plan, earns, at });
};
