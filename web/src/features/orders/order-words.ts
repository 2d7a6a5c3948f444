import type { Order, OrderState } from '#contracts/orders';

/** Where an order is, in one line that is true. */
export const stateWords: Record<OrderState, string> = {
  reserved: 'Being placed',
  confirmed: 'Ordered',
  packed: 'Packed',
  shipped: 'On its way',
  delivered: 'Delivered',
  cancelled: 'Cancelled',
};

export const stateSentence = ({ state, payment }: Order): string => {
  switch (state) {
    case 'reserved':
      return 'The goods are held for you while the order is placed.';
    case 'confirmed':
      return 'The seller has your order and packs it next.';
    case 'packed':
      return 'It is packed and waits for the courier.';
    case 'shipped':
      return 'The courier has it.';
    case 'delivered':
      return 'It has arrived.';
    case 'cancelled':
      return payment.state === 'void'
        ? 'Nothing will be delivered, and nothing is owed.'
        : 'Nothing will be delivered.';
  }
};

/** The way of every order; a cancelled one has left it. */
export const way: readonly OrderState[] = ['confirmed', 'packed', 'shipped', 'delivered'];

/** A buyer can take an order back until it is packed. */
export const canCancel = ({ state }: Order): boolean => state === 'confirmed' || state === 'reserved';
