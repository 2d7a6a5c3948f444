import type { EventPayload } from '../../../../sdk/events.ts';
import type { Sales } from './context.ts';
import type { StoredSale } from './domain.ts';
import { hostsOf } from './rooms.ts';
import { SoldStore, type SoldUnits } from './sold-store.ts';
import { SaleStore } from './store.ts';

type Confirmed = EventPayload<'order.confirmed'>;
type Line = Confirmed['lines'][number];

interface InSale {
  sale: StoredSale;
  /** The lines of an order that this sale sold: an order may hold other sellers' goods too. */
  lines: Line[];
}

const linesOf = async (
  { db }: Sales,
  order: { saleId: string | null; lines: readonly Line[] },
): Promise<InSale | undefined> => {
  if (order.saleId === null) return undefined;
  const store = new SaleStore(db);
  const sale = await store.find(order.saleId);
  if (!sale) return undefined;
  const runSheet = new Set(await store.runSheet(sale.id));
  const lines = order.lines.filter((line) => line.sellerId === sale.sellerId || runSheet.has(line.productId));
  return lines.length > 0 ? { sale, lines } : undefined;
};

const unitsOf = (lines: readonly Line[]): SoldUnits[] => {
  const units = new Map<string, SoldUnits>();
  for (const { productId, title, quantity } of lines)
    units.set(productId, { productId, title, units: (units.get(productId)?.units ?? 0) + quantity });
  return [...units.values()];
};

/** Counts a cancelled order out; one that is told before its confirmation will not be counted in. */
export const countCancelled = async (sales: Sales, order: EventPayload<'order.cancelled'>): Promise<void> => {
  const found = await linesOf(sales, order);
  if (!found) return;
  const which = { saleId: found.sale.id, orderId: order.orderId, cancelled: true };
  await sales.db.transaction((tx) => new SoldStore(tx).add(which, unitsOf(found.lines)));
};

/** Counts an order once, and tells the room and the host of it. */
export const countConfirmed = async (sales: Sales, order: Confirmed): Promise<void> => {
  const found = await linesOf(sales, order);
  const [first] = found?.lines ?? [];
  if (!found || !first) return;
  const { sale, lines } = found;
  const which = { saleId: sale.id, orderId: order.orderId, cancelled: false };
  const isNew = await sales.db.transaction((tx) => new SoldStore(tx).add(which, unitsOf(lines)));
  if (!isNew) return;
  sales.rooms.change(sale.id, ({ room }) =>
    room.patch({ type: 'ordered', productId: first.productId, city: order.city || null }),
  );
  const whole = lines.length === order.lines.length;
  sales.realtime.emit(hostsOf(sale.id), 'order:arrived', {
    saleId: sale.id,
    orderId: order.orderId,
    number: order.number,
    at: order.at,
    total: whole ? order.total : lines.reduce((sum, line) => sum + line.price * line.quantity, 0),
    city: order.city,
    lines: lines.map(({ title, options, quantity }) => ({ title, options, quantity })),
  });
};
