import type { RefusalReply } from '#contracts/refusals';
import type { Connection } from '../../db/connection.ts';

export type SagaState = 'running' | 'waiting' | 'done' | 'undoing' | 'undone' | 'stuck';

/** Where a run is. `step` counts the steps done; while it is undone, those still to be undone. */
export interface Progress {
  state: SagaState;
  step: number;
  context: object;
  error: RefusalReply['error'] | null;
}

export interface StoredRun extends Progress {
  id: string;
  name: string;
  input: object;
  /** What the run was asked for; the same id with another one is refused. */
  fingerprint: string;
  /** Failures in a row, in the direction it goes. */
  attempts: number;
  deadline: number;
}

/** The right to work on a run until a time; a run without one waits until `until` for anybody. */
export interface Lease {
  owner: string | null;
  until: number;
}

interface Row {
  id: string;
  name: string;
  state: SagaState;
  step: number;
  input: string;
  context: string;
  error: string | null;
  fingerprint: string;
  attempts: number;
  deadline: number;
}

const toRun = (row: Row): StoredRun => ({
  id: row.id,
  name: row.name,
  state: row.state,
  step: row.step,
  input: JSON.parse(row.input) as object,
  context: JSON.parse(row.context) as object,
  error: row.error === null ? null : (JSON.parse(row.error) as StoredRun['error']),
  fingerprint: row.fingerprint,
  attempts: row.attempts,
  deadline: row.deadline,
});

const columns = 'id, name, state, step, input, context, error, fingerprint, attempts, lease_until, deadline';
const orNull = (error: Progress['error']) => (error ? JSON.stringify(error) : null);

/** The rows of runs, over the database or one transaction of it. */
export class SagaStore {
  readonly #on: Connection;
  constructor(on: Connection) {
    this.#on = on;
  }

  async find(id: string): Promise<StoredRun | undefined> {
    const [row] = await this.#on.rows<Row>(`SELECT ${columns} FROM kernel_sagas WHERE id = $1`, [id]);
    return row && toRun(row);
  }

  /** False where a run of this id is there already. */
  async insert(run: StoredRun, lease: Lease, now: number): Promise<boolean> {
    const changed = await this.#on.run(
      `INSERT INTO kernel_sagas (${columns}, lease_owner, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13) ON CONFLICT (id) DO NOTHING`,
      [
        run.id,
        run.name,
        run.state,
        run.step,
        JSON.stringify(run.input),
        JSON.stringify(run.context),
        orNull(run.error),
        run.fingerprint,
        run.attempts,
        lease.until,
        run.deadline,
        lease.owner,
        now,
      ],
    );
    return changed === 1;
  }

  /** Writes how far a run has come and what becomes of its lease; false where the lease went to someone else. */
  async save(run: StoredRun, owner: string, change: { lease: Lease; now: number }): Promise<boolean> {
    const changed = await this.#on.run(
      `UPDATE kernel_sagas SET state = $3, step = $4, context = $5, error = $6, attempts = $7,
              lease_owner = $8, lease_until = $9, updated_at = $10
       WHERE id = $1 AND lease_owner = $2`,
      [
        run.id,
        owner,
        run.state,
        run.step,
        JSON.stringify(run.context),
        orNull(run.error),
        run.attempts,
        change.lease.owner,
        change.lease.until,
        change.now,
      ],
    );
    return changed === 1;
  }

  async renew(id: string, owner: string, until: number): Promise<void> {
    const sql = 'UPDATE kernel_sagas SET lease_until = $3 WHERE id = $1 AND lease_owner = $2';
    await this.#on.run(sql, [id, owner, until]);
  }

  /** Takes an open run whose lease has run out (a waiting run's ends with its deadline); one taker gets it. */
  async take(id: string, lease: Lease, now: number): Promise<boolean> {
    const changed = await this.#on.run(
      `UPDATE kernel_sagas SET lease_owner = $2, lease_until = $3
       WHERE id = $1 AND state IN ('running', 'undoing', 'waiting') AND lease_until <= $4`,
      [id, lease.owner, lease.until, now],
    );
    return changed === 1;
  }

  /** Runs of these sagas that `take` would give, longest overdue first. */
  async due(names: readonly string[], now: number, most: number): Promise<string[]> {
    const list = names.map((_, index) => `$${index + 3}`).join(', ');
    const rows = await this.#on.rows<{ id: string }>(
      `SELECT id FROM kernel_sagas
       WHERE state IN ('running', 'undoing', 'waiting') AND lease_until <= $1 AND name IN (${list})
       ORDER BY lease_until LIMIT $2`,
      [now, most, ...names],
    );
    return rows.map((row) => row.id);
  }

  /** Puts a run that rests back to work; false where it does not rest in `from`. */
  async reopen(id: string, from: 'waiting' | 'stuck', now: number): Promise<boolean> {
    const changed = await this.#on.run(
      `UPDATE kernel_sagas SET state = $3, attempts = 0, lease_owner = NULL, lease_until = $4, updated_at = $4
       WHERE id = $1 AND state = $2`,
      [id, from, from === 'waiting' ? 'running' : 'undoing', now],
    );
    return changed === 1;
  }

  async stuck(): Promise<{ run: StoredRun; since: number }[]> {
    const sql = `SELECT ${columns}, updated_at FROM kernel_sagas WHERE state = 'stuck' ORDER BY created_at LIMIT 100`;
    const rows = await this.#on.rows<Row & { updated_at: number }>(sql);
    return rows.map((row) => ({ run: toRun(row), since: row.updated_at }));
  }
}
