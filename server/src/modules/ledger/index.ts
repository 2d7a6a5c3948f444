import type { LedgerEntry } from '#contracts/ledger';
import type { AnyReaction } from '../../kernel/events/outbox.ts';
import type { AnyServed } from '../../kernel/http/serve.ts';
import type { AnyJob } from '../../kernel/jobs/job.ts';
import type { LedgerApi } from './api.ts';
import type { LedgerDeps } from './context.ts';
import { accountOf, titleOf } from './domain/chart.ts';
import { post } from './post.ts';
import { releaseOf } from './read-release.ts';
import { lockAccounts, readBalances } from './store/balances.ts';
import { findOfOrders, type StoredEntry } from './store/journal.ts';

export type { LedgerApi } from './api.ts';
export type { LedgerDeps, Story } from './context.ts';
export { accountOf, titleOf } from './domain/chart.ts';
export type { Entry, Line } from './domain/entry.ts';
export { postings } from './domain/postings.ts';
export type { LostFrom } from './domain/postings-cash.ts';
export type { AfterRelease } from './domain/postings-orders.ts';
export type { Share } from './domain/postings-payments.ts';
export type { Release } from './read-release.ts';

const toLedgerEntry = ({ orderId: _, ...entry }: StoredEntry): LedgerEntry => ({
  ...entry,
  lines: entry.lines.map((line) => ({ ...line, title: titleOf(line.account) })),
});

/** The books: double entry, append-only. */
export const ledger = (_deps: LedgerDeps) => {
  const api: LedgerApi = {
    post,
    balance: async (on, account) => (await readBalances(on, [account])).get(account) ?? 0,
    balances: readBalances,
    lock: lockAccounts,
    releaseOf,
    entriesOf: async (on, orderIds) =>
      (await findOfOrders(on, orderIds, orderIds.map(accountOf.held))).map(toLedgerEntry),
  };
  const routes: AnyServed[] = [];
  const jobs: AnyJob[] = [];
  const reactions: AnyReaction[] = [];
  return { api, routes, jobs, reactions };
};
