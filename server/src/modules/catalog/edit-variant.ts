import type { Tx } from '../../db/connection.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Catalog } from './context.ts';
import { tellPrices } from './live-price.ts';
import { refreshCards } from './store/write-products.ts';
import { type LockedVariant, lockVariants, setAvailable, setUsualPrice } from './store/write-variants.ts';
import { tellStock } from './tell-stock.ts';

export interface VariantChange {
  productId: string;
  variantId: string;
  /** What is left out stays. */
  price?: number | undefined;
  compareAt?: number | null | undefined;
  /** Units in the shop, held ones included. */
  stock?: number | undefined;
  /** Units more or fewer than there are at this moment. */
  stockBy?: number | undefined;
}

const changeStock = async (
  catalog: Catalog,
  tx: Tx,
  { before, stock }: { before: LockedVariant; stock: number },
) => {
  const available = stock - before.held;
  if (available < 0) throw new Refusal('stock.held', { variantId: before.id, held: before.held });
  await setAvailable(tx, before.id, available);
  const { id: variantId, productId } = before;
  await tellStock(catalog, tx, [{ productId, variantId, available, by: available - before.available }]);
};

const changePrice = async (
  catalog: Catalog,
  tx: Tx,
  usual: { before: LockedVariant; price: number; compareAt: number | null },
) => {
  const { before, price, compareAt } = usual;
  await setUsualPrice(tx, before.id, { price, compareAt });
  await refreshCards(tx, [before.productId], catalog.clock.now());
  await tellPrices(catalog, tx, [
    { before, after: { ...before, usualPrice: price, usualCompareAt: compareAt } },
  ]);
  catalog.freshness.touchAfter(tx, [before.productId], { lists: true });
};

/** Changes a variant's usual price and its stock, and tells both. */
export const editStockAndPrice = async (catalog: Catalog, tx: Tx, change: VariantChange): Promise<void> => {
  const before = (await lockVariants(tx, [change.productId])).find((one) => one.id === change.variantId);
  if (!before) throw new Refusal('variant.unknown', { variantId: change.variantId });
  const { stock = before.available + before.held } = change;
  const wanted = stock + (change.stockBy ?? 0);
  if (wanted !== before.available + before.held) await changeStock(catalog, tx, { before, stock: wanted });
  const price = change.price ?? before.usualPrice;
  const compareAt = change.compareAt === undefined ? before.usualCompareAt : change.compareAt;
  if (price !== before.usualPrice || compareAt !== before.usualCompareAt)
    await changePrice(catalog, tx, { before, price, compareAt });
};
