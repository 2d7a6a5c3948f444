import type { Connection } from '../../../db/connection.ts';
import { isIn } from '../../../db/many-rows.ts';
import type { Options } from '../domain/options.ts';
import type { StockedVariant } from '../domain/prices.ts';

export interface VariantRow {
  id: string;
  product_id: string;
  sku: string | null;
  options: string;
  price: number;
  compare_at: number | null;
  live_price: number | null;
  available: number;
  held: number;
}

export const variantColumns = `v.id, v.product_id, v.sku, v.options, v.price, v.compare_at, v.live_price,
  v.available, v.held`;

export const stockedVariantOf = (row: VariantRow): StockedVariant => ({
  id: row.id,
  productId: row.product_id,
  sku: row.sku,
  options: JSON.parse(row.options) as Options,
  usualPrice: row.price,
  usualCompareAt: row.compare_at,
  livePrice: row.live_price,
  available: row.available,
  held: row.held,
});

/** The variants of some products, by product, each in its order. */
export const variantsOf = async (
  db: Connection,
  productIds: readonly string[],
): Promise<Map<string, StockedVariant[]>> => {
  const found = new Map<string, StockedVariant[]>(productIds.map((id) => [id, []]));
  if (productIds.length === 0) return found;
  const rows = await db.rows<VariantRow>(
    `SELECT ${variantColumns} FROM catalog_variants v
     WHERE ${isIn(db, 'v.product_id', '$1')} ORDER BY v.product_id, v.position, v.id`,
    [JSON.stringify(productIds)],
  );
  for (const row of rows) found.get(row.product_id)?.push(stockedVariantOf(row));
  return found;
};

export interface QuotedRecord extends StockedVariant {
  sellerId: string;
  slug: string;
  title: string;
  category: string | null;
  imageIds: string[];
}

/** Variants that can be bought, with what their lines in a basket show. */
export const quotedVariants = async (
  db: Connection,
  ids: readonly string[],
): Promise<Map<string, QuotedRecord>> => {
  type Row = VariantRow & {
    seller_id: string;
    slug: string;
    title: string;
    category: string | null;
    images: string | null;
  };
  const rows = await db.rows<Row>(
    `SELECT ${variantColumns}, p.seller_id, p.slug, p.title, p.category,
       (SELECT string_agg(i.image_id, ',' ORDER BY i.position)
        FROM catalog_product_images i WHERE i.product_id = p.id) AS images
     FROM catalog_variants v JOIN catalog_products p ON p.id = v.product_id
     WHERE ${isIn(db, 'v.id', '$1')} AND p.state = 'published'`,
    [JSON.stringify(ids)],
  );
  return new Map(
    rows.map((row) => [
      row.id,
      {
        ...stockedVariantOf(row),
        sellerId: row.seller_id,
        slug: row.slug,
        title: row.title,
        category: row.category,
        imageIds: row.images?.split(',') ?? [],
      },
    ]),
  );
};

export const productOfVariant = async (db: Connection, variantId: string): Promise<string | undefined> => {
  const [row] = await db.rows<{ product_id: string }>(
    'SELECT product_id FROM catalog_variants WHERE id = $1',
    [variantId],
  );
  return row?.product_id;
};
