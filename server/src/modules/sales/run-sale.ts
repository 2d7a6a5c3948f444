import { Refusal } from '../../kernel/refusal.ts';
import type { Who } from '../../kernel/who.ts';
import type { Sales } from './context.ts';
import { ended, featuring, type StoredSale, started } from './domain.ts';
import { ownSale } from './own-sale.ts';
import { SaleStore } from './store.ts';

interface Owned {
  who: Who;
  id: string;
}

/** Everybody in the sale sees its new state. */
const tellState = ({ rooms }: Sales, { id, state, startedAt, endedAt }: StoredSale): void =>
  rooms.change(id, ({ room }) => room.patch({ type: 'state', state, startedAt, endedAt }));

export const startSale = async (sales: Sales, own: Owned): Promise<StoredSale> => {
  const { db, catalog, outbox, clock } = sales;
  await ownSale(db, own, 'start');
  const products = await catalog.entries(await new SaleStore(db).runSheet(own.id));
  if (products.length === 0) throw new Refusal('sale.empty-run-sheet');
  return db.transaction(async (tx) => {
    const sale = started(await ownSale(tx, own, 'start'), clock.now());
    const store = new SaleStore(tx);
    if (!(await store.goLive(sale))) throw new Refusal('sale.busy');
    await store.save(sale);
    await outbox.tell(tx, 'sale.started', { saleId: sale.id, sellerId: sale.sellerId, at: clock.now() });
    tx.afterCommit(() => tellState(sales, sale));
    return sale;
  });
};

/** Ends a sale: its live prices end in the same moment, its video right after. */
export const endSale = async (sales: Sales, own: Owned): Promise<StoredSale> => {
  const { db, catalog, outbox, clock, rooms, broadcasts } = sales;
  const sale = await db.transaction(async (tx) => {
    const over = ended(await ownSale(tx, own, 'run'), clock.now());
    const store = new SaleStore(tx);
    await store.save(over);
    await store.goOff(over.id);
    await catalog.endLivePrices(over.id, tx);
    await outbox.tell(tx, 'sale.ended', { saleId: over.id, sellerId: over.sellerId, at: clock.now() });
    tx.afterCommit(() => {
      rooms.change(over.id, ({ room }) => {
        if (room.state.video !== 'off') room.patch({ type: 'video', video: 'off' });
        if (room.state.featured !== null) room.patch({ type: 'featured', featured: null });
      });
      tellState(sales, over);
    });
    return over;
  });
  broadcasts.end(sale.id);
  return sale;
};

/** Puts a product of the run sheet on everybody's screen; null takes it off. */
export const featureProduct = async (sales: Sales, own: Owned, productId: string | null): Promise<void> => {
  const { db, outbox, clock, rooms } = sales;
  await db.transaction(async (tx) => {
    const store = new SaleStore(tx);
    const sale = featuring(await ownSale(tx, own), productId, await store.runSheet(own.id));
    if (typeof sale === 'string') throw new Refusal(sale);
    await store.save(sale);
    await outbox.tell(tx, 'product.featured', { saleId: own.id, productId, at: clock.now() });
    tx.afterCommit(() =>
      rooms.change(own.id, ({ room }) => room.patch({ type: 'featured', featured: productId })),
    );
  });
};

/** Gives a product of the run sheet a price for this sale, or takes it back. */
export const setLivePrice = async (
  { db, catalog }: Sales,
  own: Owned,
  given: { productId: string; variantId?: string | undefined; price: number | null },
): Promise<void> => {
  await db.transaction(async (tx) => {
    await ownSale(tx, own, 'run');
    if (!(await new SaleStore(tx).runSheet(own.id)).includes(given.productId))
      throw new Refusal('sale.not-in-run-sheet');
    await catalog.setLivePrice({ saleId: own.id, ...given }, tx);
  });
};
