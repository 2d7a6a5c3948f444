import type { moveOrder, Order, OrderState } from '#contracts/orders';
import type { Body } from '#contracts/route';

export type Move = Body<typeof moveOrder>['to'];

/** Where an order is, as its seller sees it: what is to be done next. */
export const sellerWords: Record<OrderState, string> = {
  reserved: 'Being placed',
  'awaiting-payment': 'Not paid yet',
  confirmed: 'To pack',
  packed: 'To ship',
  shipped: 'On its way',
  delivered: 'Delivered',
  completed: 'Completed',
  cancelled: 'Cancelled',
  returned: 'Sent back',
  rto: 'Came back',
};

const next: Partial<Record<OrderState, { to: Move; words: string }>> = {
  confirmed: { to: 'packed', words: 'Mark as packed' },
  packed: { to: 'shipped', words: 'Mark as shipped' },
  shipped: { to: 'delivered', words: 'Mark as delivered' },
};

/** The one step an order goes along; none at the end of its way. */
export const nextMove = ({ state }: Pick<Order, 'state'>): { to: Move; words: string } | undefined =>
  next[state];

/** Before the courier has it, its seller can still take it back. */
export const canCancel = ({ state }: Pick<Order, 'state'>): boolean =>
  state === 'confirmed' || state === 'packed';
