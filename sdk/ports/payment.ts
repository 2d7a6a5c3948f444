import type { Address } from '#contracts/accounts';
import type { Money } from '#contracts/values';

/** What is to be paid, once per order. */
export interface PaymentRequest {
  /** The order's id: the same id always means the same payment. */
  orderId: string;
  amount: Money;
  /** ISO 4217. */
  currency: string;
  address: Address;
}

/**
 * The provider's answer. A payment declined is an answer, not an exception; an exception means that the
 * outcome is unknown, and Leo asks again with the same order id.
 */
export type Authorisation =
  | { outcome: 'authorised'; reference: string }
  | { outcome: 'declined'; reason: string };

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
}
