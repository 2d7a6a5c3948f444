import type { Connection, Tx } from '../../../db/connection.ts';
import { isIn, listed } from '../../../db/many-rows.ts';

export type ProductState = 'published' | 'draft' | 'removed';

/** What a product's card needs. */
export interface CardRecord {
  id: string;
  sellerId: string;
  slug: string;
  title: string;
  priceFrom: number;
  priceTo: number;
  compareAt: number | null;
  soldOut: boolean;
  imageIds: string[];
}

export interface ProductRecord extends CardRecord {
  description: string;
  category: string | null;
  tags: string[];
  optionNames: string[];
  state: ProductState;
  version: number;
}

export interface CardRow {
  id: string;
  seller_id: string;
  slug: string;
  title: string;
  price_from: number;
  price_to: number;
  compare_at: number | null;
  images: string | null;
  sold_out: number;
}
interface ProductRow extends CardRow {
  description: string;
  category: string | null;
  tags: string;
  option_names: string;
  state: ProductState;
  version: number;
}

/** The columns of a card, of `catalog_products p`: all in one query, so that a page of a list is one query. */
export const cardColumns = `p.id, p.seller_id, p.slug, p.title, p.price_from, p.price_to, p.compare_at,
  (SELECT string_agg(i.image_id, ',' ORDER BY i.position)
   FROM catalog_product_images i WHERE i.product_id = p.id) AS images,
  CASE WHEN EXISTS (SELECT 1 FROM catalog_variants v WHERE v.product_id = p.id AND v.available > 0)
    THEN 0 ELSE 1 END AS sold_out`;
const productColumns = `${cardColumns}, p.description, p.category, p.tags, p.option_names, p.state, p.version`;

export const cardOf = (row: CardRow): CardRecord => ({
  id: row.id,
  sellerId: row.seller_id,
  slug: row.slug,
  title: row.title,
  priceFrom: row.price_from,
  priceTo: row.price_to,
  compareAt: row.compare_at,
  soldOut: row.sold_out === 1,
  imageIds: row.images?.split(',') ?? [],
});

const productOf = (row: ProductRow): ProductRecord => ({
  ...cardOf(row),
  description: row.description,
  category: row.category,
  tags: JSON.parse(row.tags) as string[],
  optionNames: JSON.parse(row.option_names) as string[],
  state: row.state,
  version: row.version,
});

/** Published ones among these, in the order asked for. */
export const cardsByIds = async (db: Connection, ids: readonly string[]): Promise<CardRecord[]> => {
  if (ids.length === 0) return [];
  const rows = await db.rows<CardRow>(
    `SELECT ${cardColumns} FROM ${listed(db, '$1')} AS wanted JOIN catalog_products p ON p.id = wanted.id
     WHERE p.state = 'published' ORDER BY wanted.place`,
    [JSON.stringify(ids)],
  );
  return rows.map(cardOf);
};

/** Those among these that are not removed, in the order asked for. */
export const productsByIds = async (db: Connection, ids: readonly string[]): Promise<ProductRecord[]> => {
  if (ids.length === 0) return [];
  const rows = await db.rows<ProductRow>(
    `SELECT ${productColumns} FROM ${listed(db, '$1')} AS wanted JOIN catalog_products p ON p.id = wanted.id
     WHERE p.state <> 'removed' ORDER BY wanted.place`,
    [JSON.stringify(ids)],
  );
  return rows.map(productOf);
};

export const findPublished = async (db: Connection, slugOrId: string): Promise<ProductRecord | undefined> => {
  const [row] = await db.rows<ProductRow>(
    `SELECT ${productColumns} FROM catalog_products p WHERE (p.slug = $1 OR p.id = $1) AND p.state = 'published'`,
    [slugOrId],
  );
  return row && productOf(row);
};

/** Published products after one, in the order of ids: for whoever reads them all. */
export const publishedAfter = async (
  db: Connection,
  afterId: string | null,
  limit: number,
): Promise<ProductRecord[]> => {
  const rows = await db.rows<ProductRow>(
    `SELECT ${productColumns} FROM catalog_products p
     WHERE p.state = 'published' AND p.id > $1 ORDER BY p.id LIMIT $2`,
    [afterId ?? '', limit],
  );
  return rows.map(productOf);
};

export interface StudioQuery {
  /** Null for an operator, who sees all. */
  sellerId: string | null;
  q: string | null;
  beforeId: string | null;
  limit: number;
}

/** `%` and `_` that a person typed are letters, not wildcards. */
const containing = (typed: string): string => `%${typed.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;

/** A seller's products that are not removed, newest first. */
export const studioPage = async (db: Connection, query: StudioQuery): Promise<ProductRecord[]> => {
  const binds: (string | number)[] = [query.limit];
  const bind = (value: string): string => `$${binds.push(value)}`;
  const where = [`p.state <> 'removed'`];
  if (query.sellerId !== null) where.push(`p.seller_id = ${bind(query.sellerId)}`);
  if (query.beforeId !== null) where.push(`p.id < ${bind(query.beforeId)}`);
  if (query.q !== null) {
    const like = bind(containing(query.q));
    where.push(`(LOWER(p.title) LIKE ${like} ESCAPE '\\' OR EXISTS (SELECT 1 FROM catalog_variants v
      WHERE v.product_id = p.id AND LOWER(v.sku) LIKE ${like} ESCAPE '\\'))`);
  }
  const rows = await db.rows<ProductRow>(
    `SELECT ${productColumns} FROM catalog_products p WHERE ${where.join(' AND ')} ORDER BY p.id DESC LIMIT $1`,
    binds,
  );
  return rows.map(productOf);
};

/** Some who have products here, at most so many. */
export const someSellers = async (db: Connection, most: number): Promise<string[]> => {
  const found: string[] = [];
  while (found.length < most) {
    // One step of the index for each: a shop may have very many products of very few sellers.
    const [row] = await db.rows<{ id: string }>(
      `SELECT seller_id AS id FROM catalog_products WHERE seller_id > $1 AND state <> 'removed'
       ORDER BY seller_id LIMIT 1`,
      [found.at(-1) ?? ''],
    );
    if (!row) return found;
    found.push(row.id);
  }
  return found;
};

/** Whose product each is; removed ones are left out. */
export const sellersOf = async (db: Connection, ids: readonly string[]): Promise<Map<string, string>> => {
  const rows = await db.rows<{ id: string; seller_id: string }>(
    `SELECT id, seller_id FROM catalog_products WHERE ${isIn(db, 'id', '$1')} AND state <> 'removed'`,
    [JSON.stringify(ids)],
  );
  return new Map(rows.map((row) => [row.id, row.seller_id]));
};

/** The products that show any of these pictures. */
export const productsWithImages = async (db: Connection, imageIds: readonly string[]): Promise<string[]> => {
  const rows = await db.rows<{ product_id: string }>(
    `SELECT DISTINCT product_id FROM catalog_product_images WHERE ${isIn(db, 'image_id', '$1')}`,
    [JSON.stringify(imageIds)],
  );
  return rows.map((row) => row.product_id);
};

/** Keeps products from changing until the transaction ends; in the order of ids, as everybody takes them. */
export const lockProducts = async (tx: Tx, ids: readonly string[]): Promise<void> => {
  if (tx.dialect === 'sqlite' || ids.length === 0) return;
  await tx.rows(`SELECT id FROM catalog_products WHERE ${isIn(tx, 'id', '$1')} ORDER BY id FOR UPDATE`, [
    JSON.stringify(ids),
  ]);
};
