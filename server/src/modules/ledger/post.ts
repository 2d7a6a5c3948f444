import type { Tx } from '../../db/connection.ts';
import { newId } from '../../kernel/ids.ts';
import { bookingProblemsOf, shortfallsOf, takenFrom } from './domain/booking.ts';
import { accountOf } from './domain/chart.ts';
import type { Entry } from './domain/entry.ts';
import { lockAccounts, readBalances } from './store/balances.ts';
import { insertEntry, isBooked } from './store/journal.ts';

const refuse = ({ kind, source, sourceId }: Entry, problems: readonly string[]): void => {
  if (problems.length > 0) throw new Error(`${kind} of ${source} ${sourceId} ${problems.join('; ')}`);
};

/**
 * Coins outstanding are what all wallets have (each entry moves both alike), and every wallet is guarded. So that
 * account needs no lock, which all who pay with coins would wait for.
 */
const needsLock = (account: string): boolean => account !== accountOf.coinsOutstanding;

/** Books an entry once. What it throws is a bug of the caller, and nothing was written then. */
export const post = async (tx: Tx, entry: Entry): Promise<boolean> => {
  refuse(entry, bookingProblemsOf(entry));
  const guarded = takenFrom(entry);
  if (guarded.length > 0) {
    await lockAccounts(tx, guarded.filter(needsLock));
    // A repeated entry has taken its amounts already, so it is looked for first.
    if (await isBooked(tx, entry)) return false;
    refuse(entry, shortfallsOf(entry, await readBalances(tx, guarded)));
  }
  return insertEntry(tx, newId(), entry);
};
