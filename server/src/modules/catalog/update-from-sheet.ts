import type { Tx } from '../../db/connection.ts';
import { newId } from '../../kernel/ids.ts';
import type { Catalog } from './context.ts';
import { matchVariants, type SheetProduct, type SheetVariant } from './domain/sheet.ts';
import { tellPrices } from './live-price.ts';
import { contentOf, type Upserted } from './sheet-content.ts';
import type { productHash } from './source-hash.ts';
import { variantHash } from './source-hash.ts';
import { refreshCards, replaceImages, updateProducts, updateSourceHashes } from './store/write-products.ts';
import {
  type ChangedVariant,
  insertVariants,
  type LockedVariant,
  lockVariants,
  type NewVariant,
  updateVariants,
} from './store/write-variants.ts';
import { tellProducts } from './tell-products.ts';
import { tellStock } from './tell-stock.ts';

/** A product whose sheet says something else than last time. */
export interface SheetChange {
  productId: string;
  given: SheetProduct;
  hash: ReturnType<typeof productHash>;
  /** The hashes of last time. */
  was: string | null;
}

interface Planned {
  created: NewVariant[];
  updated: { before: LockedVariant; after: ChangedVariant }[];
  unchanged: number;
}

/** What becomes of a variant: only what the sheet says differently than last time. */
const change = (before: LockedVariant, given: SheetVariant, position: number): ChangedVariant | undefined => {
  const hash = variantHash(given);
  const sameStock = before.sourceStock === given.stock;
  if (before.sourceHash === hash && sameStock) return undefined;
  const kept = {
    sku: before.sku,
    options: before.options,
    price: before.usualPrice,
    compareAt: before.usualCompareAt,
  };
  return {
    ...(before.sourceHash === hash ? kept : given),
    id: before.id,
    position,
    // Held units are in the shop and in the sheet's count, but are not for sale.
    available: sameStock ? before.available : Math.max(0, given.stock - before.held),
    sourceKey: given.key,
    sourceHash: hash,
    sourceStock: given.stock,
  };
};

const plan = ({ productId, given }: SheetChange, known: readonly LockedVariant[]): Planned => {
  const planned: Planned = { created: [], updated: [], unchanged: 0 };
  matchVariants(given.variants, known).forEach(({ given: one, known: before }, position) => {
    const after = before && change(before, one, position);
    if (before && after) planned.updated.push({ before, after });
    else if (before) planned.unchanged += 1;
    else
      planned.created.push({
        ...one,
        id: newId(),
        productId,
        position,
        sourceKey: one.key,
        sourceHash: variantHash(one),
        sourceStock: one.stock,
      });
  });
  return planned;
};

const tellVariants = async (catalog: Catalog, tx: Tx, updated: Planned['updated']): Promise<void> => {
  await tellStock(
    catalog,
    tx,
    updated.map(({ before, after }) => ({
      productId: before.productId,
      variantId: before.id,
      available: after.available,
      by: after.available - before.available,
    })),
  );
  await tellPrices(
    catalog,
    tx,
    updated.map(({ before, after }) => ({
      before,
      after: { ...before, usualPrice: after.price, usualCompareAt: after.compareAt },
    })),
  );
};

const saysOtherThings = ({ was, hash }: SheetChange): boolean => was?.split(' ')[0] !== hash.content;

const write = async (catalog: Catalog, tx: Tx, changes: readonly SheetChange[]): Promise<void> => {
  const content = changes.filter(saysOtherThings);
  await updateProducts(
    tx,
    content.map((one) => ({ id: one.productId, ...contentOf(one.given) })),
  );
  await replaceImages(
    tx,
    content.map((one) => ({ id: one.productId, imageIds: one.given.images })),
  );
  await updateSourceHashes(
    tx,
    changes.map((one) => ({ id: one.productId, sourceHash: one.hash.both })),
  );
  await refreshCards(
    tx,
    changes.map((one) => one.productId),
    catalog.clock.now(),
  );
};

/** Brings products in line with what their sheet says now; answers what became of each, in order. */
export const updateFromSheet = async (
  catalog: Catalog,
  tx: Tx,
  changes: readonly SheetChange[],
): Promise<Upserted[]> => {
  if (changes.length === 0) return [];
  const locked = await lockVariants(
    tx,
    changes.map((one) => one.productId),
  );
  const known = new Map<string, LockedVariant[]>(changes.map((one) => [one.productId, []]));
  for (const one of locked) known.get(one.productId)?.push(one);
  const plans = changes.map((one) => plan(one, known.get(one.productId) ?? []));
  const updated = plans.flatMap((one) => one.updated);
  await updateVariants(
    tx,
    updated.map((one) => one.after),
  );
  await insertVariants(
    tx,
    plans.flatMap((one) => one.created),
  );
  await write(catalog, tx, changes);
  await tellVariants(catalog, tx, updated);
  await tellProducts(
    catalog,
    tx,
    changes.map(({ productId, given }) => ({
      productId,
      sellerId: given.sellerId,
      searchable: given.published,
    })),
  );
  return plans.map((one, at) => ({
    productId: changes[at]?.productId ?? '',
    product: 'updated',
    variants: { created: one.created.length, updated: one.updated.length, unchanged: one.unchanged },
  }));
};
