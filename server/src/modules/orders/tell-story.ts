import type { OrderState } from '#contracts/orders';
import type { OrdersDeps } from './context.ts';
import { said } from './domain/headline.ts';
import type { StoredOrder } from './domain/order.ts';
import { OrderStore } from './store/orders.ts';

/** What `leo ledger show` tells of an order beside its entries. */
export interface Story {
  order: {
    id: string;
    number: string;
    state: string;
    total: number;
    purchaseId: string;
    sellerId: string;
    buyerId: string;
  };
  events: { at: number; says: string }[];
}

const isId = (typed: string): boolean => /^[0-9a-f-]{36}$/i.test(typed);

const placed = (order: StoredOrder): string => {
  const parts = [
    order.prepaid > 0 && `${said(order.prepaid)} beforehand`,
    order.onDelivery > 0 && `${said(order.onDelivery)} in cash at the door`,
    order.coins > 0 && `${order.coins} coins`,
  ].filter(Boolean);
  return `Placed for ${said(order.total)}: ${parts.join(', ')}.`;
};

const says: Record<OrderState, (order: StoredOrder) => string> = {
  reserved: () => 'Its stock is held.',
  'awaiting-payment': () => 'It waits for its buyer; its stock is held.',
  confirmed: () => 'Confirmed.',
  packed: () => 'Packed.',
  shipped: ({ shipment }) => `Shipped with ${shipment?.courier ?? 'a courier'}, ${shipment?.tracking ?? ''}.`,
  delivered: () => 'Delivered.',
  completed: () => 'Completed: the buyer is satisfied, or the time for saying otherwise is over.',
  cancelled: ({ cancelledBy, reason }) =>
    `Cancelled${cancelledBy ? ` (${cancelledBy})` : ''}.${reason ? ` ${reason}` : ''}`,
  returned: () => 'All of it was sent back.',
  rto: ({ reason }) => `The parcel came back.${reason ? ` ${reason}` : ''}`,
};

/** Everything that happened to an order and its payment, oldest first. */
export const storyOf = async (
  { db, payments }: Pick<OrdersDeps, 'db' | 'payments'>,
  idOrNumber: string,
): Promise<Story | undefined> => {
  const store = new OrderStore(db);
  const order = isId(idOrNumber)
    ? await store.find(idOrNumber.toLowerCase())
    : await store.findByNumber(idOrNumber.toUpperCase());
  if (!order) return undefined;
  const { id, number, state, total, purchaseId, sellerId, buyerId } = order;
  const moves = order.history.map((one) => ({ at: one.at, says: says[one.state](order) }));
  const money = await payments.story(db, [id]);
  const events = [{ at: order.placedAt, says: placed(order) }, ...moves, ...money];
  return {
    order: { id, number, state, total, purchaseId, sellerId, buyerId },
    events: events.sort((one, other) => one.at - other.at),
  };
};
