import { type AnyReaction, reaction } from '../../kernel/events/outbox.ts';
import { Coalescer } from './coalescer.ts';
import type { Sales } from './context.ts';
import { countCancelled, countConfirmed } from './count-order.ts';
import type { Followers } from './followers.ts';
import { SaleStore } from './store.ts';

/** A seller who edits many products at once makes one new run sheet, not fifty. */
const refreshEvery = 200;

/** Brings an open sale's run sheet in line with its products; what is gone leaves the screen. */
const refresh = (sales: Sales, saleId: string): void =>
  sales.rooms.change(saleId, async ({ room }) => {
    const store = new SaleStore(sales.db);
    await room.refreshRunSheet(async () => sales.catalog.entries(await store.runSheet(saleId)));
    const { featured, runSheet } = room.state;
    if (featured === null || runSheet.some((entry) => entry.productId === featured)) return;
    room.patch({ type: 'featured', featured: null });
    await store.unfeature(saleId, featured);
  });

export const salesReactions = (
  sales: Sales,
  followers: Followers,
): { reactions: AnyReaction[]; stop(): void } => {
  const { rooms, db } = sales;
  const refreshing = new Coalescer<null>(refreshEvery, (saleId) => refresh(sales, saleId));
  const reactions = [
    reaction({
      name: 'sales.stock',
      on: 'stock.changed',
      run: ({ id, payload: { productId, variantId, available } }) => {
        rooms.changeWith(productId, ({ room }) => room.takeStock({ variantId, available, factId: id }));
        followers.changed(productId, variantId);
      },
    }),
    reaction({
      name: 'sales.price',
      on: 'price.changed',
      run: ({ id, payload: { productId, ...price } }) => {
        rooms.changeWith(productId, ({ room }) => room.takePrice({ ...price, factId: id }));
        followers.changed(productId, price.variantId);
      },
    }),
    reaction({
      name: 'sales.product',
      on: 'product.changed',
      run: async ({ payload: { productId } }) => {
        for (const saleId of await new SaleStore(db).salesWith(productId))
          if (rooms.has(saleId)) refreshing.put(saleId, null);
      },
    }),
    reaction({
      name: 'sales.confirmed',
      on: 'order.confirmed',
      run: ({ payload }) => countConfirmed(sales, payload),
    }),
    reaction({
      name: 'sales.cancelled',
      on: 'order.cancelled',
      run: ({ payload }) => countCancelled(sales, payload),
    }),
  ] satisfies AnyReaction[];
  return { reactions, stop: () => refreshing.stop() };
};
