import { randomUUID } from 'node:crypto';
import type { Bind, Database } from '../server/src/db/connection.ts';
import { newId } from '../server/src/kernel/ids.ts';
import type { Chance } from '../server/test/random.ts';

/** What was done to the books, by somebody who has the database's own password, and how it is taken back. */
export interface Forgery {
  way: string;
  /** Where a look at the books has to point: any of these words. */
  places: string[];
  undo(): Promise<void>;
}

type Row = Record<string, Bind>;
interface Target {
  db: Database;
  chance: Chance;
  /** The place of the row in the journal, and of the last. */
  seq: number;
  last: number;
}

const entry = (seq: number): string => `entry ${seq}`;
const entryOf = 'id = (SELECT entry_id FROM ledger_chain WHERE seq = $1)';

/** Nobody but the owner of the database can do this; the shop's own statements are refused by the triggers. */
export const takeTriggersAway = async (db: Database): Promise<void> => {
  for (const table of ['ledger_entries', 'ledger_chain', 'ledger_lines'])
    if (db.dialect === 'postgres') await db.run(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
    else for (const what of ['update', 'delete']) await db.run(`DROP TRIGGER IF EXISTS ${table}_no_${what}`);
};

const putBack = async (db: Database, table: string, rows: readonly Row[]): Promise<void> => {
  for (const row of rows) {
    const columns = Object.keys(row);
    const binds = columns.map((_, at) => `$${at + 1}`);
    await db.run(
      `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${binds.join(', ')})`,
      Object.values(row),
    );
  }
};

/** A paisa more on both sides: it still balances. */
const withMore = (lines: string): string => {
  const all = JSON.parse(lines) as { unit: string; debit: number; credit: number }[];
  const debit = all.find((line) => line.debit > 0);
  const credit = all.find((line) => line.credit > 0 && line.unit === debit?.unit);
  if (debit) debit.debit += 1;
  if (credit) credit.credit += 1;
  return JSON.stringify(all);
};

const newValues: Record<string, (before: Bind) => Bind> = {
  lines: (before) => withMore(String(before)),
  at: (before) => Number(before) - 1,
  memo: () => 'a word',
  kind: () => 'applied',
  source: () => 'other',
  source_id: () => newId(),
  order_id: () => newId(),
};

const editEntry = async ({ db, chance, seq }: Target): Promise<Forgery> => {
  const column = chance.one(Object.keys(newValues));
  const id = (await db.rows<Row>('SELECT entry_id FROM ledger_chain WHERE seq = $1', [seq]))[0]?.['entry_id'];
  const found = await db.rows<Row>('SELECT * FROM ledger_entries WHERE id = $1', [id ?? null]);
  const before = found[0]?.[column] ?? null;
  const set = (value: Bind) =>
    db.run(`UPDATE ledger_entries SET ${column} = $2 WHERE id = $1`, [id ?? null, value]);
  await set(newValues[column]?.(before) ?? null);
  return { way: 'edited', places: [entry(seq)], undo: async () => void (await set(before)) };
};

const editHash = async ({ db, seq }: Target): Promise<Forgery> => {
  const found = await db.rows<Row>('SELECT hash FROM ledger_chain WHERE seq = $1', [seq]);
  const set = (hash: Bind) => db.run('UPDATE ledger_chain SET hash = $2 WHERE seq = $1', [seq, hash]);
  await set('f'.repeat(64));
  return {
    way: 'edited',
    places: [entry(seq)],
    undo: async () => void (await set(found[0]?.['hash'] ?? null)),
  };
};

const editLines = async ({ db, seq }: Target): Promise<Forgery> => {
  const add = (paise: number) =>
    db.run('UPDATE ledger_lines SET debit = debit + $2, credit = credit + $2 WHERE seq = $1', [seq, paise]);
  await add(1);
  return { way: 'edited', places: [entry(seq)], undo: async () => void (await add(-1)) };
};

const remove = async ({ db, chance, seq, last }: Target): Promise<Forgery> => {
  const [first, link, lines] = [
    await db.rows<Row>(`SELECT * FROM ledger_entries WHERE ${entryOf}`, [seq]),
    await db.rows<Row>('SELECT * FROM ledger_chain WHERE seq = $1', [seq]),
    await db.rows<Row>('SELECT * FROM ledger_lines WHERE seq = $1', [seq]),
  ];
  const [isEntry, isLink] = chance.one([
    [true, false],
    [false, true],
    [true, true],
  ] as const);
  if (isEntry) await db.run(`DELETE FROM ledger_entries WHERE ${entryOf}`, [seq]);
  if (isLink) await db.run('DELETE FROM ledger_chain WHERE seq = $1', [seq]);
  if (isEntry && isLink) await db.run('DELETE FROM ledger_lines WHERE seq = $1', [seq]);
  return {
    way: 'deleted',
    // What is cut off at the end leaves no hole: the last look at the books remembers what stood there.
    places: seq === last ? [entry(seq), `what stood at ${seq}`] : [entry(seq)],
    undo: async () => {
      if (isEntry) await putBack(db, 'ledger_entries', first);
      if (isLink) await putBack(db, 'ledger_chain', link);
      if (isEntry && isLink) await putBack(db, 'ledger_lines', lines);
    },
  };
};

const addEntry = async (db: Database, seq: number): Promise<string> => {
  const id = newId();
  await db.run(
    `INSERT INTO ledger_entries (id, kind, source, source_id, memo, at, order_id, lines)
     SELECT $1, kind, source, $2, memo, at, order_id, lines FROM ledger_entries
     WHERE id = (SELECT entry_id FROM ledger_chain WHERE seq = $3)`,
    [id, randomUUID(), seq],
  );
  return id;
};

const insertBeside = async ({ db, seq }: Target): Promise<Forgery> => {
  const id = await addEntry(db, seq);
  const undo = async () => void (await db.run('DELETE FROM ledger_entries WHERE id = $1', [id]));
  return { way: 'inserted', places: [id], undo };
};

/** All places from `seq` on move by one; below zero first, so that no two meet on the way. */
const shift = async (db: Database, from: number, by: 1 | -1): Promise<void> => {
  for (const table of ['ledger_chain', 'ledger_lines']) {
    await db.run(`UPDATE ${table} SET seq = -seq WHERE seq >= $1`, [from]);
    await db.run(`UPDATE ${table} SET seq = -seq + $1 WHERE seq < 0`, [by]);
  }
};

const squeezeIn = async ({ db, seq }: Target): Promise<Forgery> => {
  const id = await addEntry(db, seq);
  await shift(db, seq, 1);
  await db.run('INSERT INTO ledger_chain (seq, entry_id, hash) VALUES ($1, $2, $3)', [
    seq,
    id,
    'e'.repeat(64),
  ]);
  const undo = async () => {
    await db.run('DELETE FROM ledger_chain WHERE seq = $1', [seq]);
    await shift(db, seq + 1, -1);
    await db.run('DELETE FROM ledger_entries WHERE id = $1', [id]);
  };
  return { way: 'inserted', places: [entry(seq)], undo };
};

const swap = async (db: Database, one: number, other: number): Promise<void> => {
  const move = (from: number, to: number) =>
    db.run('UPDATE ledger_chain SET seq = $2 WHERE seq = $1', [from, to]);
  await move(one, -1);
  await move(other, one);
  await move(-1, other);
};

const reorder = async ({ db, chance, seq, last }: Target): Promise<Forgery> => {
  const other = 1 + ((seq - 1 + 1 + chance.below(last - 1)) % last);
  await swap(db, seq, other);
  return { way: 'reordered', places: [entry(seq)], undo: () => swap(db, seq, other) };
};

const ways = [editEntry, editEntry, editHash, editLines, remove, insertBeside, squeezeIn, reorder] as const;

/** Does one of these to the row at a place of the journal. */
export const forge = (target: Target): Promise<Forgery> => target.chance.one(ways)(target);
