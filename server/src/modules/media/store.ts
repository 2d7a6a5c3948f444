import type { Image } from '#contracts/media';
import type { Connection, Tx } from '../../db/connection.ts';
import { insertRows, isIn } from '../../db/many-rows.ts';
import type { EncodedPicture } from '../../kernel/picture-encoder.ts';
import type { PictureState } from './api.ts';

/** An image whose files are there, kept under `hash`. */
export interface ReadyImage {
  image: Image;
  hash: string;
}
interface ImageRow {
  id: string;
  alt: string;
  hash: string;
  width: number;
  height: number;
  widths: string;
  placeholder: string | null;
}
const columns = 'id, alt, hash, width, height, widths, placeholder';

const readyOf = ({ hash, widths, ...row }: ImageRow): ReadyImage => ({
  hash,
  image: {
    id: row.id,
    alt: row.alt,
    width: row.width,
    height: row.height,
    widths: JSON.parse(widths) as number[],
    placeholder: row.placeholder,
  },
});

export const findReady = async (db: Connection, ids: readonly string[]): Promise<ReadyImage[]> => {
  const rows = await db.rows<ImageRow>(
    `SELECT ${columns} FROM media_images WHERE ${isIn(db, 'id', '$1')} AND state = 'ready'`,
    [JSON.stringify(ids)],
  );
  return rows.map(readyOf);
};

/** The first image made of these bytes. */
export const findByHash = async (db: Connection, hash: string): Promise<ReadyImage | undefined> => {
  const [row] = await db.rows<ImageRow>(
    `SELECT ${columns} FROM media_images WHERE hash = $1 AND state = 'ready' ORDER BY id LIMIT 1`,
    [hash],
  );
  return row && readyOf(row);
};

export const findStates = async (
  db: Connection,
  ids: readonly string[],
): Promise<Map<string, PictureState>> => {
  const rows = await db.rows<PictureState & { id: string }>(
    `SELECT id, state, source, reason FROM media_images WHERE ${isIn(db, 'id', '$1')}`,
    [JSON.stringify(ids)],
  );
  return new Map(rows.map(({ id, ...state }) => [id, state]));
};

export interface NewReadyImage {
  id: string;
  alt: string;
  hash: string;
  picture: EncodedPicture;
  at: number;
}
export const insertReady = async (tx: Tx, { id, alt, hash, picture, at }: NewReadyImage): Promise<void> => {
  await tx.run(
    `INSERT INTO media_images (id, state, alt, hash, width, height, widths, placeholder, created_at)
     VALUES ($1, 'ready', $2, $3, $4, $5, $6, $7, $8)`,
    [id, alt, hash, picture.width, picture.height, JSON.stringify(picture.widths), picture.placeholder, at],
  );
};

export interface NewLinkedImage {
  id: string;
  alt: string;
  source: string;
  /** What tells addresses apart; the same address is fetched once. */
  sourceKey: string;
  at: number;
}
export const insertWaiting = (tx: Tx, images: readonly NewLinkedImage[]): Promise<void> =>
  insertRows(tx, {
    table: 'media_images',
    columns: ['id', 'state', 'alt', 'source', 'source_key', 'created_at'],
    numbers: ['created_at'],
    rows: images.map((one) => [one.id, 'waiting', one.alt, one.source, one.sourceKey, one.at]),
  });

export interface LinkedImage {
  id: string;
  state: PictureState['state'];
  sourceKey: string;
}
export const findBySource = async (tx: Tx, keys: readonly string[]): Promise<LinkedImage[]> => {
  const rows = await tx.rows<{ id: string; state: PictureState['state']; source_key: string }>(
    `SELECT id, state, source_key FROM media_images WHERE ${isIn(tx, 'source_key', '$1')}`,
    [JSON.stringify(keys)],
  );
  return rows.map((row) => ({ id: row.id, state: row.state, sourceKey: row.source_key }));
};

/** Failed ones are tried once more. */
export const waitAgain = (tx: Tx, ids: readonly string[]): Promise<number> =>
  tx.run(`UPDATE media_images SET state = 'waiting' WHERE ${isIn(tx, 'id', '$1')} AND state = 'failed'`, [
    JSON.stringify(ids),
  ]);

export const findWaiting = async (db: Connection, id: string): Promise<{ source: string } | undefined> => {
  const [row] = await db.rows<{ source: string }>(
    `SELECT source FROM media_images WHERE id = $1 AND state = 'waiting' AND source IS NOT NULL`,
    [id],
  );
  return row;
};

/** False when it was ready before. */
export const markReady = async (
  tx: Tx,
  id: string,
  made: { hash: string; picture: EncodedPicture },
): Promise<boolean> =>
  (await tx.run(
    `UPDATE media_images SET state = 'ready', reason = NULL, hash = $2, width = $3, height = $4, widths = $5,
       placeholder = $6 WHERE id = $1 AND state = 'waiting'`,
    [
      id,
      made.hash,
      made.picture.width,
      made.picture.height,
      JSON.stringify(made.picture.widths),
      made.picture.placeholder,
    ],
  )) > 0;

export const noteProblem = (
  db: Connection,
  id: string,
  problem: { reason: string; state: 'waiting' | 'failed' },
): Promise<number> =>
  db.run(`UPDATE media_images SET state = $2, reason = $3 WHERE id = $1 AND state = 'waiting'`, [
    id,
    problem.state,
    problem.reason,
  ]);
