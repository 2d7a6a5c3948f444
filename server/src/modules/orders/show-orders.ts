import type { Order } from '#contracts/orders';
import { Refusal } from '../../kernel/refusal.ts';
import type { Who } from '../../kernel/who.ts';
import type { OrdersDeps } from './context.ts';
import type { StoredOrder } from './domain.ts';
import { maySee } from './move-order.ts';
import { type Filter, OrderStore, type Place } from './store/orders.ts';

type ShowDeps = Pick<OrdersDeps, 'db' | 'payments'>;

type PaymentState = Order['payment']['state'];

/** An order as everybody sees it. */
export const toOrder = (
  { payments }: Pick<OrdersDeps, 'payments'>,
  { buyerId: _buyer, method, ...order }: StoredOrder,
  state: PaymentState,
): Order => ({ ...order, payment: { method, title: payments.find(method)?.title ?? method, state } });

const withPayments = async (deps: ShowDeps, orders: readonly StoredOrder[]): Promise<Order[]> => {
  const states = await deps.payments.state(orders.map((one) => one.id));
  return orders.map((one) => toOrder(deps, one, states.get(one.id) ?? 'void'));
};

export const showOrder = async (deps: ShowDeps, order: StoredOrder): Promise<Order> => {
  const [shown] = await withPayments(deps, [order]);
  if (!shown) throw new Error('One order gives one answer');
  return shown;
};

/** Someone else's order does not exist for who asks. */
export const findOrder = async (deps: ShowDeps, id: string, who: Who): Promise<Order> => {
  const order = await new OrderStore(deps.db).find(id);
  if (!order || !maySee(order, who)) throw new Refusal('order.unknown', { orderId: id });
  return showOrder(deps, order);
};

const toCursor = ({ placedAt, id }: Place): string => Buffer.from(`${placedAt} ${id}`).toString('base64url');

const fromCursor = (cursor: string): Place => {
  const [, placedAt, id] =
    /^(\d{1,16}) ([0-9a-f-]{36})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (!placedAt || !id)
    throw new Refusal('request.bad-query', {
      fields: [{ path: 'cursor', message: 'is not the next of a page' }],
    });
  return { placedAt: Number(placedAt), id };
};

export interface PageQuery {
  cursor?: string | undefined;
  limit: number;
}

/** One page of orders, newest first. */
export const listOrders = async (deps: ShowDeps, filter: Filter, { cursor, limit }: PageQuery) => {
  // One more than is shown, to know whether there is a next page.
  const found = await new OrderStore(deps.db).list(filter, cursor ? fromCursor(cursor) : null, limit + 1);
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: await withPayments(deps, shown),
    next: found.length > limit && last ? toCursor(last) : null,
  };
};
