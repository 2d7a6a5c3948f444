import type { Tx } from '../../../db/connection.ts';

/** Counts units sold (or, below zero, given back) on a day. */
export const countSold = async (
  tx: Tx,
  productId: string,
  sold: { day: number; units: number },
): Promise<void> => {
  await tx.run(
    `INSERT INTO catalog_sold_days (product_id, day, units) VALUES ($1, $2, $3)
     ON CONFLICT (product_id, day) DO UPDATE SET units = catalog_sold_days.units + excluded.units`,
    [productId, sold.day, sold.units],
  );
  await tx.run('UPDATE catalog_products SET sold = sold + $2 WHERE id = $1', [productId, sold.units]);
};

/** Which product each of these variants is of. */
export const productsOf = async (tx: Tx, variantIds: readonly string[]): Promise<Map<string, string>> => {
  const list = variantIds.map((_, at) => `$${at + 1}`).join(', ');
  const sql = `SELECT id, product_id FROM catalog_variants WHERE id IN (${list})`;
  const rows = await tx.rows<{ id: string; product_id: string }>(sql, variantIds);
  return new Map(rows.map((row) => [row.id, row.product_id]));
};

/** Forgets what was sold before a day: corrects `sold` of products that sold since or then. */
export const forgetSoldBefore = async (tx: Tx, day: number): Promise<number> => {
  const changed = await tx.run(
    `UPDATE catalog_products SET sold = COALESCE((SELECT SUM(s.units) FROM catalog_sold_days s
       WHERE s.product_id = catalog_products.id AND s.day >= $1), 0)
     WHERE id IN (SELECT product_id FROM catalog_sold_days WHERE day < $1)`,
    [day],
  );
  await tx.run('DELETE FROM catalog_sold_days WHERE day < $1', [day]);
  return changed;
};
