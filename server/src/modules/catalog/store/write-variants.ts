import type { Bind, Tx } from '../../../db/connection.ts';
import { insertRows, isIn, updateRows } from '../../../db/many-rows.ts';
import { type FilterName, filterNames, fold, type Options, optionsKey } from '../domain/options.ts';
import { stockedVariantOf, type VariantRow, variantColumns } from './variants.ts';

/** What a seller says about a variant; prices and stock besides. */
export interface VariantContent {
  sku: string | null;
  options: Options;
  price: number;
  compareAt: number | null;
}
export interface VariantSource {
  sourceKey: string | null;
  sourceHash: string | null;
  /** The stock the sheet said last; what buyers and the seller did since is not undone by the same sheet. */
  sourceStock: number | null;
}
export interface NewVariant extends VariantContent, VariantSource {
  id: string;
  productId: string;
  position: number;
  stock: number;
}
export interface ChangedVariant extends VariantContent, VariantSource {
  id: string;
  position: number;
  available: number;
}

const facetBinds = (options: Options): Bind[] =>
  filterNames.flatMap((name: FilterName) => {
    const value = Object.hasOwn(options, name) ? (options[name] ?? null) : null;
    return [value, value === null ? null : fold(value)];
  });
const facetColumns = filterNames.flatMap((name) => [name, `${name}_key`]);

const textColumns = ['sku', 'options', 'options_key', 'source_key', 'source_hash', ...facetColumns];
const textBinds = (one: VariantContent & VariantSource): Bind[] => [
  one.sku,
  JSON.stringify(one.options),
  optionsKey(one.options),
  one.sourceKey,
  one.sourceHash,
  ...facetBinds(one.options),
];
const numberColumns = ['position', 'price', 'compare_at', 'source_stock', 'available'];

export const insertVariants = (tx: Tx, variants: readonly NewVariant[]): Promise<void> =>
  insertRows(tx, {
    table: 'catalog_variants',
    columns: ['id', 'product_id', ...textColumns, ...numberColumns],
    numbers: numberColumns,
    rows: variants.map((one) => [
      one.id,
      one.productId,
      ...textBinds(one),
      one.position,
      one.price,
      one.compareAt,
      one.sourceStock,
      one.stock,
    ]),
  });

export const updateVariants = (tx: Tx, variants: readonly ChangedVariant[]): Promise<void> =>
  updateRows(tx, {
    table: 'catalog_variants',
    columns: ['id', ...textColumns, ...numberColumns],
    numbers: numberColumns,
    rows: variants.map((one) => [
      one.id,
      ...textBinds(one),
      one.position,
      one.price,
      one.compareAt,
      one.sourceStock,
      one.available,
    ]),
  });

export type LockedVariant = ReturnType<typeof stockedVariantOf> &
  VariantSource & { optionsKey: string; position: number };

/**
 * The variants of some products, kept from changing until the transaction ends: locked in the order of
 * ids, as holds take them, and before their products.
 */
export const lockVariants = async (tx: Tx, productIds: readonly string[]): Promise<LockedVariant[]> => {
  type Row = VariantRow & {
    options_key: string;
    position: number;
    source_key: string | null;
    source_hash: string | null;
    source_stock: number | null;
  };
  const rows = await tx.rows<Row>(
    `SELECT ${variantColumns}, v.options_key, v.position, v.source_key, v.source_hash, v.source_stock
     FROM catalog_variants v WHERE ${isIn(tx, 'v.product_id', '$1')} ORDER BY v.id
     ${tx.dialect === 'postgres' ? 'FOR UPDATE' : ''}`,
    [JSON.stringify(productIds)],
  );
  return rows.map((row) => ({
    ...stockedVariantOf(row),
    optionsKey: row.options_key,
    position: row.position,
    sourceKey: row.source_key,
    sourceHash: row.source_hash,
    sourceStock: row.source_stock,
  }));
};

export const setUsualPrice = (
  tx: Tx,
  id: string,
  usual: { price: number; compareAt: number | null },
): Promise<number> =>
  tx.run('UPDATE catalog_variants SET price = $2, compare_at = $3 WHERE id = $1', [
    id,
    usual.price,
    usual.compareAt,
  ]);

export const setAvailable = (tx: Tx, id: string, available: number): Promise<number> =>
  tx.run('UPDATE catalog_variants SET available = $2 WHERE id = $1', [id, available]);

/** Null for both takes the live price off. */
export const setLive = (
  tx: Tx,
  ids: readonly string[],
  live: { price: number; saleId: string } | null,
): Promise<number> =>
  tx.run(`UPDATE catalog_variants SET live_price = $2, live_sale_id = $3 WHERE ${isIn(tx, 'id', '$1')}`, [
    JSON.stringify(ids),
    live?.price ?? null,
    live?.saleId ?? null,
  ]);

/** The products that have a price of this sale, and the variants that do. */
export const liveIn = async (tx: Tx, saleId: string): Promise<{ productId: string; variantId: string }[]> => {
  const rows = await tx.rows<{ id: string; product_id: string }>(
    'SELECT id, product_id FROM catalog_variants WHERE live_sale_id = $1',
    [saleId],
  );
  return rows.map((row) => ({ productId: row.product_id, variantId: row.id }));
};
