import { toMoney } from '#contracts/values';
import type { ProviderRefund } from '../../../../sdk/index.ts';
import type { Tx } from '../../db/connection.ts';
import { derivedId } from '../../kernel/ids.ts';
import { accountOf, type Line, postings } from '../ledger/index.ts';
import type { Payments } from './context.ts';
import { type Attempt, AttemptStore } from './store/attempts.ts';
import { PaymentStore } from './store/payments.ts';
import { ReconciliationStore } from './store/reconciliation.ts';
import { RefundStore, type StoredRefund } from './store/refunds.ts';

interface Foreign {
  attempt: Attempt;
  heard: ProviderRefund;
}
/** What of it comes out of which order's money; null: the shop bears it. */
interface Part {
  orderId: string | null;
  amount: number;
}

const rowOf = ({ attempt, heard }: Foreign, part: Part): StoredRefund => ({
  refundId: derivedId('foreign', attempt.method, heard.id, part.orderId ?? ''),
  orderId: part.orderId,
  paymentId: attempt.paymentId,
  method: attempt.method,
  providerPaymentId: attempt.providerId,
  amount: part.amount,
  kind: 'source',
  destination: null,
  reason: 'Made at the provider’s own pages',
  origin: 'foreign',
  state: 'processed',
  providerKey: `foreign:${heard.id}:${part.orderId ?? ''}`,
  providerRefundId: heard.id,
  tries: 0,
  owedAt: heard.at,
  endedAt: heard.at,
});

/** The orders' held money first, in the order of the payment's shares; what they do not have is the shop's loss. */
const partsOf = async (deps: Payments, tx: Tx, { attempt, heard }: Foreign): Promise<Part[]> => {
  const row = attempt.paymentId ? await new PaymentStore(tx).find(attempt.paymentId) : undefined;
  const shares = row?.shares ?? [];
  await deps.ledger.lock(
    tx,
    shares.map((share) => accountOf.held(share.orderId)),
  );
  const back = await new RefundStore(tx).ofOrders(shares.map((share) => share.orderId));
  const parts: Part[] = [];
  let left = heard.amount;
  for (const { orderId, cash } of shares) {
    const gone = back.filter((one) => one.orderId === orderId && one.paymentId !== null);
    // No more of an order than was paid for it there: coins that are held beside it stay the buyer's.
    const most = cash - gone.reduce((sum, one) => sum + one.amount, 0);
    const amount = Math.min(left, most, await deps.ledger.balance(tx, accountOf.held(orderId)));
    if (amount > 0) parts.push({ orderId, amount });
    left -= Math.max(amount, 0);
  }
  return left > 0 ? [...parts, { orderId: null, amount: left }] : parts;
};

const outOfOrders = async (deps: Payments, tx: Tx, foreign: Foreign): Promise<void> => {
  const parts = await partsOf(deps, tx, foreign);
  const from = ({ orderId, amount }: Part): Line => ({
    account: orderId === null ? accountOf.chargebacks : accountOf.held(orderId),
    unit: 'INR',
    debit: amount,
    credit: 0,
  });
  const refunds = new RefundStore(tx);
  for (const part of parts) await refunds.add(rowOf(foreign, part), null);
  await deps.ledger.post(tx, {
    kind: 'refund-not-ours',
    source: 'provider-refund',
    sourceId: foreign.heard.id,
    memo: 'A refund was made at the provider’s own pages',
    at: deps.clock.now(),
    orderId: parts[0]?.orderId ?? null,
    lines: [
      ...parts.map(from),
      { account: accountOf.gateway, unit: 'INR', debit: 0, credit: foreign.heard.amount },
    ],
  });
  for (const { orderId, amount } of parts)
    if (orderId !== null)
      await deps.outbox.tell(tx, 'refund.moved', {
        refundId: rowOf(foreign, { orderId, amount }).refundId,
        orderId,
        amount: toMoney(amount),
        to: 'processed',
        at: deps.clock.now(),
      });
};

/** Money in 2700 that somebody sent back by hand: as if the shop had. */
const outOfUnapplied = async (deps: Payments, tx: Tx, foreign: Foreign): Promise<void> => {
  const { attempt, heard } = foreign;
  const at = deps.clock.now();
  const row = rowOf(foreign, { orderId: null, amount: heard.amount });
  const { refundId } = row;
  await new RefundStore(tx).add(row, null);
  const owed = { refundId, providerPaymentId: attempt.providerId, amount: heard.amount, at };
  await deps.ledger.post(tx, postings.unappliedRefundOwed(owed));
  await deps.ledger.post(
    tx,
    postings.refundProcessed({ refundId, orderId: null, at, amount: heard.amount, from: 'gateway' }),
  );
  const back = await new RefundStore(tx).ofProviderPayment(attempt.method, attempt.providerId);
  if (back.reduce((sum, one) => sum + one.amount, 0) >= attempt.amount)
    await new AttemptStore(tx).setBooked(attempt, 'returned', at);
};

/** A refund the shop did not make: booked, since the money has left, and shown to an operator. */
export const noteForeignRefund = async (deps: Payments, tx: Tx, foreign: Foreign): Promise<void> => {
  const { attempt, heard } = foreign;
  // What was never captured was never in the books, and goes back by itself.
  if (attempt.booked === 'none') return;
  const row = attempt.paymentId ? await new PaymentStore(tx).find(attempt.paymentId) : undefined;
  await new ReconciliationStore(tx).add({
    kind: 'refund-not-ours',
    method: attempt.method,
    reference: heard.id,
    orderId: row?.shares[0]?.orderId ?? null,
    amount: heard.amount,
    says: 'Somebody refunded this at the provider’s own pages. Look at the order: its goods may still be on their way.',
    at: deps.clock.now(),
  });
  if (heard.state !== 'processed') return;
  if (attempt.booked === 'unapplied') await outOfUnapplied(deps, tx, foreign);
  else await outOfOrders(deps, tx, foreign);
};
