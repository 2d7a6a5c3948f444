import type { Connection, Tx } from '../../../db/connection.ts';
import type { Line } from '../domain/stock.ts';

export type HoldState = 'held' | 'taken' | 'released' | 'expired' | 'returned';

/** A variant's stock after a change; `productId` for who must be told. */
export interface StockAfter {
  productId: string;
  variantId: string;
  available: number;
}

interface HoldRow {
  lines: string;
  state: HoldState;
  taken_at: number | null;
}
export interface Hold {
  lines: Line[];
  state: HoldState;
  takenAt: number | null;
}
const holdOf = (row: HoldRow): Hold => ({
  lines: JSON.parse(row.lines) as Line[],
  state: row.state,
  takenAt: row.taken_at,
});

export interface NewHold {
  id: string;
  lines: readonly Line[];
  until: number;
}

/** False when a hold of this id is there already; a second asker waits here until the first has committed. */
export const insertHold = async (tx: Tx, { id, lines, until }: NewHold): Promise<boolean> =>
  (await tx.run(
    `INSERT INTO catalog_holds (id, lines, state, until) VALUES ($1, $2, 'held', $3) ON CONFLICT (id) DO NOTHING`,
    [id, JSON.stringify(lines), until],
  )) > 0;

/** A hold that is taken from its beginning; false when one of this id is there already. */
export const insertTaken = async (tx: Tx, { id, lines, until }: NewHold): Promise<boolean> =>
  (await tx.run(
    `INSERT INTO catalog_holds (id, lines, state, until, taken_at) VALUES ($1, $2, 'taken', $3, $3)
     ON CONFLICT (id) DO NOTHING`,
    [id, JSON.stringify(lines), until],
  )) > 0;

/** Makes an ended hold held again, with new lines. */
export const renewHold = async (tx: Tx, { id, lines, until }: NewHold): Promise<boolean> =>
  (await tx.run(
    `UPDATE catalog_holds SET state = 'held', lines = $2, until = $3
     WHERE id = $1 AND state IN ('released', 'expired')`,
    [id, JSON.stringify(lines), until],
  )) > 0;

export const findHold = async (tx: Tx, id: string): Promise<Hold | undefined> => {
  const [row] = await tx.rows<HoldRow>('SELECT lines, state, taken_at FROM catalog_holds WHERE id = $1', [
    id,
  ]);
  return row && holdOf(row);
};

export interface Move {
  id: string;
  from: HoldState;
  to: HoldState;
}

/** The hold, if it was in `from`; of two that ask at once, one gets it. */
export const moveHold = async (
  tx: Tx,
  { id, from, to }: Move,
  takenAt?: number,
): Promise<Hold | undefined> => {
  const [row] = await tx.rows<HoldRow>(
    `UPDATE catalog_holds SET state = $3, taken_at = COALESCE($4, taken_at)
     WHERE id = $1 AND state = $2 RETURNING lines, state, taken_at`,
    [id, from, to, takenAt ?? null],
  );
  return row && holdOf(row);
};

/** Holds that have run out, oldest first. */
export const holdsPast = async (db: Connection, now: number, limit: number): Promise<string[]> => {
  const rows = await db.rows<{ id: string }>(
    `SELECT id FROM catalog_holds WHERE state = 'held' AND until <= $1 ORDER BY until LIMIT $2`,
    [now, limit],
  );
  return rows.map((row) => row.id);
};

interface StockRow {
  product_id: string;
  available: number;
}
const after = (variantId: string, [row]: StockRow[]): StockAfter | undefined =>
  row && { productId: row.product_id, variantId, available: row.available };

/** Undefined when there are not that many to be had, or the product is not on sale: nothing is changed then. */
export const holdUnits = async (tx: Tx, { variantId, quantity }: Line): Promise<StockAfter | undefined> =>
  after(
    variantId,
    await tx.rows<StockRow>(
      `UPDATE catalog_variants SET available = available - $2, held = held + $2
       WHERE id = $1 AND available >= $2 AND EXISTS (SELECT 1 FROM catalog_products p
         WHERE p.id = catalog_variants.product_id AND p.state = 'published')
       RETURNING product_id, available`,
      [variantId, quantity],
    ),
  );

