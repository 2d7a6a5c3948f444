import type { Order } from '#contracts/orders';
import { nextMove } from './moves.ts';

/** Orders that are chosen to be moved together, by their ids. */
export type Selection = ReadonlySet<string>;
export type Choice =
  | { type: 'toggle'; id: string }
  | { type: 'all'; ids: readonly string[] }
  | { type: 'none' };

export const choose = (chosen: Selection, choice: Choice): Selection => {
  if (choice.type === 'none') return new Set();
  if (choice.type === 'all') return new Set(choice.ids);
  const next = new Set(chosen);
  if (!next.delete(choice.id)) next.add(choice.id);
  return next;
};

type Movable = Pick<Order, 'id' | 'can'>;

/** Those that can go along at all: nothing else can be chosen. */
export const movable = <O extends Movable>(orders: readonly O[]): O[] =>
  orders.filter((order) => nextMove(order) !== undefined);

/** The shop moves no more than these at once. */
const mostAtOnce = 100;

interface Group {
  to: 'packed' | 'shipped' | 'delivered';
  ids: string[];
}

/** The chosen ones by what happens to them next, in the order of the way. What is no longer on screen is not moved. */
export const groups = (orders: readonly Movable[], chosen: Selection): Group[] =>
  (['packed', 'shipped', 'delivered'] as const).flatMap((to) => {
    const ids = orders
      .filter((order) => chosen.has(order.id) && nextMove(order)?.to === to)
      .map((order) => order.id)
      .slice(0, mostAtOnce);
    return ids.length > 0 ? [{ to, ids }] : [];
  });
