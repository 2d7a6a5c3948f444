import type { Address } from '#contracts/accounts';
import type { PaymentAction } from '#contracts/orders';
import type { RefundTo } from '#contracts/returns';
import type { PaymentMethod } from '#contracts/shop';
import type { Money } from '#contracts/values';
import type { Authorisation, PaymentProvider } from '../../../../sdk/index.ts';
import type { Connection, Tx } from '../../db/connection.ts';

/**
 * `pending`: the buyer has to pay. `authorised`: a provider has promised it. `captured`: it is taken and booked.
 * `void`: it was undone, or its time is over; what arrives for it all the same is told as `payment.authorised`.
 */
export type PaymentState = 'pending' | 'authorised' | 'captured' | 'void';
export type CashState = 'promised' | 'collected' | 'remitted' | 'void' | 'written-off';
export type RefundState = 'owed' | 'sent' | 'processed' | 'failed';

/** What one order has in a payment: `cash` of it is in the amount, `coins` are spent beside it. */
export interface OpenShare {
  orderId: string;
  sellerId: string;
  cash: Money;
  coins: number;
  /** The seller's part, where the provider holds it for them. */
  transfer?: { account: string; amount: Money };
}
/** One payment of one purchase: `amount` is the sum of its shares' `cash`. */
export interface OpenPayment {
  paymentId: string;
  purchaseId: string;
  buyerId: string;
  method: string;
  amount: Money;
  /** What people call the order. */
  number: string;
  address: Address;
  expiresAt: number;
  shares: readonly OpenShare[];
}

export interface ShopMethod extends PaymentMethod {
  kind: 'online' | 'on-delivery';
}
export type Usable = { on: true } | { on: false; says: string };

export interface CashPromise {
  orderId: string;
  amount: Money;
  method: string;
  buyerId: string;
  /** Spent with the cash, when it is collected. */
  coins: number;
}
export interface CashOf {
  state: CashState;
  amount: Money;
  courier: string | null;
  awb: string | null;
  collectedAt: number | null;
}
export interface OpenCash {
  orderId: string;
  courier: string;
  awb: string;
  amount: Money;
  state: CashState;
  collectedAt: number;
}

export interface AskedRefund {
  refundId: string;
  orderId: string;
  /** The online payment it goes back to; null for cash. */
  paymentId: string | null;
  amount: Money;
  to: RefundTo;
  reason: string;
}
export interface RefundOf {
  refundId: string;
  orderId: string;
  amount: Money;
  state: RefundState;
  to: 'source' | 'upi' | 'bank';
  /** Made at the provider's own dashboard, not by the shop. */
  foreign: boolean;
  owedAt: number;
  processedAt: number | null;
}
export interface TransferOf {
  transferId: string;
  sellerId: string;
  amount: Money;
  reversed: number;
  state: 'held' | 'releasing' | 'released' | 'settled' | 'reversed' | 'failed';
}

export interface PaymentsApi {
  /** Brings a way of paying into the shop; refuses a second one of the same id. */
  register(provider: PaymentProvider): void;
  /** The shop's ways of paying, with what each adds to this total. */
  methods(total: Money): ShopMethod[];
  find(method: string): PaymentProvider | undefined;
  /** Origins the page may load from while somebody pays. */
  origins(): string[];
  /** Whether a provider's keys are for tests. */
  test(): boolean;
  /** Off where the provider refuses the shop's keys; it comes back by itself. */
  usable(method: string): Usable;

