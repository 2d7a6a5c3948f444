import { toMoney } from '#contracts/values';
import type { Tx } from '../../db/connection.ts';
import { derivedId } from '../../kernel/ids.ts';
import { postings } from '../ledger/index.ts';
import type { Payments } from './context.ts';
import { type Attempt, AttemptStore } from './store/attempts.ts';
import { RefundStore } from './store/refunds.ts';

/** Of money in 2700, what has not gone back yet. */
export const unappliedLeft = async (tx: Tx, attempt: Attempt): Promise<number> => {
  const back = await new RefundStore(tx).ofProviderPayment(attempt.method, attempt.providerId);
  return attempt.amount - back.reduce((sum, one) => sum + one.amount, 0);
};

/** Money that belongs to no order goes back to who paid: 2700 → 2300 now, → 1100 when the provider has done it. */
export const giveBack = async (
  deps: Payments,
  tx: Tx,
  given: { method: string; attempt: Attempt; reason: string },
): Promise<string | null> => {
  const { method, attempt, reason } = given;
  const { providerId, paymentId } = attempt;
  const amount = await unappliedLeft(tx, attempt);
  if (attempt.booked !== 'unapplied' || amount <= 0) return null;
  const now = deps.clock.now();
  const refundId = derivedId('unapplied', method, providerId);
  const added = await new RefundStore(tx).add(
    {
      refundId,
      orderId: null,
      paymentId,
      method,
      providerPaymentId: providerId,
      amount,
      kind: 'source',
      destination: null,
      reason: reason.slice(0, 200),
      origin: 'unapplied',
      state: 'owed',
      providerKey: refundId,
      providerRefundId: null,
      tries: 0,
      owedAt: now,
      endedAt: null,
    },
    now,
  );
  if (!added) return refundId;
  await deps.ledger.post(
    tx,
    postings.unappliedRefundOwed({
      refundId,
      providerPaymentId: providerId,
      amount: toMoney(amount),
      at: now,
    }),
  );
  await new AttemptStore(tx).setBooked(attempt, 'returned', now);
  await deps.jobs.add(deps.wake.refund, {}, { tx });
  return refundId;
};
