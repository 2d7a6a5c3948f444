import type { Return } from '#contracts/returns';
import { toMoney } from '#contracts/values';
import type { Tx } from '../../../db/connection.ts';
import { newId } from '../../../kernel/ids.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Who } from '../../../kernel/who.ts';
import { move } from '../domain/moves.ts';
import { isCash, type PricedLine, type StoredOrder } from '../domain/order.ts';
import { committed } from '../points.ts';
import { refundOrder } from '../refund-order.ts';
import { refundable } from '../refund-plan.ts';
import { OrderStore } from '../store/orders.ts';
import type { ReturnDeps } from './context.ts';
import { exchangeGoods } from './exchange-goods.ts';
import { amountFor, comesBackWhole, mayMove, worthOf } from './rules.ts';
import { sellsIt, showReturn } from './show-returns.ts';
import { ReturnStore, type StoredReturn } from './store/returns.ts';

/** The other variant waits so long for the goods to come back. */
const exchangeHold = 14 * 86_400_000;

export interface ReturnMove {
  returnId: string;
  who: Who;
  to: 'accepted' | 'refused' | 'received';
  answer?: string | undefined;
  /** With `received`: the units can be sold again. */
  restock: boolean;
}

/** What a move works on. `other` is what is given in exchange, undefined where money is given. */
interface Moving {
  tx: Tx;
  order: StoredOrder;
  one: StoredReturn;
  asked: ReturnMove;
  other: PricedLine | undefined;
  at: number;
}

const soldOut = 'What was wanted instead is sold out by now, so the money is given back.';

const units = ({ lines }: StoredReturn): number => lines.reduce((sum, line) => sum + line.quantity, 0);

/** Writes where a return has come to, and tells it. */
const save = async (
  { outbox }: ReturnDeps,
  { tx, order, at }: Moving,
  { from, to }: { from: StoredReturn; to: StoredReturn },
): Promise<StoredReturn> => {
  const moved = { ...to, updatedAt: at };
  if (!(await new ReturnStore(tx).move(moved, from.state)))
    throw new Refusal('return.wrong-move', { from: from.state, to: to.state });
  const { id: returnId, orderId, sellerId } = moved;
  const { buyerId } = order;
  await outbox.tell(tx, 'return.moved', { returnId, orderId, buyerId, sellerId, to: moved.state, at });
  return moved;
};

/** Of what is wanted instead nothing is left: the return goes on for money, and says so. */
const forMoney = (one: StoredReturn): StoredReturn => ({
  ...one,
  exchangeFor: null,
  exchangeOrderId: null,
  answer: one.answer === null ? soldOut : `${one.answer} ${soldOut}`,
});

const accept = async (deps: ReturnDeps, moving: Moving): Promise<StoredReturn> => {
  const { tx, one, asked, other, at } = moving;
  const accepted: StoredReturn = { ...one, state: 'accepted', answer: asked.answer ?? null };
  if (!one.exchangeFor) return save(deps, moving, { from: one, to: accepted });
  if (!other) return save(deps, moving, { from: one, to: forMoney(accepted) });
  const exchangeOrderId = newId();
  const lines = [{ variantId: other.variantId, quantity: units(one) }];
  const saved = await save(deps, moving, { from: one, to: { ...accepted, exchangeOrderId } });
  await deps.catalog.hold({ holdId: exchangeOrderId, lines, until: at + exchangeHold }, tx);
  return saved;
};

/** Nothing is waited for any more: the order may complete, or is back as a whole. */
const settleOrder = async ({ outbox }: ReturnDeps, { tx, order, at }: Moving): Promise<void> => {
  const store = new OrderStore(tx);
  const returns = new ReturnStore(tx);
  if ((await returns.openOf([order.id])).size === 0) await store.setReturning(order.id, false);
  const whole = comesBackWhole(order, await returns.ofOrder(order.id), { id: null, lines: [], reason: null });
  const moved = whole ? move(order, 'returned', { by: 'system', at }) : 'here';
  if (moved === 'here' || moved === 'wrong-move') return;
  await store.move(moved, order.state);
  const { id: orderId, buyerId, sellerId, state: from, address } = order;
  const more = { sellerId, cod: isCash(order), pin: address.pin };
  await outbox.tell(tx, 'order.moved', { orderId, buyerId, from, to: 'returned', at, ...more });
};

const refuse = async (deps: ReturnDeps, moving: Moving): Promise<StoredReturn> => {
  const { tx, one, asked } = moving;
  if (asked.answer === undefined)
    throw new Refusal('request.invalid', {
      fields: [{ path: 'answer', message: 'says why; the buyer reads it' }],
    });
  const saved = await save(deps, moving, {
    from: one,
    to: { ...one, state: 'refused', answer: asked.answer },
  });
  await settleOrder(deps, moving);
  if (one.exchangeOrderId) await deps.catalog.release(one.exchangeOrderId, tx);
  return saved;
};

