import type { ReconciliationRow } from '#contracts/payments';
import type { Tx } from '../../db/connection.ts';
import { derivedId } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Who } from '../../kernel/who.ts';
import { postings } from '../ledger/index.ts';
import { committed, type Payments } from './context.ts';
import { giveBack } from './give-back.ts';
import { processed } from './note-refund.ts';
import { AttemptStore } from './store/attempts.ts';
import { ReconciliationStore } from './store/reconciliation.ts';
import { RefundStore } from './store/refunds.ts';

export interface Resolving {
  id: string;
  action: 'refund' | 'retry' | 'settle';
  reason: string;
  who: Who;
}
interface Step {
  deps: Payments;
  tx: Tx;
  row: ReconciliationRow;
  asked: Resolving;
}

const wrong = (): never => {
  throw new Refusal('reconciliation.wrong-move');
};

const kept = ({ tx, row }: Step) => new AttemptStore(tx).find(row.method, row.reference, { lock: true });

/** Money in 2700 goes back to who paid. */
const refund = async (step: Step): Promise<'working'> => {
  const { deps, tx, row, asked } = step;
  const attempt = await kept(step);
  if (attempt?.booked !== 'unapplied') return wrong();
  const made = await giveBack(deps, tx, { method: row.method, attempt, reason: asked.reason });
  return made === null ? wrong() : 'working';
};

/** A refund that failed begins anew under another name: the provider answers the old one as it did. */
const retry = async ({ deps, tx, row }: Step): Promise<'working'> => {
  const refunds = new RefundStore(tx);
  const failed = row.kind === 'refund-failed' ? await refunds.find(row.reference) : undefined;
  if (failed?.state !== 'failed' || failed.kind !== 'source') return wrong();
  const now = deps.clock.now();
  await refunds.again(failed.refundId, derivedId('again', failed.providerKey), now);
  await deps.jobs.add(deps.wake.refund, {}, { tx });
  return 'working';
};

/** Somebody paid by hand, from the bank: what was owed is not owed any more. */
const settle = async (step: Step): Promise<'settled'> => {
  const { deps, tx, row, asked } = step;
  if (row.kind === 'refund-failed') {
    const failed = await new RefundStore(tx).find(row.reference);
    if (failed?.state !== 'failed') return wrong();
    await processed(deps, tx, { refund: failed, from: 'bank', by: asked.who.accountId });
    return 'settled';
  }
  const attempt = await kept(step);
  if (attempt?.booked !== 'unapplied') return 'settled';
  const refundId = await giveBackByHand(step, attempt);
  if (refundId === null) return wrong();
  return 'settled';
};

const giveBackByHand = async (
  { deps, tx, asked }: Step,
  attempt: NonNullable<Awaited<ReturnType<typeof kept>>>,
): Promise<string | null> => {
  const refundId = derivedId('by hand', attempt.method, attempt.providerId);
  const back = await new RefundStore(tx).ofProviderPayment(attempt.method, attempt.providerId);
  const amount = attempt.amount - back.reduce((sum, one) => sum + one.amount, 0);
  if (amount <= 0) return null;
  const at = deps.clock.now();
  const { paymentId, method, providerId } = attempt;
  await new RefundStore(tx).add(
    {
      refundId,
      orderId: null,
      paymentId,
      method,
      providerPaymentId: providerId,
      amount,
      kind: 'bank',
      destination: null,
      reason: asked.reason,
      origin: 'unapplied',
      state: 'processed',
      providerKey: refundId,
      providerRefundId: null,
      tries: 0,
      owedAt: at,
      endedAt: at,
    },
    null,
  );
  await deps.ledger.post(
    tx,
    postings.unappliedRefundOwed({ refundId, providerPaymentId: providerId, amount, at }),
  );
  await deps.ledger.post(tx, postings.refundProcessed({ refundId, orderId: null, at, amount, from: 'bank' }));
  await new AttemptStore(tx).setBooked(attempt, 'returned', at);
  return refundId;
};

const actions: Record<Resolving['action'], (step: Step) => Promise<'working' | 'settled'>> = {
  refund,
  retry,
  settle,
};

/** An operator decides; who, what and why is recorded with it. */
export const resolveRow = (deps: Payments, asked: Resolving): Promise<ReconciliationRow> =>
  committed(deps, 'payments/resolve', async (tx) => {
    const rows = new ReconciliationStore(tx);
    const row = await rows.find(asked.id);
    if (!row) throw new Refusal('reconciliation.unknown');
    if (row.state !== 'open') return wrong();
    const state = await actions[asked.action]({ deps, tx, row, asked });
    await rows.setState(row.id, state, deps.clock.now());
    await deps.audit.record(tx, {
      actor: asked.who,
      action: `reconciliation.${asked.action}`,
      about: row.id,
      reason: asked.reason,
      details: { kind: row.kind, method: row.method, reference: row.reference, amount: row.amount },
    });
    return { ...row, state };
  });
