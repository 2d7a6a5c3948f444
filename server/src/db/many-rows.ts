import type { Bind, Connection, Tx } from './connection.ts';

/** Rows `(id, place)` of a JSON array of texts bound as `bind`: one bind, however long the list. */
export const listed = (db: Connection, bind: string): string =>
  db.dialect === 'sqlite'
    ? `(SELECT value AS id, key AS place FROM json_each(${bind}))`
    : `(SELECT t.value AS id, t.place FROM jsonb_array_elements_text(CAST(${bind} AS jsonb)) WITH ORDINALITY AS t (value, place))`;

/** `column IN (…)` for a JSON array of texts bound as `bind`. */
export const isIn = (db: Connection, column: string, bind: string): string =>
  `${column} IN (SELECT id FROM ${listed(db, bind)} AS wanted)`;

/** SQLite takes 32,766 binds in a statement and Postgres 65,535; more than this is no faster. */
const mostBinds = 6_000;

const chunks = <T>(list: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, at) => list.slice(at * size, (at + 1) * size));

const values = (rows: readonly (readonly Bind[])[], width: number): string =>
  rows
    .map(
      (_, row) =>
        `(${Array.from({ length: width }, (_, column) => `$${row * width + column + 1}`).join(', ')})`,
    )
    .join(', ');

export interface Rows {
  table: string;
  columns: readonly string[];
  rows: readonly (readonly Bind[])[];
}

/** Many rows in few statements. */
export const insertRows = async (tx: Tx, { table, columns, rows }: Rows): Promise<void> => {
  for (const chunk of chunks(rows, Math.floor(mostBinds / columns.length)))
    await tx.run(
      `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${values(chunk, columns.length)}`,
      chunk.flat(),
    );
};

/**
 * Changes many rows in few statements. The first column is the key; `set` says what becomes of the others,
 * which it reads as `v.column` (as text on Postgres, so numbers are cast).
 */
export const updateRows = async (
  tx: Tx,
  { table, columns, rows, set }: Rows & { set: string },
): Promise<void> => {
  const [key] = columns;
  for (const chunk of chunks(rows, Math.floor(mostBinds / columns.length)))
    await tx.run(
      `WITH v (${columns.join(', ')}) AS (VALUES ${values(chunk, columns.length)})
       UPDATE ${table} SET ${set} FROM v WHERE ${table}.${key} = v.${key}`,
      chunk.flat(),
    );
};
