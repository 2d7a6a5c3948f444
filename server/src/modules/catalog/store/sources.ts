import type { Tx } from '../../../db/connection.ts';
import { isIn } from '../../../db/many-rows.ts';

/** A product that came by a sheet, with the hash of what the sheet said last. */
export interface Source {
  productId: string;
  sellerId: string;
  key: string;
  hash: string | null;
}

/** The products of these sellers that have these keys. */
export const findSources = async (
  tx: Tx,
  sellerIds: readonly string[],
  keys: readonly string[],
): Promise<Source[]> => {
  const rows = await tx.rows<{
    id: string;
    seller_id: string;
    source_key: string;
    source_hash: string | null;
  }>(
    `SELECT id, seller_id, source_key, source_hash FROM catalog_products
     WHERE ${isIn(tx, 'seller_id', '$1')} AND ${isIn(tx, 'source_key', '$2')}`,
    [JSON.stringify(sellerIds), JSON.stringify(keys)],
  );
  return rows.map((row) => ({
    productId: row.id,
    sellerId: row.seller_id,
    key: row.source_key,
    hash: row.source_hash,
  }));
};
