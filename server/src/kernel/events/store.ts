import type { EventName, EventPayload } from '../../../../sdk/events.ts';
import type { Connection, Database } from '../../db/connection.ts';
import type { Fact } from './outbox.ts';

interface Row {
  id: string;
  name: string;
  at: number;
  payload: string;
}

/** What one statement takes of facts: four binds each, far below what either database allows. */
const atOnce = 500;

/** The rows of kernel_outbox. */
export class OutboxStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async add(tx: Connection, facts: readonly Fact[]): Promise<void> {
    for (let from = 0; from < facts.length; from += atOnce) {
      const some = facts.slice(from, from + atOnce);
      const values = some
        .map((_, at) => `($${at * 4 + 1}, $${at * 4 + 2}, $${at * 4 + 3}, $${at * 4 + 4})`)
        .join(', ');
      const binds = some.flatMap((fact) => [fact.id, fact.name, fact.at, JSON.stringify(fact.payload)]);
      await tx.run(`INSERT INTO kernel_outbox (id, name, at, payload) VALUES ${values}`, binds);
    }
  }

  /** The oldest facts that were not told, told at or before `until`. */
  async untold(until: number, most: number): Promise<Fact[]> {
    const sql = `SELECT id, name, at, payload FROM kernel_outbox WHERE told_at IS NULL AND at <= $1 ORDER BY id LIMIT ${most}`;
    const rows = await this.#db.rows<Row>(sql, [until]);
    return rows.map(({ id, name, at, payload }) => {
      // Only `add` writes these rows, with the name's own payload.
      return { id, name: name as EventName, at, payload: JSON.parse(payload) as EventPayload<EventName> };
    });
  }

  async markTold(ids: readonly string[], now: number): Promise<void> {
    for (let from = 0; from < ids.length; from += atOnce) {
      const some = ids.slice(from, from + atOnce);
      const list = some.map((_, at) => `$${at + 2}`).join(', ');
      await this.#db.run(`UPDATE kernel_outbox SET told_at = $1 WHERE id IN (${list})`, [now, ...some]);
    }
  }

  /** Forgets what was told before `before`. */
  prune(before: number): Promise<number> {
    return this.#db.run('DELETE FROM kernel_outbox WHERE told_at < $1', [before]);
  }
}
