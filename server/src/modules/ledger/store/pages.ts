import type { Connection } from '../../../db/connection.ts';
import { listed } from '../../../db/many-rows.ts';
import { type EntryRow, entryColumns } from './journal.ts';
import type { SealedLine } from './seals.ts';

/** A link of the chain with its entry; the entry's columns are null where it is gone. */
export type LinkRow = Omit<EntryRow, 'id' | 'seq'> & {
  id: string | null;
  seq: number;
  entry_id: string;
  hash: string;
};

/** Small enough that one page is checked within a few milliseconds. */
export const pageOf = 80;

export const linksAfter = (on: Connection, after: number, until: number): Promise<LinkRow[]> =>
  on.rows<LinkRow>(
    `SELECT c.seq, c.entry_id, c.hash, ${entryColumns} FROM ledger_chain c LEFT JOIN ledger_entries e ON e.id = c.entry_id
     WHERE c.seq > $1 AND c.seq <= $2 ORDER BY c.seq LIMIT ${pageOf}`,
    [after, until],
  );

/** All lines of places after `after` up to `until`. */
export const linesBetween = (on: Connection, after: number, until: number): Promise<SealedLine[]> =>
  on.rows<SealedLine>(
    `SELECT account, seq, position, debit, credit, balance FROM ledger_lines
     WHERE seq > $1 AND seq <= $2 ORDER BY seq, position`,
    [after, until],
  );

/** Lines up to place `until`, account by account. */
export const linesByAccount = (
  on: Connection,
  after: Pick<SealedLine, 'account' | 'seq' | 'position'>,
  until: number,
): Promise<SealedLine[]> =>
  on.rows<SealedLine>(
    `SELECT account, seq, position, debit, credit, balance FROM ledger_lines
     WHERE (account, seq, position) > ($1, $2, $3) AND seq <= $4 ORDER BY account, seq, position LIMIT ${pageOf}`,
    [after.account, after.seq, after.position, until],
  );

export interface FoldedRow {
  account: string;
  /** What was folded; null where nothing was. */
  balance: number | null;
  /** What the last line says; null where there is none. */
  last: number | null;
}
const lastLine = (account: string): string =>
  `(SELECT l.balance FROM ledger_lines l WHERE l.account = ${account} ORDER BY l.seq DESC, l.position DESC LIMIT 1)`;

export const foldedOf = (on: Connection, accounts: readonly string[]): Promise<FoldedRow[]> =>
  on.rows<FoldedRow>(
    `SELECT wanted.id AS account, b.balance, ${lastLine('wanted.id')} AS last
     FROM ${listed(on, '$1')} AS wanted LEFT JOIN ledger_balances b ON b.account = wanted.id`,
    [JSON.stringify(accounts)],
  );

/** Folded balances, account by account. */
export const foldedAfter = (on: Connection, after: string): Promise<FoldedRow[]> =>
  on.rows<FoldedRow>(
    `SELECT b.account, b.balance, ${lastLine('b.account')} AS last FROM ledger_balances b
     WHERE b.account > $1 ORDER BY b.account LIMIT ${pageOf}`,
    [after],
  );

export interface KeyRow {
  id: string;
  source: string;
  source_id: string;
  kind: string;
  seq: number | null;
  /** 1 where it still waits for its place. */
  waits: number;
}
/** All entries by what they were booked for. */
export const keysAfter = (
  on: Connection,
  after: Pick<KeyRow, 'id' | 'source' | 'source_id' | 'kind'>,
): Promise<KeyRow[]> =>
  on.rows<KeyRow>(
    `SELECT e.id, e.source, e.source_id, e.kind, c.seq,
       CASE WHEN EXISTS (SELECT 1 FROM ledger_unsealed u WHERE u.entry_id = e.id) THEN 1 ELSE 0 END AS waits
     FROM ledger_entries e LEFT JOIN ledger_chain c ON c.entry_id = e.id
     WHERE (e.source, e.source_id, e.kind, e.id) > ($1, $2, $3, $4)
     ORDER BY e.source, e.source_id, e.kind, e.id LIMIT ${pageOf}`,
    [after.source, after.source_id, after.kind, after.id],
  );

export interface WaitingRow {
  entry_id: string;
  position: number;
  account: string;
  amount: number;
  lines: string | null;
  seq: number | null;
}
/** What counts as not sealed yet, with the entry it says it is of. */
export const waitingAfter = (
  on: Connection,
  after: Pick<WaitingRow, 'entry_id' | 'position'>,
): Promise<WaitingRow[]> =>
  on.rows<WaitingRow>(
    `SELECT u.entry_id, u.position, u.account, u.amount, e.lines, c.seq FROM ledger_unsealed u
     LEFT JOIN ledger_entries e ON e.id = u.entry_id LEFT JOIN ledger_chain c ON c.entry_id = u.entry_id
     WHERE (u.entry_id, u.position) > ($1, $2) ORDER BY u.entry_id, u.position LIMIT ${pageOf}`,
    [after.entry_id, after.position],
  );

/** Lines of places that are not in the chain up to `until`: there are none. */
export const strayLines = (on: Connection): Promise<SealedLine[]> =>
  on.rows<SealedLine>(
    `SELECT l.account, l.seq, l.position, l.debit, l.credit, l.balance FROM ledger_lines l
     WHERE l.seq < 1 OR l.seq > (SELECT COALESCE(MAX(c.seq), 0) FROM ledger_chain c) LIMIT ${pageOf}`,
  );
