import type { RefundTo } from '#contracts/returns';
import { type Money, toMoney } from '#contracts/values';
import type { Tx } from '../../db/connection.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Outbox } from '../../kernel/events/outbox.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { type AfterRelease, accountOf, type Entry, type LedgerApi, postings } from '../ledger/index.ts';
import type { LoyaltyApi } from '../loyalty/index.ts';
import type { PaymentsApi } from '../payments/index.ts';
import type { StoredOrder } from './domain/order.ts';
import { keepShortfall, type Part, partsOf } from './refund-parts.ts';
import { fundsOf, type PlanDeps, planRefund, type RefundPlan } from './refund-plan.ts';
import { splitReversal } from './refund-split.ts';
import { RefundStore, type StoredRefund } from './returns/store/refunds.ts';
import { ReturnStore } from './returns/store/returns.ts';
import { OrderStore } from './store/orders.ts';

export interface RefundDeps extends PlanDeps {
  clock: Clock;
  outbox: Outbox;
  ledger: Pick<LedgerApi, 'releaseOf' | 'balance' | 'lock' | 'post'>;
  loyalty: Pick<LoyaltyApi, 'wouldClawBack' | 'clawBack' | 'giveBack' | 'credit'>;
  payments: Pick<PaymentsApi, 'states' | 'cashOf' | 'transfersOf' | 'refund'>;
}

export interface RefundRequest {
  orderId: string;
  /** The same id always means the same refund. */
  refundId: string;
  /** Of the order's total: money and coins are given back in the proportion they were paid in. */
  amount: Money;
  reason: string;
  to: RefundTo;
  /** The return it is for. */
  returnId?: string;
}

/** What a refund is made of, while it is made. */
interface Making {
  tx: Tx;
  order: StoredOrder;
  request: RefundRequest;
  plan: RefundPlan;
  at: number;
}

/** Nobody else reads or books on these until this refund is committed; after them only what is there can be taken. */
export const lockBooks = (
  { ledger }: Pick<RefundDeps, 'ledger'>,
  tx: Tx,
  { id, sellerId }: StoredOrder,
): Promise<void> =>
  ledger.lock(tx, [accountOf.held(id), accountOf.payable(sellerId), accountOf.recoverable(sellerId)]);

/** Takes amounts back from where the release put them, one after another. */
export const reverser = async (
  { ledger }: Pick<RefundDeps, 'ledger'>,
  tx: Tx,
  { order, plan }: { order: StoredOrder; plan: RefundPlan },
): Promise<(amount: number) => { after: AfterRelease | null; fee: number }> => {
  const { release } = plan;
  if (!release) return () => ({ after: null, fee: 0 });
  let { undone } = plan;
  let there = await ledger.balance(tx, accountOf.payable(order.sellerId));
  return (amount) => {
    const { commission, tax, fee, payable } = splitReversal(release, undone, amount);
    const taken = Math.min(payable, there);
    undone += amount;
    there -= taken;
    return { after: { commission, tax, payable: taken, recoverable: payable - taken }, fee };
  };
};

/** A fee that was kept at the release and is given back now, taken from where it was kept. */
export const withFee = (entry: Entry, fee: number): Entry =>
  fee === 0
    ? entry
    : {
        ...entry,
        lines: [...entry.lines, { account: accountOf.fees, unit: 'INR', debit: fee, credit: 0 }],
      };

/** What an exchange was paid with went where its return said; what nobody said becomes coins, which are there at once. */
const destination = async ({ tx, plan, request }: Making): Promise<RefundTo> => {
  const { exchange } = plan.funds;
  if (request.to.kind !== 'source' || plan.by.onDelivery === 0 || !exchange?.returnId) return request.to;
  const said = (await new ReturnStore(tx).find(exchange.returnId))?.refundTo ?? request.to;
  return said.kind === 'source' ? { kind: 'coins' } : said;
};

const choose = async ({ payments }: RefundDeps, making: Making): Promise<Part[]> => {
  const { plan, request, tx } = making;
  const { rootId } = plan.funds;
  const bound = (await payments.transfersOf(tx, [rootId])).has(rootId);
  const to = await destination(making);
  return partsOf({ refundId: request.refundId, by: plan.by, to, bound, orderId: request.orderId });
};

/** Coins the order earned go back as far as they are there, the rest is kept of the money (46); coins that paid come back. */
const moveCoins = async (
  { loyalty }: RefundDeps,
  { tx, plan, request: { refundId } }: Making,
): Promise<{ taken: number; shortfall: number }> => {
  const { earnerId, rootId } = plan.funds;
  const clawed =
    plan.keep === null
      ? { taken: 0, shortfall: 0 }
      : await loyalty.clawBack(tx, { orderId: earnerId, refundId, keep: plan.keep });
  if (plan.coins > 0) await loyalty.giveBack(tx, { orderId: rootId, refundId, coins: plan.coins });
  return { taken: clawed.taken, shortfall: Math.min(clawed.shortfall, plan.cash) };
};

