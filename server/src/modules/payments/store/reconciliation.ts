import type { ReconciliationRow } from '#contracts/payments';
import { toMoney } from '#contracts/values';
import type { Connection } from '../../../db/connection.ts';
import { newId } from '../../../kernel/ids.ts';

export type Kind = ReconciliationRow['kind'];
export type RowState = ReconciliationRow['state'];
export interface Finding {
  kind: Kind;
  method: string;
  reference: string;
  orderId: string | null;
  amount: number;
  says: string;
  state?: RowState;
  at: number;
}

const columns = 'id, kind, state, method, reference, order_id AS "orderId", amount, says, at';

/** The rows of payments_reconciliation: one a thing that does not match. */
export class ReconciliationStore {
  readonly #on: Connection;
  constructor(on: Connection) {
    this.#on = on;
  }

  /** False where it was found before. */
  async add(found: Finding): Promise<boolean> {
    const added = await this.#on.run(
      `INSERT INTO payments_reconciliation (id, kind, state, method, reference, order_id, amount, says, at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (kind, method, reference) DO NOTHING`,
      [
        newId(),
        found.kind,
        found.state ?? 'open',
        found.method,
        found.reference,
        found.orderId,
        found.amount,
        found.says.slice(0, 1_000),
        found.at,
      ],
    );
    return added > 0;
  }

  async find(id: string): Promise<ReconciliationRow | undefined> {
    const forUpdate = this.#on.dialect === 'postgres' ? ' FOR UPDATE' : '';
    const [row] = await this.#all(`id = $1${forUpdate}`, [id]);
    return row;
  }

  /** Newest first, after a place in the list. */
  list(filter: {
    state?: RowState | undefined;
    after?: { at: number; id: string } | undefined;
    most: number;
  }) {
    const { state, after, most } = filter;
    const binds = [...(after ? [after.at, after.id] : []), ...(state ? [state] : [])];
    const where = [
      ...(after ? ['(at < $1 OR (at = $1 AND id < $2))'] : []),
      ...(state ? [`state = $${binds.length}`] : []),
    ];
    const all = where.length > 0 ? where.join(' AND ') : '1 = 1';
    return this.#all(`${all} ORDER BY at DESC, id DESC LIMIT ${most}`, binds);
  }

  async setState(id: string, state: RowState, now: number): Promise<void> {
    await this.#on.run(
      `UPDATE payments_reconciliation SET state = $2, settled_at = CASE WHEN $2 = 'settled' THEN CAST($3 AS BIGINT) END WHERE id = $1`,
      [id, state, now],
    );
  }

  /** What these rows were about has come to its end, or has not after all. */
  async move(
    about: { kinds: readonly Kind[]; method: string; reference: string },
    state: RowState,
    now: number,
  ) {
    const kinds = about.kinds.map((_, at) => `$${at + 5}`).join(', ');
    await this.#on.run(
      `UPDATE payments_reconciliation SET state = $3, settled_at = CASE WHEN $3 = 'settled' THEN CAST($4 AS BIGINT) END
       WHERE method = $1 AND reference = $2 AND state <> 'settled' AND kind IN (${kinds})`,
      [about.method, about.reference, state, now, ...about.kinds],
    );
  }

  async open(): Promise<number> {
    const [row] = await this.#on.rows<{ n: number }>(
      `SELECT COUNT(*) AS n FROM payments_reconciliation WHERE state = 'open'`,
    );
    return Number(row?.n ?? 0);
  }

  async ofOrders(orderIds: readonly string[]): Promise<ReconciliationRow[]> {
    if (orderIds.length === 0) return [];
    return this.#all(`order_id IN (${orderIds.map((_, at) => `$${at + 1}`).join(', ')}) ORDER BY at`, [
      ...orderIds,
    ]);
  }

  async #all(where: string, binds: (string | number)[]): Promise<ReconciliationRow[]> {
    const rows = await this.#on.rows<ReconciliationRow & { amount: number }>(
      `SELECT ${columns} FROM payments_reconciliation WHERE ${where}`,
      binds,
    );
    return rows.map((row) => ({ ...row, amount: toMoney(row.amount) }));
  }
}
