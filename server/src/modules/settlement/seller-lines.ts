import type { Connection } from '../../db/connection.ts';
import { type AccountLine, type AccountPage, accountOf } from '../ledger/index.ts';
import type { SettlementDeps } from './context.ts';

type Ledger = Pick<SettlementDeps['ledger'], 'lines'>;

/** What is not sealed yet is younger than all that is. */
const place = ({ entry }: AccountLine): number => entry.seq ?? Number.MAX_SAFE_INTEGER;
const newestFirst = (one: AccountLine, other: AccountLine): number =>
  place(other) - place(one) || (one.entry.id < other.entry.id ? 1 : -1);

/** Of what the seller came to owe beside what is payable, which stayed as it was. */
const beside = (owed: AccountPage, payable: AccountPage): AccountLine[] => {
  const known = new Set(payable.lines.map(({ entry }) => entry.id));
  return owed.lines
    .filter(({ entry }) => !known.has(entry.id))
    .map((line) => {
      const before = payable.lines.find((one) => newestFirst(line, one) < 0);
      return { ...line, debit: 0, credit: 0, balance: before?.balance ?? 0 };
    });
};

/** Everything that moved a seller's money, newest first: what is payable to them, and what only came to be owed by them. */
export const linesOf = async (
  ledger: Ledger,
  on: Connection,
  { sellerId, after, limit }: { sellerId: string; after: number | null; limit: number },
): Promise<AccountPage> => {
  const payable = await ledger.lines(on, { account: accountOf.payable(sellerId), after, limit });
  const owed = await ledger.lines(on, { account: accountOf.recoverable(sellerId), after, limit });
  const all = [...payable.lines, ...beside(owed, payable)].toSorted(newestFirst);
  const waiting = all.filter(({ entry }) => entry.seq === null);
  const sealed = all.filter(({ entry }) => entry.seq !== null);
  const shown = sealed.slice(0, limit);
  const isMore = sealed.length > limit || payable.next !== null || owed.next !== null;
  return { lines: [...waiting, ...shown], next: isMore ? (shown.at(-1)?.entry.seq ?? null) : null };
};