/** The books of all parts: owed, and what is kept of it. Coins stand in the first. */
const book = async (
  deps: RefundDeps,
  { tx, order, plan, at }: Making,
  { parts, taken }: { parts: readonly Part[]; taken: number },
): Promise<void> => {
  const { id: orderId, sellerId, buyerId } = order;
  const takeBack = await reverser(deps, tx, { order, plan });
  for (const [place, { id: refundId, cash, shortfall }] of parts.entries()) {
    const coins = place === 0 ? plan.coins : 0;
    const clawed = place === 0 ? taken : 0;
    const { after, fee } = takeBack(cash + coins);
    const owed = postings.refundOwed({ refundId, orderId, sellerId, buyerId, at, cash, coins, after });
    await deps.ledger.post(tx, withFee(owed, fee));
    if (clawed + shortfall > 0)
      await deps.ledger.post(
        tx,
        postings.clawedBack({ refundId, orderId, buyerId, coins: clawed, shortfall, at }),
      );
  }
};

const send = async (
  { ledger, loyalty, payments }: RefundDeps,
  { tx, order, plan, request, at }: Making,
  part: Part,
): Promise<void> => {
  const amount = toMoney(part.cash - part.shortfall);
  const { buyerId, id: orderId, purchaseId } = order;
  if (amount === 0) return;
  if (part.to.kind === 'coins') {
    await loyalty.credit(tx, { refundId: part.id, accountId: buyerId, coins: amount });
    await ledger.post(tx, postings.refundAsCoins({ refundId: part.id, orderId, buyerId, amount, at }));
    return;
  }
  await payments.refund(tx, {
    refundId: part.id,
    // The provider divided the money of the order a buyer paid, so that one is what it knows.
    orderId: plan.funds.rootId,
    paymentId: part.online ? purchaseId : null,
    amount,
    to: part.to,
    reason: request.reason,
  });
};

const kept = (
  { order, plan, request, at }: Making,
  { parts, taken, shortfall }: { parts: readonly Part[]; taken: number; shortfall: number },
): StoredRefund => ({
  refundId: request.refundId,
  orderId: order.id,
  amount: request.amount,
  cash: plan.cash,
  coins: plan.coins,
  online: plan.by.online,
  afterRelease: plan.release !== undefined,
  earnerId: plan.funds.earnerId,
  counts: true,
  clawed: taken,
  shortfall,
  parts: parts.map(({ id, to, cash, shortfall: less }) => ({ id, by: to.kind, amount: cash - less })),
  reason: request.reason,
  returnId: request.returnId ?? null,
  exchangeOrderId: null,
  rootId: plan.funds.rootId,
  at,
});

const make = async (deps: RefundDeps, making: Making): Promise<StoredRefund> => {
  const { tx, order, plan, request, at } = making;
  const chosen = await choose(deps, making);
  // The row itself refuses what would be more than its total, whatever was read before.
  if (!(await new OrderStore(tx).addRefund(order.id, { money: plan.cash, coins: plan.coins })))
    throw new Refusal('refund.too-much', { amount: request.amount });
  const { taken, shortfall } = await moveCoins(deps, making);
  const parts = keepShortfall(chosen, shortfall);
  await book(deps, making, { parts, taken });
  for (const part of parts) await send(deps, making, part);
  const refund = kept(making, { parts, taken, shortfall });
  await new RefundStore(tx).add(tx, refund);
  await deps.outbox.tell(tx, 'order.refunded', {
    refundId: refund.refundId,
    orderId: order.id,
    buyerId: order.buyerId,
    sellerId: order.sellerId,
    amount: plan.cash,
    coins: plan.coins,
    at,
  });
  return refund;
};

/**
 * Gives a part of an order back, or all that is left of it: the coins that paid, the coins it earned, the books and the
 * money on its way, in one transaction. Repeated under its id it changes nothing. Refuses `refund.too-much` and, where
 * cash has nowhere to go, `refund.no-destination`.
 */
export const refundOrder = async (
  deps: RefundDeps,
  tx: Tx,
  request: RefundRequest,
): Promise<StoredRefund> => {
  const orders = new OrderStore(tx);
  const order = await orders.find(request.orderId, { lock: true });
  if (!order) throw new Refusal('order.unknown', { orderId: request.orderId });
  const before = await new RefundStore(tx).find(request.refundId);
  if (before) return before;
  if (request.amount <= 0) throw new RangeError(`A refund of nothing: ${request.refundId}`);
  await lockBooks(deps, tx, order);
  const { earnerId } = await fundsOf(deps, tx, order);
  // Two orders that earned together take their turns here; the one that earned is always locked second.
  if (earnerId !== order.id) await orders.find(earnerId, { lock: true });
  const plan = await planRefund(deps, tx, { order, amount: request.amount });
  return make(deps, { tx, order, request, plan, at: deps.clock.now() });
};
