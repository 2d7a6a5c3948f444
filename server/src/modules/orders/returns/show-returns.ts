import type { Return } from '#contracts/returns';
import { toMoney } from '#contracts/values';
import type { Connection } from '../../../db/connection.ts';
import { fromCursor, toCursor } from '../../../kernel/http/place.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Who } from '../../../kernel/who.ts';
import type { StoredOrder } from '../domain/order.ts';
import { previewRefund, refundable } from '../refund-plan.ts';
import { OrderStore } from '../store/orders.ts';
import type { ReturnDeps } from './context.ts';
import { amountFor } from './rules.ts';
import { RefundStore } from './store/refunds.ts';
import { ReturnStore, type StoredReturn } from './store/returns.ts';

type Refund = Return['refund'];
type RefundState = NonNullable<Return['refundState']>;
type Outcome = Pick<Return, 'refund' | 'refundState'>;

const nothing: Outcome = {
  refund: { money: toMoney(0), coins: 0, clawedBack: toMoney(0) },
  refundState: null,
};

/** What these lines would bring back now. */
export const quoteLines = async (
  deps: ReturnDeps,
  on: Connection,
  asked: { order: StoredOrder; returns: readonly StoredReturn[] } & Pick<StoredReturn, 'lines'> & {
      id: string | null;
      reason: StoredReturn['reason'] | null;
    },
) => {
  const { order, returns, id, lines, reason } = asked;
  const room = await refundable(deps, on, order);
  const amount = amountFor(order, returns, { id, lines, reason, ...room });
  const { money, coins, clawedBack, plan } = await previewRefund(deps, on, { order, amount });
  const refund: Refund = { money: toMoney(money), coins, clawedBack: toMoney(clawedBack) };
  return { amount, refund, plan };
};

/** The parts of a refund arrive by themselves; it is as far as the one that has come least far. */
const furthestBehind: RefundState[] = ['failed', 'owed', 'sent', 'processed'];

const refundedOutcome = async (
  { payments }: ReturnDeps,
  on: Connection,
  returnId: string,
): Promise<Outcome> => {
  const made = await new RefundStore(on).find(returnId);
  if (!made) return nothing;
  const sent = (await payments.refundsOf(on, [made.rootId])).get(made.rootId) ?? [];
  const states = made.parts
    .filter(({ amount }) => amount > 0)
    .map(
      ({ id, by }): RefundState =>
        by === 'coins' ? 'processed' : (sent.find((one) => one.refundId === id)?.state ?? 'owed'),
    );
  return {
    refund: {
      money: toMoney(made.cash - made.shortfall),
      coins: made.coins,
      clawedBack: toMoney(made.shortfall),
    },
    refundState: furthestBehind.find((state) => states.includes(state)) ?? 'processed',
  };
};

const outcomeOf = async (
  deps: ReturnDeps,
  on: Connection,
  { order, returns, one }: { order: StoredOrder; returns: readonly StoredReturn[]; one: StoredReturn },
): Promise<Outcome> => {
  if (one.state === 'refused' || one.state === 'exchanged') return nothing;
  if (one.state === 'refunded') return refundedOutcome(deps, on, one.id);
  const { id, lines, reason } = one;
  return {
    refund: (await quoteLines(deps, on, { order, returns, id, lines, reason })).refund,
    refundState: null,
  };
};

const toReturn = ({ number }: StoredOrder, one: StoredReturn, outcome: Outcome): Return => ({
  id: one.id,
  orderId: one.orderId,
  orderNumber: number,
  state: one.state,
  reason: one.reason,
  note: one.note,
  lines: one.lines,
  exchangeFor: one.exchangeFor,
  // Before the goods arrive it is the name of held stock alone.
  exchangeOrderId: one.state === 'exchanged' ? one.exchangeOrderId : null,
  answer: one.answer,
  requestedAt: one.requestedAt,
  updatedAt: one.updatedAt,
  ...outcome,
});

/** Returns as everybody who may see them sees them. */
export const showReturns = async (
  deps: ReturnDeps,
  on: Connection,
  some: readonly StoredReturn[],
): Promise<Return[]> => {
  const store = new ReturnStore(on);
  const orders = await new OrderStore(on).findMany([...new Set(some.map((one) => one.orderId))]);
  const shown: Return[] = [];
  for (const one of some) {
    const order = orders.find(({ id }) => id === one.orderId);
    if (!order) throw new Error(`A return without its order: ${one.id}`);
    const returns = await store.ofOrder(order.id);
    shown.push(toReturn(order, one, await outcomeOf(deps, on, { order, returns, one })));
  }
  return shown;
};

export const showReturn = async (deps: ReturnDeps, on: Connection, one: StoredReturn): Promise<Return> => {
  const [shown] = await showReturns(deps, on, [one]);
  if (!shown) throw new Error('One return gives one answer');
  return shown;
};

export const sellsIt = ({ sellerId }: { sellerId: string }, { accountId, role }: Who): boolean =>
  role === 'operator' || (role === 'seller' && sellerId === accountId);

/** For the order's buyer, its seller and operators; for others there is no such order. */
export const listOrderReturns = async (deps: ReturnDeps, orderId: string, who: Who): Promise<Return[]> => {
  const order = await new OrderStore(deps.db).find(orderId);
  if (!order || !(order.buyerId === who.accountId || sellsIt(order, who)))
    throw new Refusal('order.unknown', { orderId });
  return showReturns(deps, deps.db, await new ReturnStore(deps.db).ofOrder(orderId));
};

/** One page of a seller's returns, newest first; an operator sees all. */
export const listReturns = async (
  deps: ReturnDeps,
  who: Who,
  query: { state?: StoredReturn['state'] | undefined; cursor?: string | undefined; limit: number },
) => {
  const { state, cursor, limit } = query;
  const sellerId = who.role === 'operator' ? undefined : who.accountId;
  const found = await new ReturnStore(deps.db).list(
    { sellerId, state },
    cursor ? fromCursor(cursor) : null,
    // One more than is shown, to know whether there is a next page.
    limit + 1,
  );
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: await showReturns(deps, deps.db, shown),
    next: found.length > limit && last ? toCursor({ at: last.requestedAt, id: last.id }) : null,
  };
};
