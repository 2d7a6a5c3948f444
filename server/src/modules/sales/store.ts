import type { ChatLine } from '#contracts/live';
import type { SaleState } from '#contracts/sales';
import type { Bind, Connection } from '../../db/connection.ts';
import type { StoredSale } from './domain.ts';

interface SaleRow {
  id: string;
  seller_id: string;
  title: string;
  state: SaleState;
  cover_id: string | null;
  scheduled_for: number;
  started_at: number | null;
  ended_at: number | null;
  featured: string | null;
  on_air: number;
}

const toSale = (row: SaleRow): StoredSale => ({
  id: row.id,
  sellerId: row.seller_id,
  title: row.title,
  state: row.state,
  coverId: row.cover_id,
  scheduledFor: row.scheduled_for,
  startedAt: row.started_at,
  endedAt: row.ended_at,
  featured: row.featured,
  onAir: row.on_air === 1,
});

const binds = (sale: StoredSale): Bind[] => [
  sale.id,
  sale.sellerId,
  sale.title,
  sale.state,
  sale.coverId,
  sale.scheduledFor,
  sale.startedAt,
  sale.endedAt,
  sale.featured,
  sale.onAir ? 1 : 0,
];

/** `($1, $2), ($3, $4)` */
const tuples = (rows: number, width: number): string =>
  Array.from(
    { length: rows },
    (_, row) => `(${Array.from({ length: width }, (__, at) => `$${row * width + at + 1}`).join(', ')})`,
  ).join(', ');
const list = (count: number): string => Array.from({ length: count }, (_, at) => `$${at + 1}`).join(', ');

/** A place in a list of sales: their state's rank, then a time, then the id. */
export interface SalePlace {
  rank: number;
  time: number;
  id: string;
}

/** Live ones first, the newest of them on top; then the next; then what has ended, the latest first. */
const ordered = `SELECT *,
  CASE state WHEN 'live' THEN 0 WHEN 'scheduled' THEN 1 ELSE 2 END AS rank,
  CASE state WHEN 'live' THEN -started_at WHEN 'scheduled' THEN scheduled_for ELSE -ended_at END AS time
  FROM sales_sales`;

export class SaleStore {
  readonly #db: Connection;
  constructor(db: Connection) {
    this.#db = db;
  }

