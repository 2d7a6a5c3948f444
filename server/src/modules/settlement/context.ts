import type { Account } from '#contracts/accounts';
import type { Image } from '#contracts/media';
import type { OrderState } from '#contracts/orders';
import type { RefundTo } from '#contracts/returns';
import type { ShopSettings } from '#contracts/shop-settings';
import type { Money } from '#contracts/values';
import type { Courier } from '../../../../sdk/index.ts';
import type { Connection, Database, Tx } from '../../db/connection.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Outbox } from '../../kernel/events/outbox.ts';
import type { JobQueue } from '../../kernel/jobs/job.ts';
import type { Log } from '../../kernel/log.ts';
import type { Probe } from '../../kernel/saga/saga.ts';
import type { SecretBox } from '../../kernel/secret-box.ts';
import type { SheetReader } from '../../kernel/sheets.ts';
import type { Who } from '../../kernel/who.ts';
import type { LedgerApi } from '../ledger/index.ts';
import type { LoyaltyApi } from '../loyalty/index.ts';
import type { PaymentsApi } from '../payments/index.ts';

/** A line as commission is taken of it. */
export interface SoldLine {
  category: string | null;
  quantity: number;
  price: Money;
}

/** An order as settlement reads it. */
export interface SettledOrder {
  id: string;
  number: string;
  buyerId: string;
  sellerId: string;
  purchaseId: string;
  state: OrderState;
  lines: readonly SoldLine[];
  goods: Money;
  delivery: Money;
  fee: Money;
  total: Money;
  prepaid: Money;
  onDelivery: Money;
  exchangeOf: string | null;
  shipment: { courier: string; tracking: string } | null;
}

/** What settlement needs of orders. */
export interface Orders {
  find(on: Connection, id: string): Promise<SettledOrder | undefined>;
  findMany(on: Connection, ids: readonly string[]): Promise<readonly SettledOrder[]>;
  /** Ids of orders that are completed or came back after this one, in the order of ids. */
  completedAfter(on: Connection, orderId: string | null, limit: number): Promise<string[]>;
  /** Delivered → completed, and told; false where it is completed already or not delivered yet. */
  complete(
    tx: Tx,
    completion: { orderId: string; by: 'buyer' | 'time' | 'ruling'; at: number },
  ): Promise<boolean>;
  setDisputed(tx: Tx, orderId: string, disputed: boolean): Promise<unknown>;
  refund(
    tx: Tx,
    refund: { orderId: string; refundId: string; amount: Money; reason: string; to: RefundTo },
  ): Promise<unknown>;
}

export interface Audit {
  record(
    tx: Tx,
    entry: {
      actor: Who | 'system';
      action: string;
      about: string;
      reason?: string;
      details?: Record<string, unknown>;
    },
  ): Promise<unknown>;
}

/** Secrets that other modules keep sealed: seals some anew, and answers how many are left with an older key. */
export type Reseal = () => Promise<number>;

export interface SettlementDeps {
  db: Database;
  clock: Clock;
  log: Log;
  outbox: Outbox;
  jobs: JobQueue;
  accounts: {
    find(id: string): Promise<Account | undefined>;
    names(ids: readonly string[]): Promise<Map<string, string>>;
  };
  media: { images(ids: readonly string[]): Promise<Map<string, Image>> };
  audit: Audit;
  ledger: Pick<LedgerApi, 'post' | 'balance' | 'balances' | 'lock' | 'lines' | 'entriesOf' | 'addCheck'>;
  payments: Pick<
    PaymentsApi,
    | 'states'
    | 'cashOf'
    | 'findCash'
    | 'openCash'
    | 'remit'
    | 'writeOff'
    | 'releaseTransfer'
    | 'transfersOf'
    | 'contested'
  >;
  loyalty: Pick<LoyaltyApi, 'vest'>;
  orders: Orders;
  /** The couriers plugins have brought, by id. */
  couriers: { find(id: string): Courier | undefined };
  sheets: SheetReader;
  /** Where couriers' sheets are while they are read. */
  remittancesFolder: string;
  secrets: SecretBox;
  commission: ShopSettings['commission'];
  otherSecrets?: readonly Reseal[];
  /** Hears of every point where the process might die; for tests. */
  probe?: Probe;
}
