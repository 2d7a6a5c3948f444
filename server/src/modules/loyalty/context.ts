import type { ShopSettings } from '#contracts/shop-settings';
import type { Database } from '../../db/connection.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Log } from '../../kernel/log.ts';
import type { LedgerApi } from '../ledger/index.ts';

/** What loyalty needs of the books: to write what only it knows, and to compare the wallets with them. */
export type Books = Pick<LedgerApi, 'post' | 'balances' | 'addCheck'>;

export interface LoyaltyDeps {
  db: Database;
  clock: Clock;
  log: Log;
  ledger: Books;
  settings: ShopSettings['coins'];
  /** What people call these orders, by id; orders come after loyalty, so the composition root brings it. */
  orderNumbers(orderIds: readonly string[]): Promise<Map<string, string>>;
}

/** What the use cases share. */
export type Loyalty = LoyaltyDeps;
