import type { OrderState } from '#contracts/orders';
import type { StoredOrder } from './order.ts';

/** Who moves an order: `system` is the shop itself, by time, payment or what came back. */
export type Mover = 'buyer' | 'seller' | 'operator' | 'system';

/**
 * Where an order may go from where it is, and who may take it there. A buyer changes their mind until the parcel is made
 * up; a seller may give up until it has left. What was cancelled stays so, but for a payment that came late.
 */
export const moves: Record<OrderState, Partial<Record<OrderState, readonly Mover[]>>> = {
  reserved: {
    'awaiting-payment': ['system'],
    confirmed: ['system'],
    cancelled: ['buyer', 'seller', 'operator', 'system'],
  },
  'awaiting-payment': {
    confirmed: ['system'],
    cancelled: ['buyer', 'seller', 'operator', 'system'],
  },
  confirmed: {
    packed: ['seller', 'operator'],
    cancelled: ['buyer', 'seller', 'operator', 'system'],
  },
  packed: { shipped: ['seller', 'operator'], cancelled: ['seller', 'operator'] },
  shipped: { delivered: ['seller', 'operator'], rto: ['seller', 'operator'] },
  delivered: { completed: ['buyer', 'operator', 'system'], returned: ['system'] },
  completed: { returned: ['system'] },
  cancelled: { confirmed: ['system'] },
  returned: {},
  rto: {},
};

export interface By {
  by: Mover;
  at: number;
}

/** The one rule of all moves. */
export const mayMove = (
  order: Pick<StoredOrder, 'state' | 'cancelledBy'>,
  to: OrderState,
  by: Mover,
): boolean => {
  // Only the time that ran out is made good by money that comes late.
  if (order.state === 'cancelled' && order.cancelledBy !== 'expiry') return false;
  return moves[order.state][to]?.includes(by) ?? false;
};

/** The order a step further; `here` where it is there already, so that a repeated request changes nothing. */
export const move = (
  order: StoredOrder,
  to: OrderState,
  { by, at }: By,
): StoredOrder | 'here' | 'wrong-move' => {
  if (order.state === to) return 'here';
  if (!mayMove(order, to, by)) return 'wrong-move';
  return { ...order, state: to, history: [...order.history, { state: to, at }] };
};