/** What arrived is paid for: with what was wanted instead, or with money and coins. */
const pay = async (deps: ReturnDeps, moving: Moving, received: StoredReturn): Promise<StoredReturn> => {
  const { tx, order, other } = moving;
  const { id, orderId, lines, reason, refundTo, exchangeOrderId } = received;
  const returns = await new ReturnStore(tx).ofOrder(orderId);
  const { gone, left } = await refundable(deps, tx, order);
  const amount = toMoney(amountFor(order, returns, { id, lines, reason, gone, left }));
  const worth = worthOf(order, lines);
  if (other && exchangeOrderId && left >= worth) {
    const goods = { ...other, quantity: units(received), price: toMoney(worth / units(received)) };
    const one = { ...received, exchangeOrderId };
    await exchangeGoods(deps, tx, { order, one, amount: toMoney(worth), other: goods });
    return { ...received, state: 'exchanged' };
  }
  const was = received.exchangeFor ? forMoney(received) : received;
  // Cash that nobody said a place for becomes coins: they are there at once, and never expire.
  const nowhere = was !== received && refundTo.kind === 'source' && order.onDelivery > 0;
  const to = nowhere ? ({ kind: 'coins' } as const) : refundTo;
  // Earlier refunds may have given back all there was.
  if (amount > 0)
    await refundOrder(deps, tx, { orderId, refundId: id, amount, reason: 'Returned', to, returnId: id });
  return { ...was, state: 'refunded' };
};

/**
 * Units that came back go on sale, those wanted instead are taken. Stock comes last, so that nobody waits for a variant
 * while money is moved, and by the order of ids, as everybody takes rows of several variants.
 */
const moveStock = async (
  { catalog }: ReturnDeps,
  { tx, one, asked }: Moving,
  { state }: StoredReturn,
): Promise<void> => {
  const holdId = one.exchangeOrderId;
  const back = async () => {
    if (asked.restock) await catalog.restock({ restockId: one.id, lines: one.lines }, tx);
  };
  const away = async () => {
    if (holdId && state === 'exchanged') await catalog.take(holdId, tx);
    else if (holdId) await catalog.release(holdId, tx);
  };
  const comesFirst = (one.lines[0]?.variantId ?? '') < (one.exchangeFor?.variantId ?? '');
  for (const step of comesFirst ? [back, away] : [away, back]) await step();
};

const receive = async (deps: ReturnDeps, moving: Moving): Promise<StoredReturn> => {
  const { one, asked, order } = moving;
  if (order.disputed) throw new Refusal('order.disputed', { orderId: order.id });
  const arrived: StoredReturn = {
    ...one,
    state: 'received',
    answer: asked.answer ?? one.answer,
    restocked: asked.restock,
  };
  const received = await save(deps, moving, { from: one, to: arrived });
  const paid = await pay(deps, moving, received);
  const saved = await save(deps, moving, { from: received, to: paid });
  await settleOrder(deps, moving);
  await moveStock(deps, moving, saved);
  return saved;
};

const steps = { accepted: accept, refused: refuse, received: receive };

/** Only its seller and operators move a return; for others it does not exist. */
const findTheirs = async (
  store: ReturnStore,
  { returnId, who }: Pick<ReturnMove, 'returnId' | 'who'>,
): Promise<StoredReturn> => {
  const one = await store.find(returnId);
  if (!one || !sellsIt(one, who)) throw new Refusal('return.unknown', { returnId });
  return one;
};

const moveOnce = (
  deps: ReturnDeps,
  asked: ReturnMove,
  other: PricedLine | undefined,
): Promise<StoredReturn> =>
  committed(deps, 'orders/return move', async (tx) => {
    const returns = new ReturnStore(tx);
    const { orderId } = await findTheirs(returns, asked);
    const order = await new OrderStore(tx).find(orderId, { lock: true });
    // Read again behind the order's lock: all moves of its returns take turns there.
    const one = await findTheirs(returns, asked);
    if (!order) throw new Error(`A return without its order: ${one.id}`);
    const may = mayMove(one.state, asked.to);
    if (may === 'here') return one;
    if (!may) throw new Refusal('return.wrong-move', { from: one.state, to: asked.to });
    return steps[asked.to](deps, { tx, order, one, asked, other, at: deps.clock.now() });
  });

const isGone = (problem: unknown): boolean =>
  problem instanceof Refusal && (problem.code === 'stock.sold-out' || problem.code === 'variant.unknown');

/** What is wanted instead, as it is sold now; undefined where it is no longer. */
const quoteOther = async ({ catalog }: ReturnDeps, one: StoredReturn): Promise<PricedLine | undefined> => {
  if (!one.exchangeFor) return undefined;
  try {
    const [quoted] = await catalog.quote([{ variantId: one.exchangeFor.variantId, quantity: units(one) }]);
    return quoted && toLine(quoted);
  } catch (problem) {
    if (isGone(problem)) return undefined;
    throw problem;
  }
};

/** An order keeps what was bought as it was then, without what was only so at that moment. */
const toLine = (quoted: PricedLine): PricedLine => ({
  variantId: quoted.variantId,
  productId: quoted.productId,
  sellerId: quoted.sellerId,
  slug: quoted.slug,
  title: quoted.title,
  options: quoted.options,
  sku: quoted.sku,
  category: quoted.category,
  image: quoted.image && { ...quoted.image, placeholder: null },
  quantity: quoted.quantity,
  price: quoted.price,
});

/** Accepts a return, refuses it, or pays for what has arrived. */
export const moveReturn = async (deps: ReturnDeps, asked: ReturnMove): Promise<Return> => {
  const { db } = deps;
  const other = await quoteOther(deps, await findTheirs(new ReturnStore(db), asked));
  try {
    return await showReturn(deps, db, await moveOnce(deps, asked, other));
  } catch (problem) {
    if (!other || !isGone(problem)) throw problem;
    // All of it was rolled back: the last unit went to somebody else, and it is done again with money.
    return showReturn(deps, db, await moveOnce(deps, asked, undefined));
  }
};
