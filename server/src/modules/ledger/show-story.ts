import type { LedgerEntry, orderStory } from '#contracts/ledger';
import type { Reply } from '#contracts/route';
import { Refusal } from '../../kernel/refusal.ts';
import type { LedgerDeps } from './context.ts';
import { accountOf, classCodeOf, titleOf, unitOf } from './domain/chart.ts';
import { readBalances } from './store/balances.ts';
import { findOfOrders, type StoredEntry } from './store/journal.ts';

export const toLedgerEntry = ({ orderId: _, ...entry }: StoredEntry): LedgerEntry => ({
  ...entry,
  lines: entry.lines.map((line) => ({ ...line, title: titleOf(line.account) })),
});

/** Classes whose accounts are of this order alone; a seller's and the shop's are of many. */
const ofOneOrder = new Set(['1150', '1170', '2100', '2300', '2700']);

/** The order's own accounts; of a purchase with several orders, only its own held money. */
const ownAccounts = (orderId: string, entries: readonly StoredEntry[]): string[] => {
  const touched = entries.flatMap((entry) => entry.lines.map((line) => line.account));
  const own = touched.filter(
    (account) =>
      ofOneOrder.has(classCodeOf(account)) &&
      (classCodeOf(account) !== '2100' || account === accountOf.held(orderId)),
  );
  return [...new Set([accountOf.held(orderId), ...own])].toSorted();
};

/** Everything that is told of one order's money, and where it is now. */
export const showStory = async (
  { db, story }: LedgerDeps,
  idOrNumber: string,
): Promise<Reply<typeof orderStory>> => {
  const found = await story.find(idOrNumber);
  if (!found) throw new Refusal('ledger.unknown-order', { order: idOrNumber });
  const { id, number, state, total } = found.order;
  const entries = await findOfOrders(db, [id], [accountOf.held(id)]);
  const balances = await readBalances(db, ownAccounts(id, entries));
  return {
    order: { id, number, state, total },
    events: found.events,
    entries: entries.map(toLedgerEntry),
    balances: [...balances].map(([account, balance]) => ({
      account,
      title: titleOf(account),
      unit: unitOf(account),
      balance,
    })),
  };
};
