import type { Address } from '#contracts/accounts';
import type { Money } from '#contracts/values';

/** What is to be paid, once per payment. */
export interface PaymentRequest {
  /** The payment's id, a UUID: the same id always means the same payment. */
  orderId: string;
  amount: Money;
  /** ISO 4217. */
  currency: string;
  address: Address;
  /** What people call the order, for the provider's page. */
  number?: string;
  /** Until when the buyer may pay, ms since 1970: the stock is held until then. */
  expiresAt?: number;
  /** The sellers' shares, held by the provider until Leo releases them. Only for providers with `online.transfers`. */
  shares?: readonly Share[];
  /** The shop's address as the buyer's browser reaches it, without a slash at its end. */
  shopUrl?: string;
}

/** A seller's part of a payment. */
export interface Share {
  orderId: string;
  /** The seller's account at the provider. */
  account: string;
  amount: Money;
}

/** What the buyer's browser needs to pay at the provider's page. */
export interface Checkout {
  /** Address of the provider's script. */
  script: string;
  /** What that script is given, as the provider's documentation says. */
  options: Record<string, unknown>;
  /** No real money is meant. */
  test: boolean;
}

/**
 * The provider's answer. A payment declined is an answer, not an exception; an exception means that the
 * outcome is unknown, and Leo asks again with the same order id.
 * - `pending`: the buyer has to pay at the provider; only of providers with `online`. `reference` is the provider's
 *   name for what is to be paid.
 */
export type Authorisation =
  | { outcome: 'authorised'; reference: string }
  | { outcome: 'pending'; reference: string; checkout: Checkout }
  | { outcome: 'declined'; reason: string };

/** One payment as the provider knows it. Amounts in the smallest unit. */
export interface ProviderPayment {
  /** The provider's id of it. */
  id: string;
  /** What it pays, as `authorise` named it; null where it pays nothing we asked for. */
  reference: string | null;
  state: 'created' | 'failed' | 'authorised' | 'captured' | 'refunded';
  amount: number;
  currency: string;
  /** What the provider keeps of it, its tax included; 0 until it is captured. */
  fee: number;
  /** Of the fee. */
  tax: number;
  refunded: number;
  /** `upi`, `card`…, for people. */
  instrument: string | null;
  /** Why it failed, one sentence a buyer can read. */
  failure: string | null;
  /** ms since 1970, by the provider's clock. */
  at: number;
}

export interface ProviderRefund {
  /** The provider's id of it. */
  id: string;
  paymentId: string;
  /** Our id of it; null for a refund that was not made by us. */
  ours: string | null;
  state: 'pending' | 'processed' | 'failed';
  amount: number;
  at: number;
}

export interface ProviderTransfer {
  id: string;
  paymentId: string | null;
  /** As the share named it. */
  orderId: string | null;
  account: string;
  amount: number;
  reversed: number;
  onHold: boolean;
  state: 'created' | 'pending' | 'processed' | 'failed' | 'reversed' | 'partially-reversed';
  /** Whether it has reached the account's bank. */
  settled: boolean;
}

export interface ProviderDispute {
  id: string;
  paymentId: string;
  state: 'open' | 'won' | 'lost';
  /** What the provider has taken back for it. */
  amount: number;
  at: number;
}

/** One line of what the provider paid into the bank, or took. */
export interface SettlementLine {
  /** The payment, refund, transfer or adjustment it is about. */
  id: string;
  kind: 'payment' | 'refund' | 'transfer' | 'adjustment';
  /** Into the shop's account at the provider; taken from it. */
  credit: number;
  debit: number;
  fee: number;
  tax: number;
  /** The settlement it went into, and the bank's reference; null while it is not settled. */
  settlement: string | null;
  /** What the settlement as a whole paid into the bank, where the provider says so: its lines may add up to more. */
  settlementAmount?: number;
  utr: string | null;
  settledAt: number | null;
}

/** What a provider tells by itself: enough to know what to ask it. Leo fetches each before it believes it. */
export type News =
  | { about: 'payment'; payment: ProviderPayment }
  | { about: 'refund'; refund: ProviderRefund }
  | { about: 'transfer'; transfer: ProviderTransfer }
  | { about: 'dispute'; dispute: ProviderDispute }
  /** Genuine, and nothing Leo acts on. */
  | { about: 'nothing' };

