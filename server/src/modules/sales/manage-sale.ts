import type { RunSheetEntry } from '#contracts/sales';
import type { Tx } from '../../db/connection.ts';
import { newId } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Who } from '../../kernel/who.ts';
import type { Sales } from './context.ts';
import type { StoredSale } from './domain.ts';
import { ownSale } from './own-sale.ts';
import { SaleStore } from './store.ts';

interface Owned {
  who: Who;
  id: string;
}

const refuseUnknownCover = async ({ media }: Sales, coverId: string | null | undefined): Promise<void> => {
  if (coverId && !(await media.images([coverId])).has(coverId)) throw new Refusal('image.unknown');
};

/** The products, each once, if all of them are this seller's; operators may sell anybody's. */
const ownProducts = async (
  { catalog }: Sales,
  { who, sellerId }: { who: Who; sellerId: string },
  productIds: readonly string[],
): Promise<string[]> => {
  const wanted = [...new Set(productIds)];
  const sellers = await catalog.sellerOf(wanted);
  const strange = wanted.find((id) => {
    const seller = sellers.get(id);
    return seller === undefined || (who.role !== 'operator' && seller !== sellerId);
  });
  if (strange !== undefined) throw new Refusal('product.unknown', { productId: strange });
  return wanted;
};

export const scheduleSale = async (
  sales: Sales,
  who: Who,
  plan: {
    title: string;
    scheduledFor: number;
    coverId?: string | undefined;
    productIds?: readonly string[] | undefined;
  },
): Promise<StoredSale> => {
  const { title, scheduledFor, coverId = null, productIds = [] } = plan;
  const sellerId = who.accountId;
  await refuseUnknownCover(sales, coverId);
  const products = await ownProducts(sales, { who, sellerId }, productIds);
  const sale: StoredSale = {
    id: newId(),
    sellerId,
    title,
    state: 'scheduled',
    coverId,
    scheduledFor,
    startedAt: null,
    endedAt: null,
    featured: null,
    onAir: false,
  };
  await sales.db.transaction(async (tx) => {
    const store = new SaleStore(tx);
    await store.add(sale);
    await store.setRunSheet(sale.id, products);
    await sales.outbox.tell(tx, 'sale.scheduled', { saleId: sale.id, sellerId, title, scheduledFor });
  });
  return sale;
};

export const editSale = async (
  sales: Sales,
  own: Owned,
  changes: {
    title?: string | undefined;
    scheduledFor?: number | undefined;
    coverId?: string | null | undefined;
  },
): Promise<StoredSale> => {
  await refuseUnknownCover(sales, changes.coverId);
  return sales.db.transaction(async (tx) => {
    const before = await ownSale(tx, own, 'change');
    const sale: StoredSale = {
      ...before,
      title: changes.title ?? before.title,
      scheduledFor: changes.scheduledFor ?? before.scheduledFor,
      coverId: changes.coverId === undefined ? before.coverId : changes.coverId,
    };
    await new SaleStore(tx).save(sale);
    const { title, scheduledFor } = sale;
    if (sale.scheduledFor !== before.scheduledFor)
      await sales.outbox.tell(tx, 'sale.scheduled', {
        saleId: sale.id,
        sellerId: sale.sellerId,
        title,
        scheduledFor,
      });
    tx.afterCommit(() =>
      sales.rooms.change(sale.id, ({ room }) => room.patch({ type: 'details', title, scheduledFor })),
    );
    return sale;
  });
};

/** Removes a sale that has not started. */
export const cancelSale = async (sales: Sales, own: Owned): Promise<void> => {
  // What is being said in its room is stored first: nothing may be added to a sale that is gone.
  await ownSale(sales.db, own, 'remove');
  await sales.rooms.close(own.id);
  await sales.db.transaction(async (tx) => {
    await ownSale(tx, own, 'remove');
    await new SaleStore(tx).remove(own.id);
  });
};

/** Takes the featured product off the screen when it leaves the run sheet. */
const keepFeatured = async (tx: Tx, sale: StoredSale, productIds: readonly string[]): Promise<boolean> => {
  if (sale.featured === null || productIds.includes(sale.featured)) return true;
  await new SaleStore(tx).save({ ...sale, featured: null });
  return false;
};

/** What leaves the run sheet has its usual price back: nobody could take the live price off it any more. */
const endPricesOf = async (
  { catalog }: Sales,
  tx: Tx,
  { saleId, gone }: { saleId: string; gone: readonly string[] },
): Promise<void> => {
  for (const productId of gone) await catalog.setLivePrice({ saleId, productId, price: null }, tx);
};

/** Those of these products that have a live price now. */
const pricedLive = async ({ catalog }: Sales, productIds: readonly string[]): Promise<string[]> =>
  (await catalog.entries(productIds))
    .filter((entry) => entry.variants.some((variant) => variant.live))
    .map((entry) => entry.productId);

export const setRunSheet = async (
  sales: Sales,
  own: Owned,
  productIds: readonly string[],
): Promise<RunSheetEntry[]> => {
  const { sellerId } = await ownSale(sales.db, own, 'change');
  const products = await ownProducts(sales, { who: own.who, sellerId }, productIds);
  const before = await new SaleStore(sales.db).runSheet(own.id);
  const gone = await pricedLive(
    sales,
    before.filter((id) => !products.includes(id)),
  );
  await sales.db.transaction(async (tx) => {
    const sale = await ownSale(tx, own, 'change');
    await new SaleStore(tx).setRunSheet(own.id, products);
    if (sale.state === 'live') await endPricesOf(sales, tx, { saleId: own.id, gone });
    const kept = await keepFeatured(tx, sale, products);
    if (!kept)
      await sales.outbox.tell(tx, 'product.featured', {
        saleId: own.id,
        productId: null,
        at: sales.clock.now(),
      });
    tx.afterCommit(() =>
      sales.rooms.change(own.id, async ({ room }) => {
        if (!kept) room.patch({ type: 'featured', featured: null });
        await room.refreshRunSheet(() => sales.catalog.entries(products));
      }),
    );
  });
  return sales.catalog.entries(products);
};
