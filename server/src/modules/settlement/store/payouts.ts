import type { Bind, Connection } from '../../../db/connection.ts';
import { isIn } from '../../../db/many-rows.ts';
import type { Place } from '../places.ts';

export interface StoredPayout {
  id: string;
  sellerId: string;
  amount: number;
  state: 'prepared' | 'paid' | 'failed';
  way: 'bank' | 'route';
  name: string | null;
  ifsc: string | null;
  last4: string | null;
  sealed: string | null;
  reference: string | null;
  orderId: string | null;
  at: number;
  paidAt: number | null;
}
const columns = `id, seller_id AS "sellerId", amount, state, way, name, ifsc, last4, sealed, reference,
  order_id AS "orderId", at, paid_at AS "paidAt"`;

/** Money on its way to sellers. */
export class PayoutStore {
  readonly #on: Connection;
  constructor(on: Connection) {
    this.#on = on;
  }

  /** False where the seller has a prepared one, or this transfer is known. */
  async add(one: StoredPayout): Promise<boolean> {
    const changed = await this.#on.run(
      `INSERT INTO settlement_payouts
         (id, seller_id, amount, state, way, name, ifsc, last4, sealed, reference, order_id, at, paid_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT DO NOTHING`,
      [
        one.id,
        one.sellerId,
        one.amount,
        one.state,
        one.way,
        one.name,
        one.ifsc,
        one.last4,
        one.sealed,
        one.reference,
        one.orderId,
        one.at,
        one.paidAt,
      ],
    );
    return changed === 1;
  }

  async find(id: string): Promise<StoredPayout | undefined> {
    const sql = `SELECT ${columns} FROM settlement_payouts WHERE id = $1`;
    return (await this.#on.rows<StoredPayout>(sql, [id]))[0];
  }

  async prepared(): Promise<StoredPayout[]> {
    return this.#on.rows(
      `SELECT ${columns} FROM settlement_payouts WHERE state = 'prepared' AND way = 'bank' ORDER BY at, id`,
    );
  }

  async hasPrepared(sellerId: string): Promise<boolean> {
    const sql = "SELECT id FROM settlement_payouts WHERE seller_id = $1 AND state = 'prepared'";
    return (await this.#on.rows(sql, [sellerId])).length > 0;
  }

  /** False where it is no longer `from`. */
  async settle(
    { id, state, reference, paidAt }: Pick<StoredPayout, 'id' | 'state' | 'reference' | 'paidAt'>,
    from: StoredPayout['state'],
  ): Promise<boolean> {
    const changed = await this.#on.run(
      `UPDATE settlement_payouts SET state = $2, reference = $3, paid_at = $4
       WHERE id = $1 AND state = $5 AND way = 'bank'`,
      [id, state, reference, paidAt, from],
    );
    return changed === 1;
  }

  /** Newest first. */
  list(sellerId: string | null, after: Place | null, limit: number): Promise<StoredPayout[]> {
    const binds: Bind[] = [];
    const bind = (value: Bind): string => `$${binds.push(value)}`;
    const where = [
      sellerId !== null && `seller_id = ${bind(sellerId)}`,
      after && `(at, id) < (${bind(after.at)}, ${bind(after.id)})`,
    ].filter(Boolean);
    const sql = `SELECT ${columns} FROM settlement_payouts ${where.length > 0 ? `WHERE ${where.join(' AND ')}` : ''}
      ORDER BY at DESC, id DESC LIMIT ${bind(limit)}`;
    return this.#on.rows(sql, binds);
  }

  async sumOfPaid(sellerIds: readonly string[]): Promise<Map<string, number>> {
    const rows = await this.#on.rows<{ sellerId: string; paid: number | string }>(
      `SELECT seller_id AS "sellerId", SUM(amount) AS paid FROM settlement_payouts
       WHERE state = 'paid' AND ${isIn(this.#on, 'seller_id', '$1')} GROUP BY seller_id`,
      [JSON.stringify(sellerIds)],
    );
    return new Map(rows.map((row) => [row.sellerId, Number(row.paid)]));
  }

  /** The paid ones in the order of their ids, after this one. */
  paid(after: string, limit: number): Promise<StoredPayout[]> {
    return this.#on.rows(
      `SELECT ${columns} FROM settlement_payouts WHERE state = 'paid' AND id > $1 ORDER BY id LIMIT $2`,
      [after, limit],
    );
  }
}
