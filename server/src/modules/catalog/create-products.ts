import type { Tx } from '../../db/connection.ts';
import { newId } from '../../kernel/ids.ts';
import { chooseSlugs } from './choose-slugs.ts';
import type { Catalog } from './context.ts';
import { insertImages, insertProducts, type ProductContent, refreshCards } from './store/write-products.ts';
import { insertVariants, type VariantContent, type VariantSource } from './store/write-variants.ts';
import { tellProducts } from './tell-products.ts';

export interface ProductToCreate extends ProductContent {
  sellerId: string;
  /** What its address is made of. */
  slugFrom: string;
  sourceKey: string | null;
  sourceHash: string | null;
  imageIds: readonly string[];
  variants: readonly (VariantContent & VariantSource & { stock: number })[];
}

/** Puts new products into the shop, few statements for all of them; answers their ids in order. */
export const createProducts = async (
  catalog: Catalog,
  tx: Tx,
  products: readonly ProductToCreate[],
): Promise<string[]> => {
  if (products.length === 0) return [];
  for (const sellerId of new Set(products.map((one) => one.sellerId))) {
    catalog.sellers?.admit(sellerId);
    tx.afterCommit(() => catalog.sellers?.joined(sellerId));
  }
  const at = catalog.clock.now();
  const made = products.map((one) => ({ ...one, id: newId(), at }));
  const ids = made.map((one) => one.id);
  const slugs = await chooseSlugs(
    tx,
    made.map(({ id, slugFrom }) => ({ id, name: slugFrom })),
  );
  await insertProducts(
    tx,
    made.map((one) => ({ ...one, slug: slugs.get(one.id) ?? one.id })),
  );
  await insertImages(tx, made);
  await insertVariants(
    tx,
    made.flatMap(({ id, variants }) =>
      variants.map((one, position) => ({ ...one, id: newId(), productId: id, position })),
    ),
  );
  await refreshCards(tx, ids, at);
  await tellProducts(
    catalog,
    tx,
    made.map(({ id, sellerId, state }) => ({ productId: id, sellerId, searchable: state === 'published' })),
  );
  return ids;
};
