import type { Connection } from '../../../db/connection.ts';
import { type EntryRow, entryColumns, type StoredEntry, toEntry } from './journal.ts';

/** An entry that touched an account, and what was there after it. */
export interface AccountLine {
  entry: StoredEntry;
  debit: number;
  credit: number;
  /** On the account's own side. */
  balance: number;
}
export interface AccountPage {
  lines: AccountLine[];
  /** Hand it back as `after` for what came before; null where nothing did. */
  next: number | null;
}

type SealedRow = EntryRow & { debit: number; credit: number; balance: number };
type WaitingRow = EntryRow & { amount: number };

const toLine = ({ debit, credit, balance, ...row }: SealedRow): AccountLine => ({
  entry: toEntry(row),
  debit,
  credit,
  balance,
});

const findSealed = (
  on: Connection,
  account: string,
  { after, limit }: { after: number; limit: number },
): Promise<SealedRow[]> =>
  on.rows<SealedRow>(
    `SELECT ${entryColumns}, l.seq, l.debit, l.credit, l.balance FROM ledger_lines l
     JOIN ledger_chain c ON c.seq = l.seq JOIN ledger_entries e ON e.id = c.entry_id
     WHERE l.account = $1 AND l.seq < $2 ORDER BY l.seq DESC LIMIT $3`,
    [account, after, limit],
  );

const findWaiting = (on: Connection, account: string): Promise<WaitingRow[]> =>
  on.rows<WaitingRow>(
    `SELECT ${entryColumns}, NULL AS seq, u.amount FROM ledger_unsealed u JOIN ledger_entries e ON e.id = u.entry_id
     WHERE u.account = $1 ORDER BY u.entry_id`,
    [account],
  );

/** Entries on top of what is sealed, newest first, with the balance each left. */
const onTop = (waiting: readonly WaitingRow[], account: string, sealed: number): AccountLine[] => {
  let balance = sealed;
  const lines = waiting.map(({ amount, ...row }) => {
    balance += amount;
    const entry = toEntry(row);
    const line = entry.lines.find((one) => one.account === account);
    return { entry, debit: line?.debit ?? 0, credit: line?.credit ?? 0, balance };
  });
  return lines.toReversed();
};

/** What touched an account, newest first; the few that are not sealed yet come with the first page. */
export const findLines = async (
  on: Connection,
  { account, after, limit }: { account: string; after?: number | null; limit: number },
): Promise<AccountPage> => {
  const waiting = after == null ? await findWaiting(on, account) : [];
  const rows = await findSealed(on, account, { after: after ?? Number.MAX_SAFE_INTEGER, limit: limit + 1 });
  const known = new Set(rows.map((row) => row.id));
  // What was sealed between the two questions is in both answers.
  const still = waiting.filter((row) => !known.has(row.id));
  const shown = rows.slice(0, limit);
  return {
    lines: [...onTop(still, account, rows[0]?.balance ?? 0), ...shown.map(toLine)],
    next: rows.length > limit ? (shown.at(-1)?.seq ?? null) : null,
  };
};

const atOnce = 200;

/** Accounts of one class (`2300`) that are not at zero, one after another; as of the last sealing. */
export async function* findOpen(
  on: Connection,
  code: string,
): AsyncGenerator<{ account: string; balance: number }> {
  let after = '';
  for (;;) {
    const rows = await on.rows<{ account: string; balance: number }>(
      `SELECT account, balance FROM ledger_balances
       WHERE balance <> 0 AND account > $1 AND account LIKE $2 ORDER BY account LIMIT ${atOnce}`,
      [after, `${code}:%`],
    );
    yield* rows;
    const end = rows.at(-1);
    if (!end) return;
    after = end.account;
  }
}
