import type { Connection } from '../../db/connection.ts';

export interface SoldUnits {
  productId: string;
  title: string;
  units: number;
}

/** What each sale sold, counted from what orders tell; each order counts once however often it is told. */
export class SoldStore {
  readonly #db: Connection;
  constructor(db: Connection) {
    this.#db = db;
  }

  /** False where this order was counted before. */
  async add(order: { saleId: string; orderId: string; cancelled: boolean }, sold: readonly SoldUnits[]) {
    const cancelled = order.cancelled ? 1 : 0;
    let changed = 0;
    for (const { productId, title, units } of sold)
      changed += await this.#db.run(
        `INSERT INTO sales_sold (order_id, product_id, sale_id, title, units, cancelled)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (order_id, product_id) DO ${cancelled ? 'UPDATE SET cancelled = 1' : 'NOTHING'}`,
        [order.orderId, productId, order.saleId, title, units, cancelled],
      );
    return changed > 0;
  }

  /** What a sale sold, most first. */
  async of(saleId: string): Promise<SoldUnits[]> {
    const rows = await this.#db.rows<{ product_id: string; title: string; units: number }>(
      `SELECT product_id, MAX(title) AS title, CAST(SUM(units) AS BIGINT) AS units FROM sales_sold
       WHERE sale_id = $1 AND cancelled = 0 GROUP BY product_id ORDER BY 3 DESC, product_id`,
      [saleId],
    );
    return rows.map((row) => ({ productId: row.product_id, title: row.title, units: Number(row.units) }));
  }
}
