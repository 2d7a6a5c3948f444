import type { ChatLine, OrderArrived } from '#contracts/live';
import type { Order } from '#contracts/orders';
import type { Row } from '../../live/room-state.ts';
import type { Restore } from './undo.ts';

/** An order of this sale in one line, however this page heard of it. */
export interface SaleOrder {
  id: string;
  number: string;
  at: number;
  total: number;
  city: string;
  /** `Chanderi saree · M`, `2 × Bangles`. */
  goods: readonly string[];
  /** It came while this page was open. */
  fresh: boolean;
}

export interface Undo {
  id: number;
  words: string;
  restore: Restore;
}

export interface HostState {
  /** Newest first. */
  orders: readonly SaleOrder[];
  /** Oldest first; kept when the chat has long scrolled on. */
  questions: readonly ChatLine[];
  /** The most that watched at once while this page was open. */
  peak: number;
  undo: Undo | null;
}

export type HostEvent =
  | { type: 'listed'; orders: readonly Order[] }
  | { type: 'arrived'; order: OrderArrived }
  | { type: 'rows'; rows: readonly Row[] }
  | { type: 'watching'; watching: number }
  | { type: 'changed'; undo: Undo }
  /** The undo with this number was used, or its time is over. */
  | { type: 'settled'; id: number }
  | { type: 'answered'; id: string };

export const emptyHost: HostState = { orders: [], questions: [], peak: 0, undo: null };

/** More are answered with the newest first anyway. */
const mostQuestions = 100;

interface Piece {
  title: string;
  options: Record<string, string>;
  quantity: number;
}
const pieceWords = ({ title, options, quantity }: Piece): string =>
  [quantity > 1 ? `${quantity} × ${title}` : title, ...Object.values(options)].join(' · ');

const ofOrder = (order: Order): SaleOrder => ({
  id: order.id,
  number: order.number,
  at: order.placedAt,
  total: order.total,
  city: order.address.city,
  goods: order.lines.map(pieceWords),
  fresh: false,
});

const ofArrival = (order: OrderArrived): SaleOrder => ({
  id: order.orderId,
  number: order.number,
  at: order.at,
  total: order.total,
  city: order.city,
  goods: order.lines.map(pieceWords),
  fresh: true,
});

/** Each order once, the newest first: the socket and the list may both tell of it. */
const merge = (known: readonly SaleOrder[], more: readonly SaleOrder[]): SaleOrder[] => {
  const fresh = new Set(known.filter((order) => order.fresh).map((order) => order.id));
  const byId = new Map([...known, ...more].map((order) => [order.id, order]));
  return [...byId.values()]
    .map((order) => (fresh.has(order.id) ? { ...order, fresh: true } : order))
    .sort((one, other) => other.at - one.at);
};

/** What the shop lists is all there is, but for what arrived after it was asked; cancelled orders do not count. */
const listed = ({ orders: known }: HostState, orders: readonly Order[]): SaleOrder[] => {
  const cancelled = new Set(orders.filter((order) => order.state === 'cancelled').map((order) => order.id));
  const standing = orders.filter((order) => order.state !== 'cancelled').map(ofOrder);
  return merge(known, standing).filter((order) => !cancelled.has(order.id));
};

/** A line that asks: it ends with a question mark, in whatever script. */
export const isQuestion = (text: string): boolean => /[?？؟]["'”’)\s]*$/.test(text);

const withQuestions = (known: readonly ChatLine[], rows: readonly Row[]): readonly ChatLine[] => {
  const ids = new Set(known.map((line) => line.id));
  const asked = rows.filter(
    (row): row is Row & { kind: 'line' } =>
      row.kind === 'line' && !row.host && !ids.has(row.id) && isQuestion(row.text),
  );
  return asked.length === 0 ? known : [...known, ...asked].slice(-mostQuestions);
};

/** How much this sale has brought so far. */
export const tally = (orders: readonly SaleOrder[]): { count: number; total: number } => ({
  count: orders.length,
  total: orders.reduce((sum, order) => sum + order.total, 0),
});

export const host = (state: HostState, event: HostEvent): HostState => {
  switch (event.type) {
    case 'listed':
      return { ...state, orders: listed(state, event.orders) };
    case 'arrived':
      return { ...state, orders: merge(state.orders, [ofArrival(event.order)]) };
    case 'rows': {
      const questions = withQuestions(state.questions, event.rows);
      return questions === state.questions ? state : { ...state, questions };
    }
    case 'watching':
      return event.watching > state.peak ? { ...state, peak: event.watching } : state;
    case 'changed':
      return { ...state, undo: event.undo };
    case 'settled':
      return state.undo?.id === event.id ? { ...state, undo: null } : state;
    case 'answered':
      return { ...state, questions: state.questions.filter((line) => line.id !== event.id) };
  }
};
