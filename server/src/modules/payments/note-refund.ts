import { toMoney } from '#contracts/values';
import type { ProviderRefund } from '../../../../sdk/index.ts';
import type { Tx } from '../../db/connection.ts';
import { postings } from '../ledger/index.ts';
import { committed, type Payments, type Within } from './context.ts';
import { backOff } from './domain/machine.ts';
import { noteForeignRefund } from './note-foreign-refund.ts';
import { AttemptStore } from './store/attempts.ts';
import { ReconciliationStore } from './store/reconciliation.ts';
import { RefundStore, type StoredRefund } from './store/refunds.ts';

export const tellRefund = ({ deps, tx }: Within, refund: StoredRefund, to: 'sent' | 'processed' | 'failed') =>
  deps.outbox.tell(tx, 'refund.moved', {
    refundId: refund.refundId,
    orderId: refund.orderId,
    amount: toMoney(refund.amount),
    to,
    at: deps.clock.now(),
  });

/** The money has left: the debt is booked out, and whoever looked after it can stop. */
export const processed = async (
  deps: Payments,
  tx: Tx,
  done: { refund: StoredRefund; from: 'gateway' | 'bank'; providerRefundId?: string; by?: string },
): Promise<boolean> => {
  const { refund, from, providerRefundId = null, by } = done;
  const at = deps.clock.now();
  const { refundId, orderId, amount, method, providerPaymentId } = refund;
  const how = { state: 'processed' as const, providerRefundId, at, ...(by !== undefined && { by }) };
  if (!(await new RefundStore(tx).ended(refundId, how))) return false;
  await deps.ledger.post(tx, postings.refundProcessed({ refundId, orderId, at, amount, from }));
  const rows = new ReconciliationStore(tx);
  const of = method ?? '';
  await rows.move({ kinds: ['refund-failed'], method: of, reference: refundId }, 'settled', at);
  if (refund.origin === 'unapplied' && providerPaymentId)
    await rows.move(
      {
        kinds: ['second-payment', 'late-payment', 'unknown-payment', 'mismatch'],
        method: of,
        reference: providerPaymentId,
      },
      'settled',
      at,
    );
  await tellRefund({ deps, tx }, refund, 'processed');
  return true;
};

/** It stays owed in 2300 until an operator has it tried again or pays it by hand. */
export const failed = async ({ deps, tx }: Within, refund: StoredRefund, why: string): Promise<void> => {
  const at = deps.clock.now();
  const { refundId, method, orderId, amount } = refund;
  const how = { state: 'failed' as const, providerRefundId: refund.providerRefundId, at };
  if (!(await new RefundStore(tx).ended(refundId, how))) return;
  const rows = new ReconciliationStore(tx);
  const reference = refundId;
  const says = `The provider could not pay this refund: ${why} Have it tried again, or pay it by hand.`;
  const found = {
    kind: 'refund-failed' as const,
    method: method ?? '',
    reference,
    orderId,
    amount,
    says,
    at,
  };
  if (!(await rows.add(found)))
    await rows.move({ kinds: ['refund-failed'], method: method ?? '', reference }, 'open', at);
  deps.log.error({ refundId, orderId, amount, why }, 'a refund failed at its provider');
  await tellRefund({ deps, tx }, refund, 'failed');
};

/** Another amount or payment than we asked for under our own name: nobody may guess what that means. */
const isOther = (refund: StoredRefund, heard: ProviderRefund): boolean =>
  refund.amount !== heard.amount || refund.providerPaymentId !== heard.paymentId;

const noteOurs = async ({ deps, tx }: Within, refund: StoredRefund, heard: ProviderRefund): Promise<void> => {
  const at = deps.clock.now();
  if (isOther(refund, heard)) {
    await new ReconciliationStore(tx).add({
      kind: 'mismatch',
      method: refund.method ?? '',
      reference: heard.id,
      orderId: refund.orderId,
      amount: heard.amount,
      says: `The shop asked for a refund of ${refund.amount}; the provider’s ${heard.id} is of ${heard.amount}.`,
      at,
    });
    return;
  }
  const known = { ...refund, providerRefundId: heard.id };
  if (heard.state === 'processed')
    await processed(deps, tx, { refund: known, from: 'gateway', providerRefundId: heard.id });
  else if (heard.state === 'failed') await failed({ deps, tx }, known, 'the bank did not take it.');
  else if (refund.state === 'owed') {
    const tryAt = at + backOff(refund.tries + 1, Math.random());
    if (await new RefundStore(tx).sent(refund.refundId, { providerRefundId: heard.id, tryAt }))
      await tellRefund({ deps, tx }, refund, 'sent');
  }
};

/** Our own refund that comes under another name: it failed here, and somebody made it at the provider's dashboard. */
const adopted = async (tx: Tx, method: string, heard: ProviderRefund): Promise<StoredRefund | undefined> => {
  const all = await new RefundStore(tx).ofProviderPayment(method, heard.paymentId);
  const open = all.find(
    (one) =>
      one.kind === 'source' &&
      one.amount === heard.amount &&
      (one.state === 'failed' || (one.origin === 'unapplied' && one.state === 'owed')),
  );
  return open && new RefundStore(tx).find(open.refundId);
};

/** Books what became of a refund at its provider. Told twice or in any order, it ends the same. */
export const noteRefund = async (deps: Payments, method: string, heard: ProviderRefund): Promise<void> => {
  await committed(deps, 'payments/refund note', async (tx) => {
    // The payment first, so that two tellings of one refund wait for each other.
    const attempt = await new AttemptStore(tx).find(method, heard.paymentId, { lock: true });
    const ours = await new RefundStore(tx).byProvider(method, heard);
    if (ours && ours.origin !== 'foreign') return noteOurs({ deps, tx }, ours, heard);
    if (ours || !attempt || heard.state === 'failed') return;
    const made = heard.state === 'processed' ? await adopted(tx, method, heard) : undefined;
    if (made)
      return void (await processed(deps, tx, { refund: made, from: 'gateway', providerRefundId: heard.id }));
    await noteForeignRefund(deps, tx, { attempt, heard });
  });
};
