import type { Connection } from '../../../db/connection.ts';

/** How a way of paying is, and how far the reconciler has come with it. */
export interface MethodMarks {
  method: string;
  problem: string | null;
  heardAt: number | null;
  reconciledAt: number | null;
  /** Payments made before this are all seen. */
  lookedUntil: number | null;
  /** Days before this are all looked at. */
  settledUntil: number | null;
  settledLook: number | null;
  pauseUntil: number;
  pauses: number;
}

const columns = `method, problem, heard_at AS "heardAt", reconciled_at AS "reconciledAt", looked_until AS "lookedUntil",
  settled_until AS "settledUntil", settled_look AS "settledLook", pause_until AS "pauseUntil", pauses`;

export class MethodStore {
  readonly #on: Connection;
  constructor(on: Connection) {
    this.#on = on;
  }

  async find(method: string): Promise<MethodMarks> {
    const [row] = await this.#on.rows<MethodMarks>(
      `SELECT ${columns} FROM payments_methods WHERE method = $1`,
      [method],
    );
    if (row) return row;
    await this.#ensure(method);
    return {
      method,
      problem: null,
      heardAt: null,
      reconciledAt: null,
      lookedUntil: null,
      settledUntil: null,
      settledLook: null,
      pauseUntil: 0,
      pauses: 0,
    };
  }

  async all(): Promise<Map<string, MethodMarks>> {
    const rows = await this.#on.rows<MethodMarks>(`SELECT ${columns} FROM payments_methods`);
    return new Map(rows.map((row) => [row.method, row]));
  }

  async setProblem(method: string, problem: string | null): Promise<void> {
    await this.#ensure(method);
    await this.#on.run('UPDATE payments_methods SET problem = $2 WHERE method = $1', [method, problem]);
  }

  /** Written at most once a minute: a burst of messages is not a burst of writes to one row. */
  async heard(method: string, now: number): Promise<void> {
    const changed = await this.#on.run(
      'UPDATE payments_methods SET heard_at = $2 WHERE method = $1 AND (heard_at IS NULL OR heard_at < $3)',
      [method, now, now - 60_000],
    );
    if (changed === 0)
      await this.#on.run(
        `INSERT INTO payments_methods (method, heard_at, pause_until, pauses) VALUES ($1, $2, 0, 0)
         ON CONFLICT (method) DO NOTHING`,
        [method, now],
      );
  }

  async reconciled(method: string, marks: { now: number; lookedUntil: number | null }): Promise<void> {
    await this.#on.run(
      `UPDATE payments_methods SET reconciled_at = $2, looked_until = COALESCE($3, looked_until), pauses = 0
       WHERE method = $1`,
      [method, marks.now, marks.lookedUntil],
    );
  }

  async settlementsSeen(method: string, marks: { until: number; now: number }): Promise<void> {
    await this.#on.run(
      'UPDATE payments_methods SET settled_until = $2, settled_look = $3 WHERE method = $1',
      [method, marks.until, marks.now],
    );
  }

  async pause(method: string, until: number): Promise<void> {
    await this.#on.run(
      'UPDATE payments_methods SET pause_until = $2, pauses = pauses + 1 WHERE method = $1',
      [method, until],
    );
  }

  async #ensure(method: string): Promise<void> {
    await this.#on.run(
      'INSERT INTO payments_methods (method, pause_until, pauses) VALUES ($1, 0, 0) ON CONFLICT (method) DO NOTHING',
      [method],
    );
  }
}
