import type { Tx } from '../../../db/connection.ts';
import { insertRows, isIn, updateRows } from '../../../db/many-rows.ts';
import { fold } from '../domain/options.ts';
import { lockProducts, type ProductState } from './products.ts';

/** What a seller says about a product, in a sheet or by hand. */
export interface ProductContent {
  title: string;
  description: string;
  category: string | null;
  tags: readonly string[];
  optionNames: readonly string[];
  state: Exclude<ProductState, 'removed'>;
}

export interface NewProduct extends ProductContent {
  id: string;
  sellerId: string;
  slug: string;
  sourceKey: string | null;
  sourceHash: string | null;
  at: number;
}

const contentBinds = (one: ProductContent) => [
  one.title,
  one.description,
  one.category,
  one.category === null ? null : fold(one.category),
  JSON.stringify(one.tags),
  JSON.stringify(one.optionNames),
  one.state,
];
const contentColumns = ['title', 'description', 'category', 'category_key', 'tags', 'option_names', 'state'];

export const insertProducts = (tx: Tx, products: readonly NewProduct[]): Promise<void> =>
  insertRows(tx, {
    table: 'catalog_products',
    columns: [
      'id',
      'seller_id',
      'slug',
      'source_key',
      'source_hash',
      'created_at',
      'changed_at',
      ...contentColumns,
    ],
    numbers: ['created_at', 'changed_at'],
    rows: products.map((one) => [
      one.id,
      one.sellerId,
      one.slug,
      one.sourceKey,
      one.sourceHash,
      one.at,
      one.at,
      ...contentBinds(one),
    ]),
  });

export const updateProducts = async (
  tx: Tx,
  products: readonly (ProductContent & { id: string })[],
): Promise<void> => {
  await lockProducts(
    tx,
    products.map((one) => one.id),
  );
  await updateRows(tx, {
    table: 'catalog_products',
    columns: ['id', ...contentColumns],
    numbers: [],
    rows: products.map((one) => [one.id, ...contentBinds(one)]),
  });
};

export const updateSourceHashes = (
  tx: Tx,
  products: readonly { id: string; sourceHash: string }[],
): Promise<void> =>
  updateRows(tx, {
    table: 'catalog_products',
    columns: ['id', 'source_hash'],
    numbers: [],
    rows: products.map((one) => [one.id, one.sourceHash]),
  });

export const insertImages = (
  tx: Tx,
  products: readonly { id: string; imageIds: readonly string[] }[],
): Promise<void> =>
  insertRows(tx, {
    table: 'catalog_product_images',
    columns: ['product_id', 'position', 'image_id'],
    numbers: ['position'],
    rows: products.flatMap(({ id, imageIds }) =>
      [...new Set(imageIds)].map((imageId, at) => [id, at, imageId]),
    ),
  });

export const replaceImages = async (
  tx: Tx,
  products: readonly { id: string; imageIds: readonly string[] }[],
): Promise<void> => {
  if (products.length === 0) return;
  await tx.run(`DELETE FROM catalog_product_images WHERE ${isIn(tx, 'product_id', '$1')}`, [
    JSON.stringify(products.map((one) => one.id)),
  ]);
  await insertImages(tx, products);
};

/** Those of these slugs that some product has. */
export const takenSlugs = async (tx: Tx, slugs: readonly string[]): Promise<Set<string>> => {
  const rows = await tx.rows<{ slug: string }>(
    `SELECT slug FROM catalog_products WHERE ${isIn(tx, 'slug', '$1')}`,
    [JSON.stringify(slugs)],
  );
  return new Set(rows.map((row) => row.slug));
};

/** What a buyer pays for a variant `v`, and what may be struck through. */
const price = 'COALESCE(v.live_price, v.price)';
const strike = 'CASE WHEN v.live_price IS NULL THEN v.compare_at ELSE v.price END';
const ofProduct = 'FROM catalog_variants v WHERE v.product_id = catalog_products.id';

/** Brings the prices on the cards in line with the variants, and counts the change in the version. */
export const refreshCards = async (tx: Tx, productIds: readonly string[], at: number): Promise<void> => {
  if (productIds.length === 0) return;
  await lockProducts(tx, productIds);
  await tx.run(
    `UPDATE catalog_products SET
       price_from = COALESCE((SELECT MIN(${price}) ${ofProduct}), 0),
       price_to = COALESCE((SELECT MAX(${price}) ${ofProduct}), 0),
       compare_at = (SELECT MAX(${strike}) ${ofProduct} AND ${strike} > ${price}
         AND ${price} = (SELECT MIN(COALESCE(w.live_price, w.price)) FROM catalog_variants w
           WHERE w.product_id = catalog_products.id)),
       version = version + 1, changed_at = $2
     WHERE ${isIn(tx, 'id', '$1')}`,
    [JSON.stringify(productIds), at],
  );
};

/** For good: buyers and seller no longer see it, its address is free, and a sheet may bring it as a new one. */
export const removeProduct = (tx: Tx, id: string, at: number): Promise<number> =>
  tx.run(
    `UPDATE catalog_products SET state = 'removed', slug = id, source_key = NULL, version = version + 1,
       changed_at = $2 WHERE id = $1`,
    [id, at],
  );
