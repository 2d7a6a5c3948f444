import { orderStory, verifyLedger } from '#contracts/ledger';
import type { AnyReaction } from '../../kernel/events/outbox.ts';
import { type AnyServed, serve } from '../../kernel/http/serve.ts';
import type { LedgerApi } from './api.ts';
import type { LedgerDeps } from './context.ts';
import { accountOf } from './domain/chart.ts';
import { lookAfterBooks } from './look-after.ts';
import { post } from './post.ts';
import { releaseOf } from './read-release.ts';
import { openSealer } from './seal.ts';
import { showStory, toLedgerEntry } from './show-story.ts';
import { findLines, findOpen } from './store/accounts.ts';
import { lockAccounts, readBalances } from './store/balances.ts';
import { findOfOrders } from './store/journal.ts';

export type { LedgerApi } from './api.ts';
export type { LedgerDeps, Story } from './context.ts';
export { bookingProblemsOf, growthsOf, shortfallsOf } from './domain/booking.ts';
export { accountOf } from './domain/chart.ts';
export type { Entry, Line } from './domain/entry.ts';
export { postings } from './domain/postings.ts';
export type { LostFrom } from './domain/postings-cash.ts';
export type { AfterRelease } from './domain/postings-orders.ts';
export type { Share } from './domain/postings-payments.ts';
export type { BooksState } from './look-after.ts';
export type { Release } from './read-release.ts';
export type { AccountLine, AccountPage } from './store/accounts.ts';
export type { Check } from './verify/verify.ts';

/** The books: double entry in whole paise and coins, append-only, chained by hashes. */
export const ledger = (deps: LedgerDeps) => {
  const sealer = openSealer(deps);
  const books = lookAfterBooks(deps, sealer);
  const api: LedgerApi = {
    post: async (tx, entry) => {
      const booked = await post(tx, entry);
      if (booked) tx.afterCommit(sealer.wake);
      return booked;
    },
    balance: async (on, account) => (await readBalances(on, [account])).get(account) ?? 0,
    balances: readBalances,
    lock: lockAccounts,
    releaseOf,
    entriesOf: async (on, orderIds) =>
      (await findOfOrders(on, orderIds, orderIds.map(accountOf.held))).map(toLedgerEntry),
    lines: findLines,
    open: findOpen,
    addCheck: books.addCheck,
    verify: books.verify,
    state: books.state,
    seal: sealer.seal,
    stop: sealer.stop,
  };
  const routes: AnyServed[] = [
    serve(verifyLedger, async () => ({ verdict: await books.verify() })),
    serve(orderStory, ({ params }) => showStory(deps, params.id)),
  ];
  const reactions: AnyReaction[] = [];
  return { api, routes, jobs: books.jobs, reactions };
};
