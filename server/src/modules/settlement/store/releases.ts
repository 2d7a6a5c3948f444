import type { Connection } from '../../../db/connection.ts';
import { isIn } from '../../../db/many-rows.ts';

export type ReleaseState = 'open' | 'waiting' | 'released' | 'nothing';
export interface StoredRelease {
  orderId: string;
  sellerId: string;
  buyerId: string;
  state: ReleaseState;
  /** What a courier collects, or has collected. */
  cash: number;
  total: number;
  commission: number;
  tax: number;
  fee: number;
  recovered: number;
  payable: number;
  /** What the payment provider holds of it for the seller. */
  transfer: number;
  releasedAt: number | null;
}
const columns = `order_id AS "orderId", seller_id AS "sellerId", buyer_id AS "buyerId", state, cash, total, commission, tax,
  fee, recovered, payable, transfer, released_at AS "releasedAt"`;

/** Orders on their way to their sellers' money. */
export class ReleaseStore {
  readonly #on: Connection;
  constructor(on: Connection) {
    this.#on = on;
  }

  /** An order that stands; nothing where it is known. */
  /** With one statement; those that are there already stay as they are. */
  async add(
    orders: readonly { orderId: string; sellerId: string; buyerId: string; at: number }[],
  ): Promise<void> {
    if (orders.length === 0) return;
    const binds = orders.flatMap((one) => [one.orderId, one.sellerId, one.buyerId, one.at]);
    const values = orders.map(
      (_, at) => `($${at * 4 + 1}, $${at * 4 + 2}, $${at * 4 + 3}, 'open', $${at * 4 + 4})`,
    );
    await this.#on.run(
      `INSERT INTO settlement_releases (order_id, seller_id, buyer_id, state, checked_at)
       VALUES ${values.join(', ')} ON CONFLICT (order_id) DO NOTHING`,
      binds,
    );
  }

  /** An order's row; whoever asks for it in a transaction takes turns with others who do. */
  async lock(orderId: string): Promise<StoredRelease | undefined> {
    const turns = this.#on.dialect === 'postgres' ? ' FOR UPDATE' : '';
    const sql = `SELECT ${columns} FROM settlement_releases WHERE order_id = $1${turns}`;
    return (await this.#on.rows<StoredRelease>(sql, [orderId]))[0];
  }

  /** Who brings it, and under which number. */
  async ship(orderId: string, { courier, tracking }: { courier: string; tracking: string }): Promise<void> {
    await this.#on.run('UPDATE settlement_releases SET courier = $2, tracking = $3 WHERE order_id = $1', [
      orderId,
      courier,
      tracking,
    ]);
  }

  /** The orders under a courier's number. */
  async shipped(courier: string, tracking: string): Promise<string[]> {
    const rows = await this.#on.rows<{ orderId: string }>(
      'SELECT order_id AS "orderId" FROM settlement_releases WHERE tracking = $1 AND courier = $2',
      [tracking, courier],
    );
    return rows.map((row) => row.orderId);
  }

  /** Completed: from now on only its money is waited for. */
  async complete(orderId: string, { cash, at }: { cash: number; at: number }): Promise<boolean> {
    const changed = await this.#on.run(
      `UPDATE settlement_releases SET state = 'waiting', cash = $2, completed_at = $3, checked_at = $3
       WHERE order_id = $1 AND state = 'open'`,
      [orderId, cash, at],
    );
    return changed === 1;
  }

  async checked(orderId: string, at: number): Promise<void> {
    await this.#on.run('UPDATE settlement_releases SET checked_at = $2 WHERE order_id = $1', [orderId, at]);
  }

  /** Ended without money for the seller; one that was released stays so. */
  async close(orderId: string, at: number): Promise<void> {
    await this.#on.run(
      `UPDATE settlement_releases SET state = 'nothing', checked_at = $2
       WHERE order_id = $1 AND state IN ('open', 'waiting')`,
      [orderId, at],
    );
  }

  async release(one: StoredRelease & { at: number }): Promise<void> {
    const changed = await this.#on.run(
      `UPDATE settlement_releases SET state = 'released', total = $2, commission = $3, tax = $4, fee = $5,
         recovered = $6, payable = $7, transfer = $8, transfer_open = $9, released_at = $10, checked_at = $10
       WHERE order_id = $1 AND state = 'waiting'`,
      [
        one.orderId,
        one.total,
        one.commission,
        one.tax,
        one.fee,
        one.recovered,
        one.payable,
        one.transfer,
        one.transfer > 0 ? 1 : 0,
        one.at,
      ],
    );
    if (changed !== 1) throw new Error(`The order ${one.orderId} is not waiting for its release`);
  }

  /** Those of these states that were looked at before a time, the longest ago first. */
  async unchecked(state: 'open' | 'waiting', before: number, limit: number): Promise<string[]> {
    const rows = await this.#on.rows<{ orderId: string }>(
      `SELECT order_id AS "orderId" FROM settlement_releases WHERE state = $1 AND checked_at < $2
       ORDER BY checked_at, order_id LIMIT $3`,
      [state, before, limit],
    );
    return rows.map((row) => row.orderId);
  }

  /** Those of these orders that have a row which is past `open`. */
  async known(orderIds: readonly string[]): Promise<Set<string>> {
    const rows = await this.#on.rows<{ orderId: string }>(
      `SELECT order_id AS "orderId" FROM settlement_releases
       WHERE state <> 'open' AND ${isIn(this.#on, 'order_id', '$1')}`,
      [JSON.stringify(orderIds)],
    );
    return new Set(rows.map((row) => row.orderId));
  }

  /** Orders without money for their seller yet, in the order of their ids, after this one. */
  async notReleased(after: string, limit: number): Promise<string[]> {
    const rows = await this.#on.rows<{ orderId: string }>(
      `SELECT order_id AS "orderId" FROM settlement_releases WHERE state <> 'released' AND order_id > $1
       ORDER BY order_id LIMIT $2`,
      [after, limit],
    );
    return rows.map((row) => row.orderId);
  }

  /** A seller's orders whose money is not theirs yet. */
  pending(sellerId: string): Promise<{ orderId: string; state: 'open' | 'waiting' }[]> {
    return this.#on.rows(
      `SELECT order_id AS "orderId", state FROM settlement_releases
       WHERE seller_id = $1 AND state IN ('open', 'waiting')`,
      [sellerId],
    );
  }

  /** Sellers who were ever released money, after this one. */
  async sellers(after: string, limit: number): Promise<string[]> {
    const rows = await this.#on.rows<{ sellerId: string }>(
      `SELECT DISTINCT seller_id AS "sellerId" FROM settlement_releases
       WHERE state = 'released' AND seller_id > $1 ORDER BY seller_id LIMIT $2`,
      [after, limit],
    );
    return rows.map((row) => row.sellerId);
  }

  /** Released orders in the order of their ids, after this one. */
  released(after: string, limit: number): Promise<StoredRelease[]> {
    return this.#on.rows(
      `SELECT ${columns} FROM settlement_releases WHERE state = 'released' AND order_id > $1
       ORDER BY order_id LIMIT $2`,
      [after, limit],
    );
  }

  /** Orders whose share the provider has not let go of; of one seller, or of all. */
  openTransfers(sellerId: string | null, limit: number): Promise<StoredRelease[]> {
    const of = sellerId === null ? '' : 'AND seller_id = $2';
    return this.#on.rows(
      `SELECT ${columns} FROM settlement_releases WHERE transfer_open = 1 ${of} ORDER BY checked_at LIMIT $1`,
      sellerId === null ? [limit] : [limit, sellerId],
    );
  }

  async closeTransfer(orderId: string): Promise<boolean> {
    const sql = 'UPDATE settlement_releases SET transfer_open = 0 WHERE order_id = $1 AND transfer_open = 1';
    return (await this.#on.run(sql, [orderId])) === 1;
  }

  async sumOfReleases(sellerIds: readonly string[]): Promise<Map<string, number>> {
    const rows = await this.#on.rows<{ sellerId: string; payable: number | string }>(
      `SELECT seller_id AS "sellerId", SUM(payable) AS payable FROM settlement_releases
       WHERE state = 'released' AND ${isIn(this.#on, 'seller_id', '$1')} GROUP BY seller_id`,
      [JSON.stringify(sellerIds)],
    );
    return new Map(rows.map((row) => [row.sellerId, Number(row.payable)]));
  }
}