/** Changes a variant's units by these differences; the CHECKs of the table refuse less than none. */
export const moveUnits = async (
  tx: Tx,
  variantId: string,
  by: { available: number; held: number },
): Promise<StockAfter | undefined> =>
  after(
    variantId,
    await tx.rows<StockRow>(
      `UPDATE catalog_variants SET available = available + $2, held = held + $3
       WHERE id = $1 RETURNING product_id, available`,
      [variantId, by.available, by.held],
    ),
  );

/** Sells units that were not held, if there are enough. */
export const takeUnits = async (tx: Tx, { variantId, quantity }: Line): Promise<StockAfter | undefined> =>
  after(
    variantId,
    await tx.rows<StockRow>(
      `UPDATE catalog_variants SET available = available - $2
       WHERE id = $1 AND available >= $2 RETURNING product_id, available`,
      [variantId, quantity],
    ),
  );

/** Sells units of a product that is on sale, unheld. */
export const sellUnits = async (tx: Tx, { variantId, quantity }: Line): Promise<StockAfter | undefined> =>
  after(
    variantId,
    await tx.rows<StockRow>(
      `UPDATE catalog_variants SET available = available - $2
       WHERE id = $1 AND available >= $2 AND EXISTS (SELECT 1 FROM catalog_products p
         WHERE p.id = catalog_variants.product_id AND p.state = 'published')
       RETURNING product_id, available`,
      [variantId, quantity],
    ),
  );

export const findStock = async (
  tx: Tx,
  variantId: string,
): Promise<{ title: string; available: number; onSale: boolean } | undefined> => {
  const [row] = await tx.rows<{ title: string; available: number; state: string }>(
    `SELECT p.title, v.available, p.state FROM catalog_variants v JOIN catalog_products p ON p.id = v.product_id
     WHERE v.id = $1`,
    [variantId],
  );
  return row && { title: row.title, available: row.available, onSale: row.state === 'published' };
};

/** A hold whose units are to be counted: sold, or given back. */
export interface Ended {
  lines: Line[];
  takenAt: number;
  sign: 1 | -1;
}

interface EndedRow {
  lines: string;
  taken_at: number | null;
  counted: number;
}

/** In the order of ids: two processes that count at once take turns, and find the rows of the other counted. */
const countEnded = (tx: Tx, { where, to }: { where: string; to: number }, most: number) => {
  const turns = tx.dialect === 'postgres' ? ' FOR UPDATE SKIP LOCKED' : '';
  return tx.rows<EndedRow>(
    `UPDATE catalog_holds SET counted = ${to}
     WHERE id IN (SELECT id FROM catalog_holds WHERE ${where} ORDER BY id LIMIT $1${turns})
     RETURNING lines, taken_at, counted`,
    [most],
  );
};

const endedOf = (row: EndedRow, sign: Ended['sign']): Ended => ({
  lines: JSON.parse(row.lines) as Line[],
  takenAt: row.taken_at ?? 0,
  sign,
});

/** Sold and not counted yet; they are from here on. */
export const countTaken = async (tx: Tx, most: number): Promise<Ended[]> => {
  const rows = await countEnded(tx, { where: "state = 'taken' AND counted = 0", to: 1 }, most);
  return rows.map((row) => endedOf(row, 1));
};

/** Given back after they were counted; what was given back before that was never counted and needs no taking off. */
export const countBack = async (tx: Tx, most: number): Promise<Ended[]> => {
  await countEnded(tx, { where: "state = 'returned' AND counted = 0", to: 2 }, most);
  const rows = await countEnded(tx, { where: "state = 'returned' AND counted = 1", to: 2 }, most);
  return rows.map((row) => endedOf(row, -1));
};