  async find(id: string): Promise<StoredSale | undefined> {
    return (await this.#db.rows<SaleRow>('SELECT * FROM sales_sales WHERE id = $1', [id])).map(toSale)[0];
  }

  /** Finds a sale and keeps others from changing it until this transaction ends. */
  async lock(id: string): Promise<StoredSale | undefined> {
    const lock = this.#db.dialect === 'postgres' ? ' FOR UPDATE' : '';
    return (await this.#db.rows<SaleRow>(`SELECT * FROM sales_sales WHERE id = $1${lock}`, [id])).map(
      toSale,
    )[0];
  }

  async add(sale: StoredSale): Promise<void> {
    await this.#db.run(
      `INSERT INTO sales_sales (id, seller_id, title, state, cover_id, scheduled_for, started_at, ended_at, featured,
       on_air) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      binds(sale),
    );
  }

  async save(sale: StoredSale): Promise<void> {
    await this.#db.run(
      `UPDATE sales_sales SET seller_id = $2, title = $3, state = $4, cover_id = $5, scheduled_for = $6,
       started_at = $7, ended_at = $8, featured = $9, on_air = $10 WHERE id = $1`,
      binds(sale),
    );
  }

  async remove(id: string): Promise<void> {
    await this.setRunSheet(id, []);
    await this.#db.run('DELETE FROM sales_chat WHERE sale_id = $1', [id]);
    await this.#db.run('DELETE FROM sales_sales WHERE id = $1', [id]);
  }

  /** Sales in the order of the shop's pages, after a place. */
  async list(
    states: readonly SaleState[],
    { after, since, limit }: { after: SalePlace | null; since: number; limit: number },
  ): Promise<(StoredSale & SalePlace)[]> {
    const place = after ?? { rank: -1, time: 0, id: '' };
    const wanted = states.map((_, at) => `$${at + 6}`).join(', ');
    const rows = await this.#db.rows<SaleRow & SalePlace>(
      `SELECT * FROM (${ordered}) AS placed
       WHERE (rank, time, id) > ($1, $2, $3) AND (state <> 'scheduled' OR scheduled_for >= $4) AND state IN (${wanted})
       ORDER BY rank, time, id LIMIT $5`,
      [place.rank, place.time, place.id, since, limit, ...states],
    );
    return rows.map((row) => ({ ...toSale(row), rank: Number(row.rank), time: Number(row.time) }));
  }

  /** A seller's sales, or everybody's, newest first. */
  async listNewest({ sellerId, before, limit }: { sellerId: string | null; before: string; limit: number }) {
    const rows = await this.#db.rows<SaleRow>(
      `SELECT * FROM sales_sales WHERE id < $1 AND ($2 = '' OR seller_id = $2) ORDER BY id DESC LIMIT $3`,
      [before, sellerId ?? '', limit],
    );
    return rows.map(toSale);
  }

  /** False where this seller is live already, in whatever sale. */
  async goLive({ sellerId, id }: StoredSale): Promise<boolean> {
    const added = await this.#db.run(
      'INSERT INTO sales_live (seller_id, sale_id) VALUES ($1, $2) ON CONFLICT DO NOTHING',
      [sellerId, id],
    );
    return added > 0;
  }

  async goOff(saleId: string): Promise<void> {
    await this.#db.run('DELETE FROM sales_live WHERE sale_id = $1', [saleId]);
  }

  async setOnAir(saleId: string, onAir: boolean): Promise<void> {
    await this.#db.run("UPDATE sales_sales SET on_air = $2 WHERE id = $1 AND state = 'live'", [
      saleId,
      onAir ? 1 : 0,
    ]);
  }

  /** Takes this product off the screen of a sale, if it is on it. */
  async unfeature(saleId: string, productId: string): Promise<boolean> {
    const sql = 'UPDATE sales_sales SET featured = NULL WHERE id = $1 AND featured = $2';
    return (await this.#db.run(sql, [saleId, productId])) > 0;
  }

  async runSheet(saleId: string): Promise<string[]> {
    return (await this.runSheets([saleId])).get(saleId) ?? [];
  }

  async runSheets(saleIds: readonly string[]): Promise<Map<string, string[]>> {
    const sheets = new Map<string, string[]>(saleIds.map((id) => [id, []]));
    if (saleIds.length === 0) return sheets;
    const rows = await this.#db.rows<{ sale_id: string; product_id: string }>(
      `SELECT sale_id, product_id FROM sales_run_sheet WHERE sale_id IN (${list(saleIds.length)}) ORDER BY sale_id, position`,
      [...saleIds],
    );
    for (const row of rows) sheets.get(row.sale_id)?.push(row.product_id);
    return sheets;
  }

  /** The sales that have not ended and have this product in their run sheet. */
  async salesWith(productId: string): Promise<string[]> {
    const rows = await this.#db.rows<{ id: string }>(
      `SELECT s.id FROM sales_run_sheet r JOIN sales_sales s ON s.id = r.sale_id
       WHERE r.product_id = $1 AND s.state <> 'ended'`,
      [productId],
    );
    return rows.map((row) => row.id);
  }

  async setRunSheet(saleId: string, productIds: readonly string[]): Promise<void> {
    await this.#db.run('DELETE FROM sales_run_sheet WHERE sale_id = $1', [saleId]);
    if (productIds.length === 0) return;
    await this.#db.run(
      `INSERT INTO sales_run_sheet (sale_id, position, product_id) VALUES ${tuples(productIds.length, 3)}`,
      productIds.flatMap((productId, position) => [saleId, position, productId]),
    );
  }

  async addChat(saleId: string, lines: readonly (ChatLine & { accountId: string })[]): Promise<void> {
    await this.#db.run(
      `INSERT INTO sales_chat (id, sale_id, account_id, at, name, host, text) VALUES ${tuples(lines.length, 7)}`,
      lines.flatMap((one) => [one.id, saleId, one.accountId, one.at, one.name, one.host ? 1 : 0, one.text]),
    );
  }

  /** The last lines, oldest first. */
  async lastChat(saleId: string, limit: number): Promise<ChatLine[]> {
    const rows = await this.#db.rows<{ id: string; at: number; name: string; host: number; text: string }>(
      'SELECT id, at, name, host, text FROM sales_chat WHERE sale_id = $1 ORDER BY id DESC LIMIT $2',
      [saleId, limit],
    );
    return rows.reverse().map((row) => ({ ...row, host: row.host === 1 }));
  }
}
