import type { Connection } from '../../../db/connection.ts';
import type { Wanted } from '../domain/order.ts';

export class BasketStore {
  readonly #on: Connection;
  constructor(on: Connection) {
    this.#on = on;
  }

  /** What an account has in its basket, first in first. */
  async lines(accountId: string): Promise<Wanted[]> {
    const rows = await this.#on.rows<{ variant_id: string; quantity: number }>(
      'SELECT variant_id, quantity FROM orders_baskets WHERE account_id = $1 ORDER BY added_at, variant_id',
      [accountId],
    );
    return rows.map((row) => ({ variantId: row.variant_id, quantity: row.quantity }));
  }

  async put(accountId: string, { variantId, quantity }: Wanted, now: number): Promise<void> {
    await this.#on.run(
      `INSERT INTO orders_baskets (account_id, variant_id, quantity, added_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (account_id, variant_id) DO UPDATE SET quantity = excluded.quantity`,
      [accountId, variantId, quantity, now],
    );
  }

  /** Answers how many of them were in it. */
  async take(accountId: string, variantIds: readonly string[]): Promise<number> {
    const list = variantIds.map((_, index) => `$${index + 2}`).join(', ');
    const sql = `DELETE FROM orders_baskets WHERE account_id = $1 AND variant_id IN (${list})`;
    return this.#on.run(sql, [accountId, ...variantIds]);
  }

  /** Moves a basket's lines to another account's basket; of what both have, the larger quantity stays. */
  async adopt(fromId: string, toId: string): Promise<void> {
    await this.#on.run(
      `INSERT INTO orders_baskets (account_id, variant_id, quantity, added_at)
       SELECT $2, variant_id, quantity, added_at FROM orders_baskets WHERE account_id = $1
       ON CONFLICT (account_id, variant_id) DO UPDATE SET quantity =
         CASE WHEN excluded.quantity > orders_baskets.quantity THEN excluded.quantity ELSE orders_baskets.quantity END`,
      [fromId, toId],
    );
    await this.#on.run('DELETE FROM orders_baskets WHERE account_id = $1', [fromId]);
  }
}
