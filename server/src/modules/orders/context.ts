import type { Address } from '#contracts/accounts';
import type { ShopSettings } from '#contracts/shop-settings';
import type { Money } from '#contracts/values';
import type { Database, Tx } from '../../db/connection.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Outbox } from '../../kernel/events/outbox.ts';
import type { Log } from '../../kernel/log.ts';
import type { SagaRunner } from '../../kernel/saga/runner.ts';
import type { LedgerApi } from '../ledger/index.ts';
import type { LoyaltyApi } from '../loyalty/index.ts';
import type { PaymentsApi } from '../payments/index.ts';
import type { TrustApi } from '../trust/index.ts';
import type { PricedLine, Wanted } from './domain/order.ts';
import type { Delivery } from './domain/split.ts';

/** A line as catalog quotes it. */
export interface Quoted extends PricedLine {
  compareAt: Money | null;
  available: number;
}

/** What orders needs of catalog: today's prices, and stock that is held, sold and given back. */
export interface Shelves {
  quote(lines: readonly Wanted[]): Promise<Quoted[]>;
  hold(request: { holdId: string; lines: readonly Wanted[]; until: number }, tx: Tx): Promise<void>;
  release(holdId: string, tx: Tx): Promise<void>;
  take(holdId: string, tx: Tx): Promise<void>;
  /** Holds and takes at once, for a buyer who has nothing to do in between. */
  sell(request: { holdId: string; lines: readonly Wanted[] }, tx: Tx): Promise<void>;
  giveBack(holdId: string, tx: Tx): Promise<void>;
  /** Units that came back and can be sold again; the same id changes nothing. */
  restock(units: { restockId: string; lines: readonly Wanted[] }, tx: Tx): Promise<void>;
}

export interface OrdersDeps {
  db: Database;
  clock: Clock;
  log: Log;
  outbox: Outbox;
  sagas: SagaRunner;
  accounts: {
    saveAddress(accountId: string, address: Address, tx: Tx): Promise<void>;
    names(ids: readonly string[]): Promise<Map<string, string>>;
  };
  catalog: Shelves;
  payments: PaymentsApi;
  loyalty: LoyaltyApi;
  trust: TrustApi;
  ledger: LedgerApi;
  delivery: Delivery;
  times: ShopSettings['times'];
  coins: ShopSettings['coins'];
  /** Where a buyer can follow a parcel, by the couriers that plugins brought; left out where there are none. */
  couriers?: { trackingUrl(courier: string, tracking: string): string | null };
}
