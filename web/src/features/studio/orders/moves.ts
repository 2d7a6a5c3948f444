import type { moveOrder, Order, OrderAction, OrderState } from '#contracts/orders';
import type { Body } from '#contracts/route';

export type MoveBody = Body<typeof moveOrder>;
export type Move = MoveBody['to'];
export type Cause = NonNullable<MoveBody['cause']>;

/** Where an order is, as its seller sees it: what is to be done next. */
export const sellerWords: Record<OrderState, string> = {
  reserved: 'Being placed',
  'awaiting-payment': 'Waits for the buyer',
  confirmed: 'To pack',
  packed: 'To ship',
  shipped: 'On its way',
  delivered: 'Delivered',
  completed: 'Completed',
  cancelled: 'Cancelled',
  returned: 'Sent back',
  rto: 'Came back',
};

interface Step {
  to: 'packed' | 'shipped' | 'delivered';
  words: string;
}
const steps: Partial<Record<OrderAction, Step>> = {
  pack: { to: 'packed', words: 'Mark as packed' },
  ship: { to: 'shipped', words: 'Mark as shipped' },
  deliver: { to: 'delivered', words: 'Mark as delivered' },
};

/** The one step an order goes along, if the shop lets it; none at the end of its way, or while it waits for its payment. */
export const nextMove = ({ can }: Pick<Order, 'can'>): Step | undefined =>
  can.map((action) => steps[action]).find((step) => step !== undefined);

/** Whose doing it was that a parcel came back. */
export const causeWords: Record<Cause, string> = {
  refused: 'The buyer refused it',
  'not-home': 'Nobody was at home',
  address: 'The address was not right',
  courier: 'The courier did not deliver it',
  seller: 'We sent it late, or the wrong thing',
  other: 'Something else',
};
