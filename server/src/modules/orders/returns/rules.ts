import type { ReturnReason, ReturnState } from '#contracts/returns';
import type { PricedLine, StoredOrder, Wanted } from '../domain/order.ts';
import { mergeLines } from '../domain/split.ts';
import type { StoredReturn } from './store/returns.ts';

/** Where a return may go from where it is: a seller who accepted it may still find that nothing ever came. */
const moves: Record<ReturnState, readonly ReturnState[]> = {
  requested: ['accepted', 'refused'],
  accepted: ['received', 'refused'],
  refused: [],
  received: ['refunded', 'exchanged'],
  refunded: [],
  exchanged: [],
};

const arrived: readonly ReturnState[] = ['received', 'refunded', 'exchanged'];

/** `here` where it is there already, or further on the same way: a repeated request changes nothing. */
export const mayMove = (from: ReturnState, to: 'accepted' | 'refused' | 'received'): boolean | 'here' => {
  if (from === to || (to === 'received' && arrived.includes(from))) return 'here';
  return moves[from].includes(to);
};

/** Reasons that are the seller's doing: then the buyer gets the delivery back as well. */
const sellersDoing: readonly ReturnReason[] = ['damaged', 'wrong-item', 'not-as-shown'];

const day = 86_400_000;

/** When an order reached its buyer; undefined before that. */
export const deliveredAt = (order: Pick<StoredOrder, 'shipment' | 'history'>): number | undefined =>
  order.shipment?.deliveredAt ?? order.history.find(({ state }) => state === 'delivered')?.at;

export type Refused = 'return.not-delivered' | 'return.too-late' | 'return.too-many';

const unitsOf = (lines: readonly Wanted[]): Map<string, number> =>
  new Map(mergeLines(lines).map(({ variantId, quantity }) => [variantId, quantity]));

/** Units that are neither back nor on their way back. */
export const unitsLeft = (
  order: Pick<StoredOrder, 'lines'>,
  returns: readonly StoredReturn[],
): Map<string, number> => {
  const left = unitsOf(order.lines);
  for (const { state, lines } of returns)
    if (state !== 'refused')
      for (const { variantId, quantity } of lines) left.set(variantId, (left.get(variantId) ?? 0) - quantity);
  return left;
};

/** Whether these lines can be sent back now; else why not. */
export const mayReturn = (
  order: StoredOrder,
  asked: { lines: readonly Wanted[]; returns: readonly StoredReturn[]; now: number; returnDays: number },
): Refused | undefined => {
  const at = deliveredAt(order);
  const reached = order.state === 'delivered' || order.state === 'completed' || order.state === 'returned';
  if (!reached || at === undefined) return 'return.not-delivered';
  if (asked.now > at + asked.returnDays * day) return 'return.too-late';
  const left = unitsLeft(order, asked.returns);
  const fits = mergeLines(asked.lines).every(
    ({ variantId, quantity }) => quantity <= (left.get(variantId) ?? 0),
  );
  return fits ? undefined : 'return.too-many';
};

/** The order's lines that come back, one a variant, with how many. */
export const linesBack = (order: Pick<StoredOrder, 'lines'>, asked: readonly Wanted[]): PricedLine[] => {
  const wanted = unitsOf(asked);
  return order.lines.flatMap((line) => {
    const quantity = wanted.get(line.variantId);
    return quantity === undefined ? [] : [{ ...line, quantity }];
  });
};

export const worthOf = (order: Pick<StoredOrder, 'lines'>, asked: readonly Wanted[]): number =>
  linesBack(order, asked).reduce((sum, { price, quantity }) => sum + price * quantity, 0);

interface Coming {
  id: string | null;
  lines: readonly Wanted[];
  /** Null where it is not known yet. */
  reason: ReturnReason | null;
}

/** Whether nothing of the order is with its buyer any more once these lines are back. */
export const comesBackWhole = (
  order: Pick<StoredOrder, 'lines'>,
  returns: readonly StoredReturn[],
  coming: Coming,
): boolean => {
  const back = returns.filter(({ id, state }) => id !== coming.id && arrived.includes(state));
  const units = unitsOf([...back.flatMap(({ lines }) => lines), ...coming.lines]);
  return order.lines.every(({ variantId, quantity }) => (units.get(variantId) ?? 0) >= quantity);
};

const isSellersDoing = (returns: readonly StoredReturn[], coming: Coming): boolean =>
  [coming, ...returns.filter(({ id, state }) => id !== coming.id && arrived.includes(state))].every(
    ({ reason }) => reason !== null && sellersDoing.includes(reason),
  );

/**
 * What is given back for lines that come back, of the order's total: their price. Delivery and the fee of paying are
 * given back only when all of the order comes back for the seller's doing; without that, all that is ever given back of
 * an order is at most its goods. `gone` went back already, `left` can still be given back at all.
 */
export const amountFor = (
  order: StoredOrder,
  returns: readonly StoredReturn[],
  { gone, left, ...coming }: Coming & { gone: number; left: number },
): number => {
  if (isSellersDoing(returns, coming) && comesBackWhole(order, returns, coming)) return left;
  const ofGoods = Math.max(0, order.goods - gone);
  return Math.min(worthOf(order, coming.lines), ofGoods, left);
};
