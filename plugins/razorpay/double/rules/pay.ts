import { createHmac } from 'node:crypto';
import type { Method, Order, Payment, PaymentError } from '../state/entities.ts';
import type { World } from '../world.ts';
import { findOrder } from './orders.ts';
import { type Attempt, authorise, beginPayment, fail } from './payments.ts';

/**
 * How a buyer's attempt ends:
 * - `success`: the checkout's handler hears of it. `lost`: it is paid as well, and nobody hears of it.
 * - `failure`: the bank says no. `timeout`: it stays open, and nobody knows yet.
 * - `dismiss`: the buyer closes the page and has not paid.
 */
export const outcomes = ['success', 'failure', 'lost', 'timeout', 'dismiss'] as const;
export type Outcome = (typeof outcomes)[number];

/** What checkout's handler is called with, word by word. */
export interface Proof {
  razorpay_payment_id: string;
  razorpay_order_id: string;
  razorpay_signature: string;
}

/** What `payment.failed` is called with. */
export interface Failure {
  error: PaymentError & { metadata: { order_id: string; payment_id: string } };
}

export interface Answers {
  success: Proof;
  failure: Failure;
  /** Known to nobody but the double. */
  lost: { payment_id: string };
  timeout: { payment_id: string };
  dismiss: { dismissed: true };
}

const declined: Record<Method, PaymentError> = {
  upi: {
    code: 'BAD_REQUEST_ERROR',
    description: 'Payment was unsuccessful as the UPI app declined it. Try another way to pay.',
    source: 'customer',
    step: 'payment_authorization',
    reason: 'payment_declined',
  },
  card: {
    code: 'BAD_REQUEST_ERROR',
    description: 'Your payment was declined by the bank. Try another card or another way to pay.',
    source: 'issuer_bank',
    step: 'payment_authorization',
    reason: 'payment_failed',
  },
  netbanking: {
    code: 'GATEWAY_ERROR',
    description: 'Your payment could not be completed as the bank did not answer.',
    source: 'issuer_bank',
    step: 'payment_authorization',
    reason: 'gateway_technical_error',
  },
  wallet: {
    code: 'BAD_REQUEST_ERROR',
    description: 'Your payment was not successful as the wallet has not enough money.',
    source: 'customer',
    step: 'payment_authorization',
    reason: 'insufficient_funds',
  },
};

export const proofOf = ({ books }: World, { id, orderId }: Payment): Proof => {
  const order = orderId ?? '';
  const signature = createHmac('sha256', books.settings.keySecret).update(`${order}|${id}`).digest('hex');
  return { razorpay_payment_id: id, razorpay_order_id: order, razorpay_signature: signature };
};

const failed = (world: World, order: Order, payment: Payment): Failure => {
  const error = declined[payment.method];
  fail(world, payment, error);
  return { error: { ...error, metadata: { order_id: order.id, payment_id: payment.id } } };
};

export const failNow = (world: World, payment: Payment): void =>
  fail(world, payment, declined[payment.method]);

/** A buyer pays an order, or tries to. */
export const pay = <O extends Outcome>(
  world: World,
  asked: { orderId: string; outcome: O; attempt: Attempt },
): Answers[O] => {
  const { outcome, attempt } = asked;
  const order = findOrder(world, asked.orderId);
  const answer = (): Answers[Outcome] => {
    if (outcome === 'dismiss') return { dismissed: true };
    const payment = beginPayment(world, order, attempt);
    if (outcome === 'timeout') return { payment_id: payment.id };
    // Razorpay's own test ids: what they are typed for is what happens.
    if (outcome === 'failure' || payment.vpa === 'failure@razorpay') return failed(world, order, payment);
    authorise(world, payment);
    return outcome === 'lost' ? { payment_id: payment.id } : proofOf(world, payment);
  };
  return answer() as Answers[O];
};
