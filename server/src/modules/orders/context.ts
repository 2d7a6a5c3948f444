import type { Address } from '#contracts/accounts';
import type { ShopSettings } from '#contracts/shop-settings';
import type { Money } from '#contracts/values';
import type { Connection, Database, Tx } from '../../db/connection.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Outbox } from '../../kernel/events/outbox.ts';
import type { Log } from '../../kernel/log.ts';
import type { SagaRunner } from '../../kernel/saga/runner.ts';
import type { Probe } from '../../kernel/saga/saga.ts';
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

/** What the provider is to hold for which seller, by order; sellers without an account there are left out. */
export type SharesOf = (
  on: Connection,
  parcels: readonly {
    orderId: string;
    sellerId: string;
    lines: readonly PricedLine[];
    goods: number;
    delivery: number;
    fee: number;
    total: number;
    prepaid: number;
  }[],
) => Promise<Map<string, { account: string; amount: number }>>;

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
  /** Settlement comes after orders, so the composition root brings it; left out where no provider holds shares. */
  shares?: SharesOf;
  /** Where a buyer can follow a parcel, by the couriers that plugins brought; left out where there are none. */
  couriers?: { trackingUrl(courier: string, tracking: string): string | null };
  /** Hears of every point where this module might die. */
  probe?: Probe;
}
