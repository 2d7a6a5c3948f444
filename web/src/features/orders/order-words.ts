import type { Order, OrderState } from '#contracts/orders';

/** Where an order is, in a word or two; its `headline` tells the rest. */
export const stateWords: Record<OrderState, string> = {
  reserved: 'Being placed',
  'awaiting-payment': 'Not placed yet',
  confirmed: 'Ordered',
  packed: 'Packed',
  shipped: 'On its way',
  delivered: 'Delivered',
  completed: 'Completed',
  cancelled: 'Cancelled',
  returned: 'Sent back',
  rto: 'Came back',
};

/** The way of every order; one that was cancelled or came back has left it. */
export const way: readonly OrderState[] = ['confirmed', 'packed', 'shipped', 'delivered'];

/** How far along its way an order is; -1 where it has left it, or is not on it yet. */
export const placeOnWay = ({ state }: Pick<Order, 'state'>): number =>
  state === 'completed' || state === 'returned' ? way.length - 1 : way.indexOf(state);

export const isOpen = ({ state }: Pick<Order, 'state'>): boolean =>
  state === 'awaiting-payment' || state === 'reserved';

/** The money's own way, so that a buyer sees who has it. */
export const moneyWay = (order: Pick<Order, 'money' | 'onDelivery' | 'state'>, hours: number) => {
  const paid = order.onDelivery > 0 ? 'Paid to the courier' : 'Paid by you';
  const steps = [paid, 'Held by the shop', `You confirm, or ${hours} hours pass`, 'Seller paid'];
  const reached = {
    none: 0,
    promised: 0,
    held: order.state === 'completed' ? 3 : 2,
    released: 4,
    returned: 0,
  };
  return { steps, reached: reached[order.money] };
};
