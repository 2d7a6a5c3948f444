import type { Bind, Connection, Tx } from './connection.ts';

/** Rows `(id, place)` of a JSON array of texts bound as `bind`: one bind, however long the list. */
export const listed = (db: Connection, bind: string): string =>
  db.dialect === 'sqlite'
    ? `(SELECT value AS id, key AS place FROM json_each(${bind}))`
    : `(SELECT t.value AS id, t.place FROM jsonb_array_elements_text(CAST(${bind} AS jsonb)) WITH ORDINALITY AS t (value, place))`;

/** `column IN (…)` for a JSON array of texts bound as `bind`. */
export const isIn = (db: Connection, column: string, bind: string): string =>
  `${column} IN (SELECT id FROM ${listed(db, bind)} AS wanted)`;

export interface Rows {
  table: string;
  /** Names of columns; those of whole numbers are in `numbers` too. */
  columns: readonly string[];
  numbers: readonly string[];
  rows: readonly (readonly Bind[])[];
}

/**
 * `SELECT` of all cells out of one bound JSON array of rows. SQLite looks each `$n` up among all the others,
 * so that a statement of 6,000 binds takes longer to bind than to run.
 */
const cells = (db: Connection, { columns, numbers }: Rows): string => {
  const typed = (column: string, at: number): string =>
    numbers.includes(column) ? `CAST(value->>${at} AS BIGINT) AS ${column}` : `value->>${at} AS ${column}`;
  return db.dialect === 'sqlite'
    ? `SELECT ${columns.map((column, at) => `json_extract(value, '$[${at}]') AS ${column}`).join(', ')} FROM json_each($1)`
    : `SELECT ${columns.map(typed).join(', ')} FROM jsonb_array_elements(CAST($1 AS jsonb)) AS given (value)`;
};

/** Half of a character cannot be stored; Postgres refuses the whole statement for it. */
const wellFormed = (_key: string, value: unknown): unknown =>
  typeof value === 'string' ? value.replace(/\p{Surrogate}/gu, '\u{fffd}') : value;

const atOnce = 1_000;

const inChunks = async (tx: Tx, sql: string, rows: Rows['rows']): Promise<void> => {
  for (let from = 0; from < rows.length; from += atOnce)
    await tx.run(sql, [JSON.stringify(rows.slice(from, from + atOnce), wellFormed)]);
};

/** Many rows in few statements. */
export const insertRows = (tx: Tx, given: Rows): Promise<void> =>
  inChunks(tx, `INSERT INTO ${given.table} (${given.columns.join(', ')}) ${cells(tx, given)}`, given.rows);

/** Sets the columns of many rows in few statements; the first column is the key. */
export const updateRows = (tx: Tx, given: Rows): Promise<void> => {
  const [key, ...changed] = given.columns;
  const set = changed.map((column) => `${column} = v.${column}`).join(', ');
  return inChunks(
    tx,
    `WITH v AS (${cells(tx, given)}) UPDATE ${given.table} SET ${set} FROM v WHERE ${given.table}.${key} = v.${key}`,
    given.rows,
  );
};
