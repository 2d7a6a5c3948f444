import type { Connection, Tx } from '../../../db/connection.ts';
import { insertRows, isIn, updateRows } from '../../../db/many-rows.ts';
import { type EntryRow, entryColumns } from './journal.ts';

export interface Head {
  seq: number;
  hash: string;
}
export interface SealedLine {
  account: string;
  seq: number;
  position: number;
  debit: number;
  credit: number;
  /** What the account had after it. */
  balance: number;
}

/** Any number: it only must be the same for all who seal. */
const turns = 7_431_011;

/** Two who seal at once would give the same place twice; the second waits, and then sees what the first did. */
export const takeTurn = async (tx: Tx): Promise<void> => {
  if (tx.dialect === 'postgres') await tx.rows('SELECT pg_advisory_xact_lock($1)', [turns]);
};

export const findHead = async (on: Connection): Promise<Head | undefined> => {
  const [head] = await on.rows<Head>('SELECT seq, hash FROM ledger_chain ORDER BY seq DESC LIMIT 1');
  return head;
};

/** Entries without a place, oldest first. What is in the chain already is never taken again. */
export const findUnsealed = (tx: Tx, most: number): Promise<EntryRow[]> =>
  tx.rows<EntryRow>(
    `SELECT ${entryColumns}, NULL AS seq FROM ledger_unsealed u JOIN ledger_entries e ON e.id = u.entry_id
     WHERE u.position = 0 AND NOT EXISTS (SELECT 1 FROM ledger_chain c WHERE c.entry_id = u.entry_id)
     ORDER BY u.entry_id LIMIT ${most}`,
  );

export const findFolded = async (tx: Tx, accounts: readonly string[]): Promise<Map<string, number>> => {
  const rows = await tx.rows<{ account: string; balance: number }>(
    `SELECT account, balance FROM ledger_balances WHERE ${isIn(tx, 'account', '$1')}`,
    [JSON.stringify(accounts)],
  );
  return new Map(rows.map(({ account, balance }) => [account, balance]));
};

export interface Seals {
  links: { seq: number; entryId: string; hash: string }[];
  lines: SealedLine[];
  /** The balances after, and which of their accounts are new. */
  balances: { account: string; balance: number; seq: number; isNew: boolean }[];
}

/** Writes places, lines and balances, and takes the entries off the list: together, or not at all. */
export const writeSeals = async (tx: Tx, { links, lines, balances }: Seals): Promise<void> => {
  await insertRows(tx, {
    table: 'ledger_chain',
    columns: ['seq', 'entry_id', 'hash'],
    numbers: ['seq'],
    rows: links.map(({ seq, entryId, hash }) => [seq, entryId, hash]),
  });
  await insertRows(tx, {
    table: 'ledger_lines',
    columns: ['account', 'seq', 'position', 'debit', 'credit', 'balance'],
    numbers: ['seq', 'position', 'debit', 'credit', 'balance'],
    rows: lines.map((one) => [one.account, one.seq, one.position, one.debit, one.credit, one.balance]),
  });
  const columns = ['account', 'balance', 'seq'];
  const rowsOf = (isNew: boolean) =>
    balances.filter((one) => one.isNew === isNew).map(({ account, balance, seq }) => [account, balance, seq]);
  const folded = { table: 'ledger_balances', columns, numbers: ['balance', 'seq'] };
  await insertRows(tx, { ...folded, rows: rowsOf(true) });
  await updateRows(tx, { ...folded, rows: rowsOf(false) });
  await tx.run(`DELETE FROM ledger_unsealed WHERE ${isIn(tx, 'entry_id', '$1')}`, [
    JSON.stringify(links.map((one) => one.entryId)),
  ]);
};

export const countUnsealed = async (on: Connection): Promise<number> => {
  const [row] = await on.rows<{ n: number }>('SELECT COUNT(*) AS n FROM ledger_unsealed WHERE position = 0');
  return Number(row?.n ?? 0);
};
