/** What the double keeps. Times are Unix seconds, amounts paise, as at Razorpay; `http/shapes.ts` makes the answers of them. */

export type Notes = Record<string, string>;

export interface CaptureRule {
  mode: 'automatic' | 'manual';
  /** Minutes in which an authorisation is captured by itself; only with `automatic`. */
  automaticFor: number;
  /** Minutes in which it may be captured by hand; then the buyer gets the money back. */
  manualFor: number;
  refundSpeed: 'normal' | 'optimum';
}

export interface RtoAddress {
  line: string;
  zipcode: string;
  state: string;
  contact: string;
}

export interface Order {
  id: string;
  amount: number;
  amountPaid: number;
  currency: string;
  receipt: string | null;
  status: 'created' | 'attempted' | 'paid';
  attempts: number;
  notes: Notes;
  createdAt: number;
  capture: CaptureRule;
  transferIds: string[];
  rto: { review: boolean; address: RtoAddress | null };
  fulfillment: { paymentMethod: string | null; shipping: Record<string, string> } | null;
}

export interface PaymentError {
  code: string;
  description: string;
  source: string;
  step: string;
  reason: string;
}

export type Method = 'upi' | 'card' | 'netbanking' | 'wallet';

export interface Payment {
  id: string;
  orderId: string | null;
  amount: number;
  currency: string;
  status: 'created' | 'authorized' | 'captured' | 'refunded' | 'failed';
  captured: boolean;
  method: Method;
  vpa: string | null;
  cardId: string | null;
  bank: string | null;
  wallet: string | null;
  email: string | null;
  contact: string | null;
  description: string | null;
  notes: Notes;
  amountRefunded: number;
  /** GST included; null until it is captured. */
  fee: number | null;
  tax: number | null;
  error: PaymentError | null;
  reference: string;
  createdAt: number;
  authorizedAt: number | null;
  capturedAt: number | null;
  onHold: boolean;
  onHoldUntil: number | null;
}

export interface Refund {
  id: string;
  paymentId: string;
  amount: number;
  currency: string;
  status: 'pending' | 'processed' | 'failed';
  speed: 'normal' | 'optimum';
  notes: Notes;
  receipt: string | null;
  arn: string | null;
  createdAt: number;
  /** Whether the money came from the shop's balance: not for a payment that was never captured. */
  fromBalance: boolean;
}

export type TransferStatus =
  | 'created'
  | 'pending'
  | 'processed'
  | 'failed'
  | 'reversed'
  | 'partially_reversed';

export interface Transfer {
  id: string;
  /** The order, the payment, or for a direct transfer the shop's own account. */
  source: string;
  paymentId: string | null;
  account: string;
  amount: number;
  amountReversed: number;
  currency: string;
  status: TransferStatus;
  notes: Notes;
  linkedAccountNotes: string[];
  onHold: boolean;
  onHoldUntil: number | null;
  /** When its money became free to be settled: processed and not on hold. */
  freeAt: number | null;
  settlementId: string | null;
  error: PaymentError | null;
  createdAt: number;
  processedAt: number | null;
}

export interface Reversal {
  id: string;
  transferId: string;
  amount: number;
  currency: string;
  notes: Notes;
  refundId: string | null;
  createdAt: number;
}

export interface Settlement {
  id: string;
  /** The linked account it was paid to; null for the shop's own. */
  account: string | null;
  amount: number;
  fees: number;
  tax: number;
  utr: string;
  createdAt: number;
}

/** One movement of the shop's balance; a row of the reconciliation report once it is settled. */
export interface Row {
  id: string;
  entityId: string;
  type: 'payment' | 'refund' | 'transfer' | 'reversal' | 'adjustment';
  credit: number;
  debit: number;
  amount: number;
  fee: number;
  tax: number;
  description: string | null;
  paymentId: string | null;
  disputeId: string | null;
  createdAt: number;
  settlementId: string | null;
  settledAt: number | null;
}

export interface Dispute {
  id: string;
  paymentId: string;
  amount: number;
  currency: string;
  amountDeducted: number;
  reasonCode: string;
  status: 'open' | 'under_review' | 'won' | 'lost' | 'closed';
  respondBy: number;
  createdAt: number;
  summary: string | null;
  submittedAt: number | null;
}

export interface LinkedAccount {
  id: string;
  name: string;
  email: string;
  activated: boolean;
  createdAt: number;
}

/** A call that was done under an idempotency key: `print` is what was asked, `answer` what was said. */
export interface KeptCall {
  id: string;
  print: string;
  answer: object;
}

export interface WebhookEvent {
  /** Of this delivery; two deliveries may carry one `eventId`. */
  id: string;
  eventId: string;
  name: string;
  /** The raw body as it is sent; written when the event happened. */
  body: string;
  /** What it was signed with then: a retry after a rotation still carries it. */
  secret: string;
  /** Instead of the true signature; an array is sent as several headers, null as none. */
  signature?: string | string[] | null;
  createdAt: number;
  /** Virtual ms. */
  nextAt: number;
  tries: number;
  state: 'waiting' | 'delivered' | 'given-up';
  lastStatus: number | null;
}