/**
 * A plugin may have a copy of this package of its own: there the same error is of another class of the same name, and
 * `instanceof` has to know it all the same.
 */
const isNamed = (problem: unknown, name: string): boolean =>
  problem instanceof Error && problem.name === name;

/** What was asked has perhaps been done: the answer was lost, unreadable or contradicts itself. Fetch before asking again. */
export class UnknownOutcome extends Error {
  override name = 'UnknownOutcome';
  static override [Symbol.hasInstance](problem: unknown): boolean {
    return isNamed(problem, 'UnknownOutcome');
  }
}
/** The provider says no for good, with its reason. */
export class ProviderRefusal extends Error {
  override name = 'ProviderRefusal';
  static override [Symbol.hasInstance](problem: unknown): boolean {
    return isNamed(problem, 'ProviderRefusal');
  }
  /** The provider's own code, e.g. `BAD_REQUEST_ERROR`. */
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
/** The provider does not take the shop's keys: nobody can pay this way until they are set right. */
export class KeysRefused extends Error {
  override name = 'KeysRefused';
  static override [Symbol.hasInstance](problem: unknown): boolean {
    return isNamed(problem, 'KeysRefused');
  }
}

/**
 * Paying at a provider. Every call fails with `UnknownOutcome` where the effect may have happened, with
 * `ProviderRefusal` where it has not and never will, with `KeysRefused` where the keys are not taken.
 */
export interface OnlinePayments {
  /** Whether the keys are for tests: no real money. */
  readonly test: boolean;
  /** Origins the buyer's browser loads from while paying, for the page's content security policy. */
  readonly origins: readonly string[];
  /**
   * The id of the payment a browser's proof stands for, where it is genuine for `reference`, which comes from our
   * books and never from the browser; null where it is not. Compares in constant time, and asks nobody.
   */
  verify(reference: string, proof: Readonly<Record<string, string>>): string | null;
  payment(id: string): Promise<ProviderPayment>;
  /** Everything that was tried to pay this reference. */
  paymentsOf(reference: string): Promise<ProviderPayment[]>;
  /** Payments made between two times, for money nobody told us of. */
  recent(between: { from: number; to: number }): Promise<ProviderPayment[]>;
  /** Takes authorised money. A payment that is captured already with this amount is a success. */
  capture(payment: { id: string; amount: number; currency: string }): Promise<ProviderPayment>;
  /** Same `refundId`, same refund. */
  refund(asked: {
    refundId: string;
    paymentId: string;
    amount: number;
    currency: string;
    reason: string;
  }): Promise<ProviderRefund>;
  refundsOf(paymentId: string): Promise<ProviderRefund[]>;
  /**
   * Reads what was sent to the webhook's address; null where it is not genuine, or from another account. `key` is
   * the same for the same message, however often it is sent.
   */
  hear(message: {
    headers: Readonly<Record<string, string | string[] | undefined>>;
    body: Uint8Array;
  }): { key: string; news: News } | null;
  disputesOf?(paymentId: string): Promise<ProviderDispute[]>;
  /** What was settled on a day, `2026-11-22` in the provider's own time zone. */
  settlements(day: string): Promise<SettlementLine[]>;
  /** Where the provider can hold sellers' shares. */
  transfers?: Transfers;
}

export interface Transfers {
  /** Whether this account may be paid. Asked before a buyer pays. */
  ready(account: string): Promise<boolean>;
  of(paymentId: string): Promise<ProviderTransfer[]>;
  release(transferId: string): Promise<ProviderTransfer>;
  /** Same `reversalId`, same reversal. Refuses with `ProviderRefusal` where the account has not enough. */
  reverse(asked: { reversalId: string; transferId: string; amount: number }): Promise<ProviderTransfer>;
}

/** A way of paying. Every call may come twice with the same order id and must then have one effect. */
export interface PaymentProvider {
  /** What a buyer chooses, e.g. `cash-on-delivery`. */
  id: string;
  title: string;
  /** One sentence the buyer reads before choosing; null for none. */
  note: string | null;
  /** What this way of paying adds to an order of this total, in the smallest unit. */
  fee(total: Money): Money;
  authorise(request: PaymentRequest): Promise<Authorisation>;
  /** Gives an authorisation up; accepts that there is none. */
  void(orderId: string): Promise<void>;
  /** True where the courier takes the money at the door. */
  onDelivery?: boolean;
  /** For ways of paying at a provider. */
  online?: OnlinePayments;
}
