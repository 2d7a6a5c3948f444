import type { SheetImport } from '#contracts/imports';
import type { Bind, Connection } from '../../../db/connection.ts';
import { sentencesOf, type Tallies } from './notes.ts';

export interface Counts {
  created: number;
  updated: number;
  unchanged: number;
}
/** How far an import is. */
export interface Progress {
  /** Products and single rows dealt with, in the order of the sheet. */
  items: number;
  rows: number;
  products: Counts;
  variants: Counts;
  rejected: number;
  notes: Tallies;
  /** Bytes of errors.csv that are certain. */
  errorsLength: number;
}
export interface StoredImport {
  id: string;
  sellerId: string;
  /** Who sent it: the seller, or an operator for them. */
  senderId: string;
  file: string;
  format: SheetImport['format'];
  state: SheetImport['state'];
  pictures: string | null;
  refusal: SheetImport['refusal'];
  startedAt: number | null;
  endedAt: number | null;
  progress: Progress;
}

interface Row {
  id: string;
  seller_id: string;
  sender_id: string;
  file: string;
  format: SheetImport['format'];
  state: SheetImport['state'];
  pictures: string | null;
  progress: string;
  items: number;
  refusal: string | null;
  started_at: number | null;
  ended_at: number | null;
}

const none: Counts = { created: 0, updated: 0, unchanged: 0 };
const nothingYet: Progress = {
  items: 0,
  rows: 0,
  products: none,
  variants: none,
  rejected: 0,
  notes: {},
  errorsLength: 0,
};

const fromRow = (row: Row): StoredImport => ({
  id: row.id,
  sellerId: row.seller_id,
  senderId: row.sender_id,
  file: row.file,
  format: row.format,
  state: row.state,
  pictures: row.pictures,
  refusal: row.refusal === null ? null : (JSON.parse(row.refusal) as SheetImport['refusal']),
  startedAt: row.started_at,
  endedAt: row.ended_at,
  // Written by `save` and `add` below, and by nothing else.
  progress: JSON.parse(row.progress) as Progress,
});

/** The rows of catalog_imports. */
export class ImportStore {
  readonly #on: Connection;

  constructor(on: Connection) {
    this.#on = on;
  }

  async add(
    given: Pick<StoredImport, 'id' | 'sellerId' | 'senderId' | 'file' | 'pictures'>,
  ): Promise<StoredImport> {
    const { id, sellerId, senderId, file, pictures } = given;
    const binds = [id, sellerId, senderId, file, pictures, JSON.stringify(nothingYet)];
    const sql = `INSERT INTO catalog_imports (id, seller_id, sender_id, file, pictures, state, items, progress)
      VALUES ($1, $2, $3, $4, $5, 'waiting', 0, $6)`;
    await this.#on.run(sql, binds);
    return {
      ...given,
      progress: nothingYet,
      format: null,
      state: 'waiting',
      refusal: null,
      startedAt: null,
      endedAt: null,
    };
  }

  async find(id: string): Promise<StoredImport | undefined> {
    const [row] = await this.#on.rows<Row>('SELECT * FROM catalog_imports WHERE id = $1', [id]);
    return row && fromRow(row);
  }

  /** The newest first; those of one seller, or of all. */
  async list(sellerId: string | null, most: number): Promise<StoredImport[]> {
    const of = sellerId === null ? '' : 'WHERE seller_id = $1 OR sender_id = $1';
    const binds: Bind[] = sellerId === null ? [] : [sellerId];
    const rows = await this.#on.rows<Row>(
      `SELECT * FROM catalog_imports ${of} ORDER BY id DESC LIMIT ${most}`,
      binds,
    );
    return rows.map(fromRow);
  }

  async begin(id: string, format: SheetImport['format'], now: number): Promise<void> {
    const sql = `UPDATE catalog_imports SET state = 'running', format = $2, started_at = COALESCE(started_at, $3) WHERE id = $1`;
    await this.#on.run(sql, [id, format, now]);
  }

  /** False when another run of the import is further: what was done here must not be. */
  async save(id: string, before: number, progress: Progress): Promise<boolean> {
    const sql = `UPDATE catalog_imports SET progress = $3, items = $4 WHERE id = $1 AND items = $2 AND state = 'running'`;
    return (await this.#on.run(sql, [id, before, JSON.stringify(progress), progress.items])) === 1;
  }

  async end(id: string, now: number, refusal: SheetImport['refusal'] = null): Promise<void> {
    const sql = `UPDATE catalog_imports SET state = $2, ended_at = $3, refusal = $4 WHERE id = $1 AND ended_at IS NULL`;
    await this.#on.run(sql, [id, refusal ? 'failed' : 'done', now, refusal && JSON.stringify(refusal)]);
  }
}

/** An import as its seller sees it. */
export const toImport = (one: StoredImport): SheetImport => ({
  id: one.id,
  file: one.file,
  format: one.format,
  state: one.state,
  rows: one.progress.rows,
  products: one.progress.products,
  variants: one.progress.variants,
  rejected: one.progress.rejected,
  notes: sentencesOf(one.progress.notes),
  refusal: one.refusal,
  startedAt: one.startedAt,
  endedAt: one.endedAt,
});
