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

/** A line as commission is taken of it. */
export interface SoldLine {
  productId: string;
  sellerId: string;
  quantity: number;
  price: Money;
}

/** An order as settlement reads it. */
export interface SettledOrder {
  id: string;
  number: string;
  buyerId: string;
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
}

/** What settlement needs of orders. */
export interface Orders {
  find(on: Connection, id: string): Promise<SettledOrder | undefined>;
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
  /** Ids of completed orders after this one, in the order of ids: what the sweep looks through. */
  completedAfter(on: Connection, orderId: string | null, limit: number): Promise<string[]>;
}

interface LedgerLine {
  account: string;
  unit: 'INR' | 'COIN';
  debit: number;
  credit: number;
}
export interface Entry {
  kind: string;
  source: string;
  sourceId: string;
  memo: string;
  at: number;
  orderId?: string | null;
  lines: LedgerLine[];
}
/** An entry as the ledger gives it back. */
export interface Booked {
  id: string;
  kind: string;
  source: string;
  sourceId: string;
  at: number;
  orderId?: string | null;
  seq: number | null;
  lines: readonly LedgerLine[];
}
export interface AccountLine {
  entry: Booked;
  /** Of the account after the entry, on its normal side. */
  balance: number;
}
export interface Released {
  total: number;
  commission: number;
  tax: number;
  fee: number;
  payable: number;
}
export interface Check {
  id: string;
  title: string;
  run(on: Connection): AsyncIterable<string> | Promise<string[]>;
}

/** What settlement needs of the ledger. */
export interface Ledger {
  post(tx: Tx, entry: Entry): Promise<boolean>;
  balance(on: Connection, account: string): Promise<number>;
  balances(on: Connection, accounts: readonly string[]): Promise<Map<string, number>>;
  lock(tx: Tx, accounts: readonly string[]): Promise<void>;
  addCheck(check: Check): void;
}

export type CashState = 'promised' | 'collected' | 'remitted' | 'void' | 'written-off';
export interface Cash {
  orderId: string;
  state: CashState;
  amount: Money;
  courier: string | null;
  awb: string | null;
  collectedAt: number | null;
}

/** What settlement needs of payments. */
export interface Payments {
  states(
    on: Connection,
    paymentIds: readonly string[],
  ): Promise<Map<string, 'pending' | 'authorised' | 'captured' | 'void'>>;
  cashOf(on: Connection, orderIds: readonly string[]): Promise<Map<string, Cash>>;
  findCash(on: Connection, parcel: { courier: string; awb: string }): Promise<Cash | undefined>;
  openCash(on: Connection, of: { courier: string; before: number }): Promise<readonly Cash[]>;
  remit(
    tx: Tx,
    cash: {
      orderId: string;
      amount: Money;
      deducted: Money;
      remittanceId: string;
      utr: string;
      at: number;
    },
  ): Promise<unknown>;
  writeOff(tx: Tx, cash: { orderId: string; reason: string; at: number }): Promise<unknown>;
  releaseTransfer(tx: Tx, orderId: string): Promise<unknown>;
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
  catalog: { categories(productIds: readonly string[]): Promise<Map<string, string | null>> };
  audit: Audit;
  ledger: Ledger;
  payments: Payments;
  loyalty: { vest(tx: Tx, order: { orderId: string; at: number }): Promise<number> };
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
