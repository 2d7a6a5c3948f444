import type { Address } from '#contracts/accounts';
import type { PaymentAction } from '#contracts/orders';
import type { TrustLevel, TrustReason } from '#contracts/trust';
import type { Money } from '#contracts/values';
import type { Connection, Tx } from '../../db/connection.ts';

/** A purchase its buyer would like to pay in cash. */
export interface CashWish {
  accountId: string;
  address: Address;
  /** What the courier would take. */
  total: Money;
  /** Of the products in it. */
  categories: readonly string[];
  /** Where its orders are noted already, so that they do not count against themselves. */
  purchaseId?: string;
}

/** What the shop answers to it. */
export interface CashTerms {
  level: TrustLevel;
  /** Why, most weighty first; empty on `plain`. */
  reasons: TrustReason[];
  /** What is paid beforehand; 0 unless the level is `part-prepaid`. */
  advance: Money;
  /** One sentence; null on `plain`. */
  wayUp: string | null;
  /** False on `prepaid-only`. */
  cash: boolean;
}

/** An order as trust remembers it, so that history follows a phone number and open parcels are counted. */
export interface NotedOrder {
  orderId: string;
  purchaseId: string;
  accountId: string;
  address: Address;
  /** Some of it is paid at the door. */
  cash: boolean;
}

export interface CodeRequest {
  purchaseId: string;
  accountId: string;
  phone: string;
}

export interface TrustApi {
  /** How many appeals wait for an operator. */
  openAppeals(on: Connection): Promise<number>;
  assess(on: Connection, wish: CashWish): Promise<CashTerms>;
  /** Call it for every order that is placed, in the transaction that places it. */
  noteOrder(tx: Tx, order: NotedOrder): Promise<void>;
  /** Sends a code for a purchase; nothing where one was sent. Refuses `code.too-soon` where a phone gets too many. */
  sendCode(tx: Tx, request: CodeRequest): Promise<void>;
  /** A new code; the old one is worth nothing. Refuses `code.too-soon`, and `code.expired` where none was ever sent. */
  resend(tx: Tx, purchaseId: string): Promise<void>;
  /**
   * Refuses `code.wrong` with `triesLeft`, and `code.expired`. Outside of any transaction, because a wrong try counts
   * even if the request is refused. The right code again, after it confirmed this purchase, changes nothing.
   */
  check(purchaseId: string, code: string): Promise<void>;
  isConfirmed(on: Connection, purchaseId: string): Promise<boolean>;
  /** What the buyer has to do: type the code, for those purchases that wait for one. */
  actionOf(
    on: Connection,
    purchaseIds: readonly string[],
  ): Promise<Map<string, Extract<PaymentAction, { kind: 'code' }>>>;
  /** A visitor has signed in: their history is that account's. */
  adopt(tx: Tx, fromAccount: string, toAccount: string): Promise<void>;
}
