import { type Sequelize, TimeoutError } from 'sequelize';
import type { Database as Raw, Statement } from 'sqlite3';
import type { Bind, Connection } from './connection.ts';

/** Our statements are some hundred texts; lists of different lengths make more, and the oldest of those go. */
const mostKept = 500;

type Failed = (Error & { code?: string }) | null;

/** The names other code knows a busy database by are Sequelize's, as on Postgres. */
const asProblem = (error: Error & { code?: string }): Error =>
  error.code === 'SQLITE_BUSY' || error.code === 'SQLITE_LOCKED'
    ? new TimeoutError(Object.assign(error, { sql: '' }))
    : error;

const named = (binds: readonly Bind[]): Record<string, Bind> =>
  Object.fromEntries(binds.map((value, index) => [`$${index + 1}`, value]));

/**
 * A SQLite connection whose statements are prepared once. Through Sequelize's query each is parsed, prepared and
 * described anew every time, which costs more than running it; Sequelize still opens and closes the connection.
 */
export class PreparedSqlite implements Connection {
  readonly dialect = 'sqlite';
  readonly #sequelize: Sequelize;
  readonly #raw: Raw;
  readonly #kept = new Map<string, Promise<Statement>>();

  constructor(sequelize: Sequelize, raw: Raw) {
    this.#sequelize = sequelize;
    this.#raw = raw;
  }

  static async over(sequelize: Sequelize): Promise<PreparedSqlite> {
    const raw = await sequelize.connectionManager.getConnection({ type: 'write' });
    return new PreparedSqlite(sequelize, raw as unknown as Raw);
  }

  async rows<Row extends object>(sql: string, binds: readonly Bind[] = []): Promise<Row[]> {
    const statement = await this.#statement(sql);
    return new Promise((resolve, reject) => {
      statement.all(named(binds), (error: Failed, rows: unknown[]) =>
        error ? reject(asProblem(error)) : resolve(rows as Row[]),
      );
    });
  }

  async run(sql: string, binds: readonly Bind[] = []): Promise<number> {
    const statement = await this.#statement(sql);
    return new Promise((resolve, reject) => {
      statement.run(named(binds), function changed(this: { changes: number }, error: Failed) {
        if (error) reject(asProblem(error));
        else resolve(this.changes);
      });
    });
  }

  async close(): Promise<void> {
    for (const sql of [...this.#kept.keys()]) await this.#forget(sql);
    await this.#sequelize.close();
  }

  #statement(sql: string): Promise<Statement> {
    const kept = this.#kept.get(sql);
    if (kept) return kept;
    const made = this.#prepare(sql);
    this.#kept.set(sql, made);
    made.catch(() => this.#kept.delete(sql));
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > mostKept && oldest !== undefined) void this.#forget(oldest);
    return made;
  }

  #prepare(sql: string): Promise<Statement> {
    return new Promise((resolve, reject) => {
      const statement = this.#raw.prepare(sql, (error: Failed) =>
        error ? reject(asProblem(error)) : resolve(statement),
      );
    });
  }

  /** What was asked of the statement before is still answered: its own queue comes first. */
  async #forget(sql: string): Promise<void> {
    const statement = await this.#kept.get(sql)?.catch(() => undefined);
    this.#kept.delete(sql);
    await new Promise<void>((resolve) => (statement ? statement.finalize(() => resolve()) : resolve()));
  }
}
