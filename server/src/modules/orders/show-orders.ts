import type { Order, PaymentAction } from '#contracts/orders';
import { fromCursor, toCursor } from '../../kernel/http/place.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Who } from '../../kernel/who.ts';
import type { OrdersDeps } from './context.ts';
import type { Mover } from './domain/moves.ts';
import type { StoredOrder } from './domain/order.ts';
import { viewOf } from './domain/view.ts';
import { maySee } from './move-order.ts';
import type { Filter } from './store/list.ts';
import { OrderStore } from './store/orders.ts';

export type ShowDeps = Pick<OrdersDeps, 'accounts' | 'clock' | 'db' | 'payments' | 'times' | 'trust'>;

/** As whom somebody looks at an order: its buyer as its buyer, whatever else they are. */
const viewerOf = (order: StoredOrder, who: Who): Mover => {
  if (order.buyerId === who.accountId) return 'buyer';
  return who.role === 'operator' ? 'operator' : 'seller';
};

const unique = (ids: readonly string[]): string[] => [...new Set(ids)];

/** What buyers still have to do; only orders that wait for them are asked about. */
const actionsFor = async (
  { db, payments, trust }: ShowDeps,
  orders: readonly StoredOrder[],
): Promise<Map<string, PaymentAction | null>> => {
  const waiting = orders.filter((one) => one.state === 'awaiting-payment');
  const paying = unique(waiting.filter((one) => one.prepaid > 0).map((one) => one.purchaseId));
  const coded = unique(waiting.filter((one) => one.prepaid === 0).map((one) => one.purchaseId));
  const [pages, codes] = await Promise.all([
    paying.length > 0 ? payments.action(db, paying) : [],
    coded.length > 0 ? trust.actionOf(db, coded) : [],
  ]);
  return new Map<string, PaymentAction | null>([...pages, ...codes]);
};

/** A page of orders with a fixed number of questions, however many are on it. */
export const showOrders = async (
  deps: ShowDeps,
  orders: readonly StoredOrder[],
  who: Who,
): Promise<Order[]> => {
  const { accounts, clock, db, payments, times } = deps;
  if (orders.length === 0) return [];
  const prepaid = unique(orders.filter((one) => one.prepaid > 0).map((one) => one.purchaseId));
  const inCash = orders.filter((one) => one.onDelivery > 0).map((one) => one.id);
  const [states, cash, names, actions] = await Promise.all([
    prepaid.length > 0 ? payments.states(db, prepaid) : undefined,
    inCash.length > 0 ? payments.cashOf(db, inCash) : undefined,
    accounts.names(unique(orders.map((one) => one.sellerId))),
    actionsFor(deps, orders),
  ]);
  const now = clock.now();
  return orders.map((order) =>
    viewOf(order, {
      title: payments.find(order.method)?.title ?? order.method,
      sellerName: names.get(order.sellerId) ?? 'Seller',
      facts: {
        payment: states?.get(order.purchaseId) ?? 'void',
        cash: cash?.get(order.id)?.state ?? null,
        action: actions.get(order.purchaseId) ?? null,
      },
      viewer: { as: viewerOf(order, who), now, returnDays: times.returnDays },
    }),
  );
};

export const showOrder = async (deps: ShowDeps, order: StoredOrder, who: Who): Promise<Order> => {
  const [shown] = await showOrders(deps, [order], who);
  if (!shown) throw new Error('One order gives one answer');
  return shown;
};

/** Someone else's order does not exist for who asks. */
export const findOrder = async (deps: ShowDeps, id: string, who: Who): Promise<Order> => {
  const order = await new OrderStore(deps.db).find(id);
  if (!order || !maySee(order, who)) throw new Refusal('order.unknown', { orderId: id });
  return showOrder(deps, order, who);
};

export interface PageQuery {
  cursor?: string | undefined;
  limit: number;
}

/** One page of orders, newest first. */
export const listOrders = async (
  deps: ShowDeps,
  { filter, who }: { filter: Filter; who: Who },
  { cursor, limit }: PageQuery,
) => {
  // One more than is shown, to know whether there is a next page.
  const place = cursor ? fromCursor(cursor) : null;
  const after = place && { placedAt: place.at, id: place.id };
  const found = await new OrderStore(deps.db).list(filter, after, limit + 1);
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: await showOrders(deps, shown, who),
    next: found.length > limit && last ? toCursor({ at: last.placedAt, id: last.id }) : null,
  };
};

/** So many parcels are packed from one list; the rest are on the next, once these are made up. */
const mostOnList = 500;

/** What is to be packed: by variant for the shelf, by order for the parcels. */
export const packingList = async (deps: ShowDeps, who: Who, saleId: string | undefined) => {
  const sellerId = who.role === 'operator' ? undefined : who.accountId;
  const filter: Filter = { sellerId, saleId, state: 'confirmed' };
  const orders = (await new OrderStore(deps.db).list(filter, null, mostOnList)).reverse();
  const shown = await showOrders(deps, orders, { ...who, accountId: `packing ${who.accountId}` });
  const ready = shown.filter((order) => order.can.includes('pack'));
  const items = new Map<string, { quantity: number; line: Order['lines'][number] }>();
  for (const line of ready.flatMap((order) => order.lines)) {
    const before = items.get(line.variantId)?.quantity ?? 0;
    items.set(line.variantId, { line, quantity: before + line.quantity });
  }
  const list = [...items.values()].map(({ line: { variantId, sku, title, options }, quantity }) => ({
    variantId,
    sku,
    title,
    options,
    quantity,
  }));
  const words = ({ title, options }: (typeof list)[number]) => [title, ...Object.values(options)].join(' ');
  list.sort((one, other) => (words(one) < words(other) ? -1 : 1));
  return { items: list, orders: ready };
};
