import type { LedgerEntry, Verdict } from '#contracts/ledger';
import type { Connection, Tx } from '../../db/connection.ts';
import type { Entry } from './domain/entry.ts';
import type { BooksState } from './look-after.ts';
import type { Release } from './read-release.ts';
import type { AccountPage } from './store/accounts.ts';
import type { Check } from './verify/verify.ts';

export interface LedgerApi {
  /**
   * Books an entry. False: the same (source, sourceId, kind) was booked before, and nothing was written. Throws (a bug
   * of the caller, nothing written) where it does not balance, is not whole, or takes a guarded account below zero.
   */
  post(tx: Tx, entry: Entry): Promise<boolean>;
  /** On the account's own side: what is there of an asset, what is owed of a debt. */
  balance(on: Connection, account: string): Promise<number>;
  balances(on: Connection, accounts: readonly string[]): Promise<Map<string, number>>;
  /** Whoever reads these accounts and then books on them: one after another until the transaction ends. */
  lock(tx: Tx, accounts: readonly string[]): Promise<void>;
  /** How an order's money was divided at its release. */
  releaseOf(on: Connection, orderId: string): Promise<Release | undefined>;
  /** Everything booked for these orders, oldest first. */
  entriesOf(on: Connection, orderIds: readonly string[]): Promise<LedgerEntry[]>;
  /** What touched an account, newest first, with the balance after each. `after`: the `next` of the page before. */
  lines(
    on: Connection,
    asked: { account: string; after?: number | null; limit: number },
  ): Promise<AccountPage>;
  /** Accounts of one class (`2300`) that are not at zero, as of the last sealing: for checks. */
  open(on: Connection, code: string): AsyncIterable<{ account: string; balance: number }>;
  /** An invariant that needs another module's tables. Before the first look, so where the shop is put together. */
  addCheck(check: Check): void;
  /** Looks at all of the books, keeps the verdict and tells of what broke. */
  verify(): Promise<Verdict>;
  /** How the last look ended. */
  state(): Promise<BooksState>;
  /** Gives everything booked so far its place in the chain; it happens by itself a little after each booking. */
  seal(): Promise<void>;
  /** When the server stops: ends what is being sealed. */
  stop(): Promise<void>;
}
