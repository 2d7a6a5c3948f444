import type { RefundTo, Return, ReturnReason } from '#contracts/returns';
import type { Connection, Tx } from '../../../db/connection.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Who } from '../../../kernel/who.ts';
import type { PricedLine, StoredOrder, Wanted } from '../domain/order.ts';
import { mergeLines } from '../domain/split.ts';
import { committed } from '../points.ts';
import type { RefundPlan } from '../refund-plan.ts';
import { OrderStore } from '../store/orders.ts';
import type { ReturnDeps } from './context.ts';
import { linesBack, mayReturn, worthOf } from './rules.ts';
import { quoteLines, showReturn } from './show-returns.ts';
import { ReturnStore, type StoredReturn } from './store/returns.ts';

/** Someone else's order does not exist for who asks. */
const findOwn = async (
  on: Connection,
  { orderId, who, lock }: { orderId: string; who: Who; lock: boolean },
): Promise<StoredOrder> => {
  const order = await new OrderStore(on).find(orderId, { lock });
  if (!order || order.buyerId !== who.accountId) throw new Refusal('order.unknown', { orderId });
  return order;
};

const refuseUnlessReturnable = async (
  { clock, times }: ReturnDeps,
  on: Connection,
  { order, lines }: { order: StoredOrder; lines: readonly Wanted[] },
): Promise<StoredReturn[]> => {
  if (order.disputed) throw new Refusal('order.disputed', { orderId: order.id });
  const returns = await new ReturnStore(on).ofOrder(order.id);
  const { returnDays } = times;
  const no = mayReturn(order, { lines, returns, now: clock.now(), returnDays });
  if (no) throw new Refusal(no, { orderId: order.id });
  return returns;
};

const backOf = (order: StoredOrder, lines: readonly Wanted[]): StoredReturn['lines'] =>
  linesBack(order, lines).map(({ variantId, title, options, quantity }) => ({
    variantId,
    title,
    options,
    quantity,
  }));

/** Where the money of a plan can go. What a provider divided among sellers, only the provider can give back. */
const destinations = (plan: RefundPlan, bound: boolean): RefundTo['kind'][] => {
  if (plan.funds.ways.onDelivery > 0) return ['upi', 'bank', 'coins'];
  return bound ? ['source'] : ['source', 'coins'];
};

/** What would go back for these lines, before it is asked for: the least, where it is not said whose doing it was. */
export const quoteReturn = async (
  deps: ReturnDeps,
  { orderId, who, lines }: { orderId: string; who: Who; lines: readonly Wanted[] },
): Promise<{ refund: Return['refund']; refundTo: RefundTo['kind'][] }> => {
  const { db, payments } = deps;
  const order = await findOwn(db, { orderId, who, lock: false });
  const returns = await refuseUnlessReturnable(deps, db, { order, lines });
  const asked = { order, returns, id: null, lines: backOf(order, lines), reason: null };
  const { refund, plan } = await quoteLines(deps, db, asked);
  const { rootId } = plan.funds;
  const bound = (await payments.transfersOf(db, [rootId])).has(rootId);
  return { refund, refundTo: destinations(plan, bound) };
};

export interface ReturnRequest {
  orderId: string;
  who: Who;
  /** The request's own id: the return's. */
  returnId: string;
  lines: readonly Wanted[];
  reason: ReturnReason;
  note?: string | undefined;
  exchangeFor?: string | undefined;
  refundTo: RefundTo;
}

/** The other variant, if what comes back can be exchanged for it. */
const findExchange = async (
  { catalog }: ReturnDeps,
  order: StoredOrder,
  { exchangeFor, lines }: ReturnRequest,
): Promise<PricedLine | undefined> => {
  if (exchangeFor === undefined) return undefined;
  const back = linesBack(order, lines);
  const units = back.reduce((sum, line) => sum + line.quantity, 0);
  const [other] = await catalog.quote([{ variantId: exchangeFor, quantity: units }]);
  if (!other || back.some(({ productId, price }) => productId !== other.productId || price !== other.price))
    throw new Refusal('return.other-price', { variantId: exchangeFor });
  if (other.available < units)
    throw new Refusal('stock.sold-out', {
      variantId: other.variantId,
      title: other.title,
      available: other.available,
    });
  return other;
};

const write = async (
  deps: ReturnDeps,
  tx: Tx,
  { request, other }: { request: ReturnRequest; other: PricedLine | undefined },
): Promise<StoredReturn> => {
  const { orderId, who, returnId, reason, note, refundTo } = request;
  const order = await findOwn(tx, { orderId, who, lock: true });
  const store = new ReturnStore(tx);
  const before = await store.find(returnId);
  if (before) return before;
  const returns = await refuseUnlessReturnable(deps, tx, { order, lines: request.lines });
  const lines = backOf(order, request.lines);
  const { amount, plan } = await quoteLines(deps, tx, { order, returns, id: null, lines, reason });
  // What was given back for these goods already is not there to pay for others.
  if (other && amount < worthOf(order, lines))
    throw new Refusal('return.other-price', { variantId: other.variantId });
  if (!other && plan.by.onDelivery > 0 && refundTo.kind === 'source')
    throw new Refusal('refund.no-destination', { orderId });
  const at = deps.clock.now();
  const asked: StoredReturn = {
    id: returnId,
    orderId,
    sellerId: order.sellerId,
    state: 'requested',
    reason,
    note: note ?? null,
    lines,
    exchangeFor: other ? { variantId: other.variantId, options: other.options } : null,
    exchangeOrderId: null,
    refundTo,
    answer: null,
    restocked: false,
    requestedAt: at,
    updatedAt: at,
  };
  await store.add(asked);
  await new OrderStore(tx).setReturning(orderId, true);
  const { buyerId, sellerId } = order;
  await deps.outbox.tell(tx, 'return.moved', { returnId, orderId, buyerId, sellerId, to: 'requested', at });
  return asked;
};

/** Asks to send something back. While it is open, the order does not complete by itself. */
export const requestReturn = async (deps: ReturnDeps, request: ReturnRequest): Promise<Return> => {
  const { db } = deps;
  const before = await new ReturnStore(db).find(request.returnId);
  if (before) return showReturn(deps, db, before);
  const order = await findOwn(db, { orderId: request.orderId, who: request.who, lock: false });
  await refuseUnlessReturnable(deps, db, { order, lines: mergeLines(request.lines) });
  const other = await findExchange(deps, order, request);
  return showReturn(
    deps,
    db,
    await committed(deps, 'orders/return ask', (tx) => write(deps, tx, { request, other })),
  );
};
