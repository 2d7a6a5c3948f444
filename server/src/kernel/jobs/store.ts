import type { Connection, Database } from '../../db/connection.ts';

/** A job as it waits or runs. */
export interface StoredJob {
  id: string;
  name: string;
  payload: string;
  /** Runs so far, the present one included once it is claimed. */
  attempts: number;
  runAt: number;
}
export interface Claim {
  /** Who holds the row: what it writes counts only while this is still its name. */
  holder: string;
  until: number;
}
export interface DeadJob {
  id: string;
  name: string;
  attempts: number;
  error: string | null;
  /** When it was to run the last time. */
  since: number;
}

const due = `((state = 'waiting' AND run_at <= $1) OR (state = 'running' AND lease_until <= $1))`;
const list = (names: readonly string[], from: number): string =>
  names.map((_, at) => `$${from + at}`).join(', ');
const columns = 'id, name, payload, attempts, run_at AS "runAt"';

/** The rows of kernel_jobs. A row is claimed by a conditional UPDATE, so that one of many processes gets it. */
export class JobStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async add(job: StoredJob, on: Connection = this.#db): Promise<boolean> {
    const binds = [job.id, job.name, job.payload, job.runAt];
    const sql = `INSERT INTO kernel_jobs (id, name, payload, state, run_at, attempts) VALUES ($1, $2, $3, 'waiting', $4, 0)
      ON CONFLICT (id) DO NOTHING`;
    return (await on.run(sql, binds)) > 0;
  }

  find(id: string): Promise<StoredJob[]> {
    return this.#db.rows(`SELECT ${columns} FROM kernel_jobs WHERE id = $1 AND state <> 'dead'`, [id]);
  }

  /** What may run at `now`, longest waiting first. */
  due(now: number, names: readonly string[], most: number): Promise<StoredJob[]> {
    const sql = `SELECT ${columns} FROM kernel_jobs WHERE ${due} AND name IN (${list(names, 2)}) ORDER BY run_at, id LIMIT ${most}`;
    return names.length === 0 ? Promise.resolve([]) : this.#db.rows(sql, [now, ...names]);
  }

  /** When the next row may run; null when none waits. */
  async next(names: readonly string[]): Promise<number | null> {
    if (names.length === 0) return null;
    const sql = `SELECT MIN(CASE WHEN state = 'running' THEN lease_until ELSE run_at END) AS next FROM kernel_jobs
      WHERE state <> 'dead' AND name IN (${list(names, 1)})`;
    const [row] = await this.#db.rows<{ next: number | null }>(sql, names);
    return row?.next ?? null;
  }

  /** False when another process was faster, or the row is not due. */
  async claim(job: StoredJob, now: number, { holder, until }: Claim): Promise<boolean> {
    const sql = `UPDATE kernel_jobs SET state = 'running', holder = $2, lease_until = $3, attempts = attempts + 1
      WHERE id = $4 AND attempts = $5 AND ${due}`;
    return (await this.#db.run(sql, [now, holder, until, job.id, job.attempts])) === 1;
  }

  /** False when the lease ran out and someone else has the row. */
  async extend(id: string, { holder, until }: Claim): Promise<boolean> {
    const sql = `UPDATE kernel_jobs SET lease_until = $3 WHERE id = $1 AND holder = $2 AND state = 'running'`;
    return (await this.#db.run(sql, [id, holder, until])) === 1;
  }

  async remove(id: string, holder: string): Promise<void> {
    await this.#db.run('DELETE FROM kernel_jobs WHERE id = $1 AND holder = $2', [id, holder]);
  }

  async again(job: StoredJob, holder: string, error: string | null): Promise<void> {
    const sql = `UPDATE kernel_jobs SET state = 'waiting', holder = NULL, lease_until = NULL, run_at = $3, attempts = $4, error = $5
      WHERE id = $1 AND holder = $2`;
    await this.#db.run(sql, [job.id, holder, job.runAt, job.attempts, error]);
  }

  async bury(id: string, holder: string, error: string): Promise<void> {
    const sql = `UPDATE kernel_jobs SET state = 'dead', holder = NULL, lease_until = NULL, error = $3 WHERE id = $1 AND holder = $2`;
    await this.#db.run(sql, [id, holder, error]);
  }

  /** Rows of jobs that this process does not know. */
  async strangers(names: readonly string[]): Promise<{ name: string; rows: number }[]> {
    const known = names.length === 0 ? '' : `AND name NOT IN (${list(names, 1)})`;
    const sql = `SELECT name, COUNT(*) AS rows FROM kernel_jobs WHERE state <> 'dead' ${known} GROUP BY name ORDER BY name`;
    return this.#db.rows(sql, names);
  }

  dead(most: number): Promise<DeadJob[]> {
    return this.#db.rows(
      `SELECT id, name, attempts, error, run_at AS since FROM kernel_jobs WHERE state = 'dead' ORDER BY id DESC LIMIT ${most}`,
    );
  }

  /** Lets a dead job run again from its first attempt; undefined where it is not dead. */
  async revive(id: string, now: number): Promise<StoredJob | undefined> {
    const sql = `UPDATE kernel_jobs SET state = 'waiting', attempts = 0, run_at = $2 WHERE id = $1 AND state = 'dead'
      RETURNING ${columns}`;
    return (await this.#db.rows<StoredJob>(sql, [id, now]))[0];
  }

  /** How many rows are in each state. */
  async counts(): Promise<{ waiting: number; running: number; dead: number }> {
    const rows = await this.#db.rows<{ state: string; rows: number }>(
      'SELECT state, COUNT(*) AS rows FROM kernel_jobs GROUP BY state',
    );
    return {
      waiting: 0,
      running: 0,
      dead: 0,
      ...Object.fromEntries(rows.map((row) => [row.state, Number(row.rows)])),
    };
  }
}