  open(tx: Tx, payment: OpenPayment): Promise<void>;
  /**
   * Asks the provider; writes nothing. A decline is an answer; `payment.not-now` and `payment.not-for-these` are
   * refusals; anything else thrown means that the outcome is unknown: ask again.
   */
  authorise(payment: OpenPayment): Promise<Authorisation>;
  opened(tx: Tx, paymentId: string, answer: Authorisation): Promise<void>;
  action(on: Connection, paymentIds: readonly string[]): Promise<Map<string, PaymentAction | null>>;
  states(on: Connection, paymentIds: readonly string[]): Promise<Map<string, PaymentState>>;
  /** Whether there is money that can be claimed. */
  isAuthorised(tx: Tx, paymentId: string): Promise<boolean>;
  /** The stock is sold to this payment: it is captured right after the commit. */
  claim(tx: Tx, paymentId: string): Promise<void>;
  /** The purchase was undone: what arrives later is told, and is nobody's until claimed or refused. */
  expire(tx: Tx, paymentId: string): Promise<void>;
  /** Money that cannot be used: never captured, or given back where it was. */
  refuse(tx: Tx, paymentId: string, reason: string): Promise<void>;
  /** A browser's proof. Refuses `payment.not-genuine`, `payment.checking` and, where it failed, `payment.declined`. */
  confirm(paymentId: string, proof: Readonly<Record<string, string>>): Promise<void>;
  /** The same for browsers that come back by a form; answers the path to show. */
  returned(method: string, paymentId: string, form: Readonly<Record<string, string>>): Promise<string>;

  /** Cash that a courier is to collect. */
  promise(tx: Tx, cash: CashPromise): Promise<void>;
  /** It was collected at the door: false where it was already, or is not to be. */
  collect(tx: Tx, cash: { orderId: string; courier: string; awb: string; at: number }): Promise<boolean>;
  /** The courier handed it over, `deducted` kept by them: false where it was already. */
  remit(
    tx: Tx,
    cash: {
      orderId: string;
      amount: Money;
      deducted: number;
      remittanceId: string;
      utr: string | null;
      at: number;
    },
  ): Promise<boolean>;
  /** These orders are somebody else's now: a visitor has signed in. Before the wallets, in the same `tx`. */
  adopt(
    tx: Tx,
    of: { orders: readonly { id: string; purchaseId: string }[]; buyerId: string },
  ): Promise<void>;
  cashOf(on: Connection, orderIds: readonly string[]): Promise<Map<string, CashOf>>;
  /** Cash under a tracking number, whatever its state. */
  findCash(on: Connection, parcel: { courier: string; awb: string }): Promise<OpenCash | undefined>;
  /** Collected before a time and not handed over, oldest first. */
  openCash(on: Connection, filter: { courier?: string; before: number }): Promise<OpenCash[]>;
  /** Cash that will never come; whoever approved it is recorded by the caller. False where it was handed over. */
  writeOff(tx: Tx, cash: { orderId: string; approvedBy: string; at: number }): Promise<boolean>;
  /** Cancelled before capture or collection. False: the money is here, it has to be refunded. */
  giveUp(tx: Tx, of: { paymentId?: string; orderId?: string }): Promise<boolean>;

  /**
   * Owed from this transaction on, sent after it. The caller has booked 2300:{refundId}; this books the rest when it
   * is processed. Refuses `refund.too-much`, `refund.no-destination`, `payment.not-captured`.
   */
  refund(tx: Tx, refund: AskedRefund): Promise<void>;
  refundsOf(on: Connection, orderIds: readonly string[]): Promise<Map<string, RefundOf[]>>;
  /** Those of these orders whose payment a buyer's bank disputes just now: the money may have to go. */
  contested(on: Connection, orderIds: readonly string[]): Promise<Set<string>>;
  /** The seller's share at the provider is theirs; a fact `transfer.moved` tells when it has reached them. */
  releaseTransfer(tx: Tx, orderId: string): Promise<void>;
  transfersOf(on: Connection, orderIds: readonly string[]): Promise<Map<string, TransferOf>>;
  /** What an operator should look at: rows that are open, refunds to be paid by hand, ways of paying that are off. */
  alarms(on: Connection): Promise<{ reconciliation: number; manualRefunds: number; off: string[] }>;
  /** Seals with the key in use what is sealed with an older one; answers how many are not. */
  reseal(): Promise<number>;
  story(on: Connection, orderIds: readonly string[]): Promise<{ at: number; says: string }[]>;
}
