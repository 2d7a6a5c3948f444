import type { Connection } from '../../../db/connection.ts';
import { isIn } from '../../../db/many-rows.ts';
import type { RowState } from '../domain/remittance.ts';
import type { Place } from '../places.ts';

export interface StoredRemittance {
  id: string;
  hash: string;
  courier: string;
  utr: string;
  state: 'reading' | 'read' | 'refused';
  sentBy: string;
  touchedAt: number;
  at: number;
}
export interface StoredRow {
  remittanceId: string;
  line: number;
  courier: string;
  awb: string;
  amount: number | null;
  deducted: number;
  state: RowState;
  orderId: string | null;
  orderNumber: string | null;
  says: string | null;
}
export interface Sums {
  remittanceId: string;
  state: RowState;
  rows: number;
  amount: number;
  deducted: number;
}

const columns = 'id, hash, courier, utr, state, sent_by AS "sentBy", touched_at AS "touchedAt", at';
const rowColumns = `remittance_id AS "remittanceId", line, courier, awb, amount, deducted, state,
  order_id AS "orderId", order_number AS "orderNumber", says`;

/** Couriers' sheets of cash, and each of their rows. */
export class RemittanceStore {
  readonly #on: Connection;
  constructor(on: Connection) {
    this.#on = on;
  }

  /** Keeps it, or answers the one that came of the same file before. */
  async begin(one: StoredRemittance): Promise<StoredRemittance> {
    await this.#on.run(
      `INSERT INTO settlement_remittances (id, hash, courier, utr, state, sent_by, touched_at, at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (hash) DO NOTHING`,
      [one.id, one.hash, one.courier, one.utr, one.state, one.sentBy, one.touchedAt, one.at],
    );
    const found = await this.findByHash(one.hash);
    if (!found) throw new Error(`The remittance ${one.id} was not kept`);
    return found;
  }

  async findByHash(hash: string): Promise<StoredRemittance | undefined> {
    const sql = `SELECT ${columns} FROM settlement_remittances WHERE hash = $1`;
    return (await this.#on.rows<StoredRemittance>(sql, [hash]))[0];
  }

  async find(id: string): Promise<StoredRemittance | undefined> {
    const sql = `SELECT ${columns} FROM settlement_remittances WHERE id = $1`;
    return (await this.#on.rows<StoredRemittance>(sql, [id]))[0];
  }

  async touch(id: string, at: number): Promise<void> {
    await this.#on.run('UPDATE settlement_remittances SET touched_at = $2 WHERE id = $1', [id, at]);
  }

  async end(id: string, { utr, at }: { utr: string; at: number }): Promise<boolean> {
    const changed = await this.#on.run(
      `UPDATE settlement_remittances SET state = 'read', utr = $2, touched_at = $3
       WHERE id = $1 AND state = 'reading'`,
      [id, utr, at],
    );
    return changed === 1;
  }

  /** Begun, and not touched since: whoever read them has died. */
  abandoned(before: number): Promise<StoredRemittance[]> {
    return this.#on.rows(
      `SELECT ${columns} FROM settlement_remittances WHERE state = 'reading' AND touched_at < $1 ORDER BY at LIMIT 20`,
      [before],
    );
  }

  async isKnownCourier(courier: string): Promise<boolean> {
    const sql = 'SELECT id FROM settlement_remittances WHERE courier = $1 LIMIT 1';
    return (await this.#on.rows(sql, [courier])).length > 0;
  }

  /** Newest first. */
  list(after: Place | null, limit: number): Promise<StoredRemittance[]> {
    const where = after ? 'WHERE (at, id) < ($2, $3)' : '';
    return this.#on.rows(
      `SELECT ${columns} FROM settlement_remittances ${where} ORDER BY at DESC, id DESC LIMIT $1`,
      after ? [limit, after.at, after.id] : [limit],
    );
  }

  /** False where the line was kept before, or the order's cash has come with another row. */
  async addRow(one: StoredRow): Promise<boolean> {
    const changed = await this.#on.run(
      `INSERT INTO settlement_remittance_rows
         (remittance_id, line, courier, awb, amount, deducted, state, order_id, order_number, says)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING`,
      [
        one.remittanceId,
        one.line,
        one.courier,
        one.awb,
        one.amount,
        one.deducted,
        one.state,
        one.orderId,
        one.orderNumber,
        one.says,
      ],
    );
    return changed === 1;
  }

  /** The cash has come with another row: kept as such, whether the row is here already or not. */
  async duplicate(one: StoredRow): Promise<void> {
    const changed = await this.#on.run(
      `UPDATE settlement_remittance_rows SET state = 'duplicate', deducted = 0, says = $3
       WHERE remittance_id = $1 AND line = $2 AND state = 'matched'`,
      [one.remittanceId, one.line, one.says],
    );
    if (changed === 0) await this.addRow({ ...one, state: 'duplicate', deducted: 0 });
  }

  /** Those of these lines that are kept already. */
  async kept(remittanceId: string, lines: { first: number; last: number }): Promise<Set<number>> {
    const rows = await this.#on.rows<{ line: number }>(
      'SELECT line FROM settlement_remittance_rows WHERE remittance_id = $1 AND line BETWEEN $2 AND $3',
      [remittanceId, lines.first, lines.last],
    );
    return new Set(rows.map((row) => row.line));
  }

  /** The first line with this number. */
  async firstLine(remittanceId: string, courier: string, awb: string): Promise<number | null> {
    const [row] = await this.#on.rows<{ line: number | null }>(
      `SELECT MIN(line) AS line FROM settlement_remittance_rows
       WHERE courier = $1 AND awb = $2 AND remittance_id = $3`,
      [courier, awb, remittanceId],
    );
    return row?.line ?? null;
  }

  /** What is flagged first, then what is booked, each in the order of lines. */
  rows(remittanceId: string, limit: number): Promise<StoredRow[]> {
    return this.#on.rows(
      `SELECT ${rowColumns} FROM settlement_remittance_rows WHERE remittance_id = $1
       ORDER BY CASE state WHEN 'matched' THEN 1 ELSE 0 END, line LIMIT $2`,
      [remittanceId, limit],
    );
  }

  async sums(remittanceIds: readonly string[]): Promise<Sums[]> {
    const rows = await this.#on.rows<
      Record<'remittanceId' | 'state' | 'rows' | 'amount' | 'deducted', string>
    >(
      `SELECT remittance_id AS "remittanceId", state, COUNT(*) AS "rows", SUM(COALESCE(amount, 0)) AS amount,
         SUM(deducted) AS deducted
       FROM settlement_remittance_rows WHERE ${isIn(this.#on, 'remittance_id', '$1')} GROUP BY remittance_id, state`,
      [JSON.stringify(remittanceIds)],
    );
    return rows.map((row) => ({
      remittanceId: row.remittanceId,
      state: row.state as RowState,
      rows: Number(row.rows),
      amount: Number(row.amount),
      deducted: Number(row.deducted),
    }));
  }

  /** Those of these numbers that were in a sheet of this courier. */
  async told(courier: string, awbs: readonly string[]): Promise<Set<string>> {
    const rows = await this.#on.rows<{ awb: string }>(
      `SELECT DISTINCT awb FROM settlement_remittance_rows WHERE courier = $2 AND ${isIn(this.#on, 'awb', '$1')}`,
      [JSON.stringify(awbs), courier],
    );
    return new Set(rows.map((row) => row.awb));
  }
}
