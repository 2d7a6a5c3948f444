import type { LedgerEntry } from '#contracts/ledger';
import type { Connection, Tx } from '../../db/connection.ts';
import type { Entry } from './domain/entry.ts';
import type { Release } from './read-release.ts';

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
}
