import type { Tx } from '../../db/connection.ts';
import { newId } from '../../kernel/ids.ts';
import { growthOf, isGuarded } from './domain/chart.ts';
import { type Entry, problemsOf } from './domain/entry.ts';
import { lockAccounts, readBalances } from './store/balances.ts';
import { insertEntry, isBooked } from './store/journal.ts';

const about = ({ kind, source, sourceId }: Entry): string => `${kind} of ${source} ${sourceId}`;

/** What the entry takes from each guarded account. */
const takes = (entry: Entry): Map<string, number> => {
  const grown = new Map<string, number>();
  for (const line of entry.lines)
    if (isGuarded(line.account)) grown.set(line.account, (grown.get(line.account) ?? 0) + growthOf(line));
  return new Map([...grown].filter(([, growth]) => growth < 0));
};

/**
 * Coins outstanding are what all wallets have (each entry moves both alike), and every wallet is guarded. So that
 * account needs no lock, which all who pay with coins would wait for.
 */
const needsLock = (account: string): boolean => account !== '2500';

const refuseBelowZero = async (tx: Tx, entry: Entry, taken: Map<string, number>): Promise<void> => {
  const balances = await readBalances(tx, [...taken.keys()]);
  for (const [account, growth] of taken) {
    const after = (balances.get(account) ?? 0) + growth;
    if (after < 0) throw new Error(`${about(entry)} would take ${account} to ${after}`);
  }
};

/** Books an entry once. What it throws is a bug of the caller, and nothing was written then. */
export const post = async (tx: Tx, entry: Entry): Promise<boolean> => {
  const problems = problemsOf(entry);
  if (problems.length > 0) throw new Error(`${about(entry)} ${problems.join('; ')}`);
  const taken = takes(entry);
  if (taken.size > 0) {
    await lockAccounts(tx, [...taken.keys()].filter(needsLock));
    // A repeated entry has taken its amounts already, so it is looked for first.
    if (await isBooked(tx, entry)) return false;
    await refuseBelowZero(tx, entry, taken);
  }
  return insertEntry(tx, newId(), entry);
};
