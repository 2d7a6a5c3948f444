import { toMoney } from '#contracts/values';
import {
  type Authorisation,
  type PaymentProvider,
  type ProviderPayment,
  type ProviderRefund,
  ProviderRefusal,
} from '../../../sdk/index.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import { newId } from '../../src/kernel/ids.ts';

const referenceOf = (paymentId: string): string => `ref-${paymentId}`;

/** A place to pay online that remembers every payment, and does what the test says. */
export const fakeProvider = (clock: Clock, id = 'test-pay') => {
  const paid = new Map<string, ProviderPayment>();
  const asked = new Map<string, number>();
  const voided = new Set<string>();
  const refunds = new Map<string, ProviderRefund>();
  const says = {
    answer: undefined as Authorisation | Error | undefined,
    fee: 0,
    capture: 'captured' as 'captured' | 'failed' | Error,
  };

  const found = (paymentId: string): ProviderPayment => {
    const one = paid.get(paymentId);
    if (!one) throw new ProviderRefusal('BAD_REQUEST_ERROR', `There is no payment ${paymentId}`);
    return one;
  };
  const change = (paymentId: string, more: Partial<ProviderPayment>): ProviderPayment => {
    const one = { ...found(paymentId), ...more };
    paid.set(paymentId, one);
    return one;
  };

  const provider: PaymentProvider = {
    id,
    title: 'Test pay',
    note: null,
    fee: () => toMoney(says.fee),
    authorise: async ({ orderId, amount }) => {
      if (says.answer instanceof Error) throw says.answer;
      if (says.answer) return says.answer;
      asked.set(orderId, amount);
      const checkout = { script: 'https://pay.example/checkout.js', options: { amount }, test: true };
      return { outcome: 'pending', reference: referenceOf(orderId), checkout };
    },
    void: async (orderId) => void voided.add(orderId),
    online: {
      test: true,
      origins: ['https://pay.example'],
      verify: (reference, proof) =>
        proof['signature'] === `signed ${reference} ${proof['payment']}` ? (proof['payment'] ?? null) : null,
      payment: async (paymentId) => found(paymentId),
      paymentsOf: async (reference) => [...paid.values()].filter((one) => one.reference === reference),
      recent: async () => [...paid.values()],
      capture: async ({ id: paymentId }) => {
        if (says.capture instanceof Error) throw says.capture;
        if (says.capture === 'failed') {
          change(paymentId, { state: 'failed', failure: 'The bank said no.' });
          throw new ProviderRefusal('BAD_REQUEST_ERROR', 'The payment has lapsed');
        }
        return change(paymentId, { state: 'captured' });
      },
      refund: async ({ refundId, paymentId, amount }) => {
        const made = { id: `rf-${refundId}`, paymentId, ours: refundId, state: 'processed' as const, amount };
        if (!refunds.has(refundId))
          change(paymentId, { refunded: found(paymentId).refunded + amount, state: 'captured' });
        refunds.set(refundId, { ...made, at: clock.now() });
        return { ...made, at: clock.now() };
      },
      refundsOf: async (paymentId) => [...refunds.values()].filter((one) => one.paymentId === paymentId),
      hear: () => null,
      settlements: async () => [],
    },
  };

  return {
    provider,
    says,
    paid,
    voided,
    refunds,
    /** What it was asked to take, by payment. */
    asked,
    /** The buyer pays at the provider's page; answers the proof their browser brings. */
    pay(paymentId: string): { payment: string; signature: string } {
      const payment = `pay-${newId()}`;
      const reference = referenceOf(paymentId);
      paid.set(payment, {
        id: payment,
        reference,
        state: 'authorised',
        amount: asked.get(paymentId) ?? 0,
        currency: 'INR',
        fee: 0,
        tax: 0,
        refunded: 0,
        instrument: 'upi',
        failure: null,
        at: clock.now(),
      });
      return { payment, signature: `signed ${reference} ${payment}` };
    },
    /** What it has of the buyers' money for one payment. */
    holds(paymentId: string): number {
      const own = [...paid.values()].filter((one) => one.reference === referenceOf(paymentId));
      return own
        .filter((one) => one.state === 'captured')
        .reduce((sum, one) => sum + one.amount - one.refunded, 0);
    },
  };
};

/** Cash at the door. */
export const fakeCash = (fee = 0): PaymentProvider => ({
  id: 'cash',
  title: 'Cash on delivery',
  note: null,
  fee: () => toMoney(fee),
  authorise: async ({ orderId }) => ({ outcome: 'authorised', reference: orderId }),
  void: async () => undefined,
  onDelivery: true,
});
