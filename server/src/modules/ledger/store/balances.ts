import type { Connection, Tx } from '../../../db/connection.ts';
import { listed } from '../../../db/many-rows.ts';

/** What was folded, and the few lines that are not yet: in one statement, so that no line is missed or counted twice. */
const balanceOf = (account: string): string =>
  `CAST(COALESCE((SELECT b.balance FROM ledger_balances b WHERE b.account = ${account}), 0)
    + COALESCE((SELECT SUM(u.amount) FROM ledger_unsealed u WHERE u.account = ${account}), 0) AS BIGINT)`;

export const readBalances = async (
  on: Connection,
  accounts: readonly string[],
): Promise<Map<string, number>> => {
  const rows = await on.rows<{ account: string; balance: number }>(
    `SELECT wanted.id AS account, ${balanceOf('wanted.id')} AS balance FROM ${listed(on, '$1')} AS wanted`,
    [JSON.stringify([...new Set(accounts)])],
  );
  return new Map(rows.map(({ account, balance }) => [account, balance]));
};

/** Postgres only: whoever wants one of these accounts too waits until this transaction has ended. */
export const lockAccounts = async (tx: Tx, accounts: readonly string[]): Promise<void> => {
  if (tx.dialect === 'sqlite' || accounts.length === 0) return;
  // Sorted by what is locked, whoever asks, so that two can never wait for each other within one call.
  await tx.rows(
    `SELECT pg_advisory_xact_lock(sorted.key) FROM
      (SELECT DISTINCT hashtextextended(wanted.id, 0) AS key FROM ${listed(tx, '$1')} AS wanted ORDER BY key) AS sorted`,
    [JSON.stringify(accounts)],
  );
};
