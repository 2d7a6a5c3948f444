import type { News } from '../../../../../sdk/index.ts';
import type { Connection } from '../../../db/connection.ts';

export interface InboxRow {
  method: string;
  key: string;
  news: News;
  tries: number;
}

const columns = `method, content_key AS key, news, tries`;

/** The rows of payments_inbox: what providers sent, as it came. */
export class InboxStore {
  readonly #on: Connection;
  constructor(on: Connection) {
    this.#on = on;
  }

  /** False where the same message came before. `over`: it is kept, and nothing is to be done for it. */
  async add(
    row: { method: string; key: string; body: Uint8Array; news: News; over: boolean },
    now: number,
  ): Promise<boolean> {
    const added = await this.#on.run(
      `INSERT INTO payments_inbox (method, content_key, body, news, tries, try_at, heard_at, done_at)
       VALUES ($1, $2, $3, $4, 0, $5, $6, $7) ON CONFLICT (method, content_key) DO NOTHING`,
      [
        row.method,
        row.key,
        Buffer.from(row.body).toString('base64'),
        JSON.stringify(row.news),
        row.over ? null : now,
        now,
        row.over ? now : null,
      ],
    );
    return added > 0;
  }

  /** Some that wait, each for one worker until `until`. */
  async takeDue(now: number, until: number, most: number): Promise<InboxRow[]> {
    const skip = this.#on.dialect === 'postgres' ? ' FOR UPDATE SKIP LOCKED' : '';
    const rows = await this.#on.rows<Omit<InboxRow, 'news'> & { news: string }>(
      `UPDATE payments_inbox SET try_at = $2, tries = tries + 1 WHERE (method, content_key) IN (SELECT method, content_key
        FROM payments_inbox WHERE try_at <= $1 ORDER BY try_at LIMIT ${most}${skip}) RETURNING ${columns}`,
      [now, until],
    );
    return rows.map((row) => ({ ...row, news: JSON.parse(row.news) as News }));
  }

  async done({ method, key }: InboxRow, now: number): Promise<void> {
    await this.#on.run(
      'UPDATE payments_inbox SET done_at = $3, try_at = NULL WHERE method = $1 AND content_key = $2',
      [method, key, now],
    );
  }

  async tryAt({ method, key }: InboxRow, at: number): Promise<void> {
    await this.#on.run('UPDATE payments_inbox SET try_at = $3 WHERE method = $1 AND content_key = $2', [
      method,
      key,
      at,
    ]);
  }

  /** The body of what was handled long ago goes; its key stays, so that a replay stays one. */
  async forget(before: number): Promise<void> {
    await this.#on.run(`UPDATE payments_inbox SET body = '' WHERE done_at < $1 AND body <> ''`, [before]);
  }
}
