import { ProviderRefusal } from '../../../../sdk/index.ts';
import type { Tx } from '../../db/connection.ts';
import { derivedId } from '../../kernel/ids.ts';
import { accountOf } from '../ledger/index.ts';
import { committed, type Payments } from './context.ts';
import { reversalOf } from './domain/machine.ts';
import { flagTransfer, noteTransfer, tellTransfer } from './note-transfer.ts';
import { PaymentStore } from './store/payments.ts';
import { RefundStore, type StoredRefund } from './store/refunds.ts';
import { type StoredReversal, type StoredTransfer, TransferStore } from './store/transfers.ts';

/** What the seller's share has to give back for this refund, decided once and kept before anybody is asked. */
const plan = async (tx: Tx, refund: StoredRefund & { orderId: string; paymentId: string }) => {
  const row = await new PaymentStore(tx).find(refund.paymentId, { lock: true });
  const cash = row?.shares.find((share) => share.orderId === refund.orderId)?.cash ?? 0;
  const back = (await new RefundStore(tx).ofOrders([refund.orderId])).filter(
    (one) => one.paymentId === refund.paymentId,
  );
  const refunded = back.reduce((sum, one) => sum + one.amount, 0);
  const store = new TransferStore(tx);
  for (const transfer of await store.ofOrders([refund.orderId])) {
    if (transfer.state === 'failed' || transfer.state === 'reversed') continue;
    const { method, transferId } = transfer;
    const before = (await store.reversalsOfTransfer(method, transferId)).filter(
      (one) => one.refundId !== refund.refundId,
    );
    const amount = reversalOf({
      transfer: transfer.amount,
      cash,
      refunded,
      before: before.reduce((sum, one) => sum + one.amount, 0),
    });
    const reversalId = derivedId('reversal', refund.refundId, transferId);
    if (amount > 0)
      await store.planReversal({
        reversalId,
        method,
        transferId,
        refundId: refund.refundId,
        amount,
        state: 'wanted',
      });
  }
};

/** The seller has it, and the provider cannot take it back: from now on they owe it. */
const refused = async (deps: Payments, reversal: StoredReversal, why: string): Promise<void> => {
  await committed(deps, 'payments/reversal note', async (tx) => {
    const store = new TransferStore(tx);
    const transfer = await store.find(reversal.method, reversal.transferId);
    if (!transfer || !(await store.endReversal(reversal.reversalId, 'refused'))) return;
    const { orderId, sellerId } = transfer;
    const held = accountOf.transfer(sellerId, orderId);
    await deps.ledger.lock(tx, [held]);
    // A share that reached the seller is out of 1170; what they owe of it was booked with the refund.
    const amount = Math.min(reversal.amount, await deps.ledger.balance(tx, held));
    if (amount > 0)
      await deps.ledger.post(tx, {
        kind: 'transfer-not-reversed',
        source: 'transfer',
        sourceId: reversal.reversalId,
        memo: 'The seller’s share could not be taken back: the seller owes it',
        at: deps.clock.now(),
        orderId,
        lines: [
          { account: accountOf.recoverable(sellerId), unit: 'INR', debit: amount, credit: 0 },
          { account: held, unit: 'INR', debit: 0, credit: amount },
        ],
      });
    await tellTransfer(deps, tx, { transfer, to: 'refused', amount: reversal.amount });
    await flagTransfer(
      { deps, tx },
      transfer,
      `The seller’s share could not be taken back (${why}): they owe it to the shop.`,
    );
  });
};

const done = async (deps: Payments, reversal: StoredReversal, row: { paymentId: string }): Promise<void> => {
  const { method, transferId, amount, reversalId } = reversal;
  const heard = await deps.ways.ask(method, 'payments/reversal', async (online) => {
    if (!online.transfers) throw new ProviderRefusal('NO_TRANSFERS', 'This provider holds no shares.');
    return online.transfers.reverse({ reversalId, transferId, amount });
  });
  await committed(deps, 'payments/reversal note', async (tx) => {
    const payment = await new PaymentStore(tx).find(row.paymentId, { lock: true });
    if (payment) await noteTransfer({ deps, tx }, payment, heard);
    await new TransferStore(tx).endReversal(reversalId, 'done');
  });
};

/**
 * Before money goes back to a buyer, the seller's share comes back to the shop: of each seller only what belongs to
 * this order, whatever others were paid by the same payment.
 */
export const reverseShares = async (deps: Payments, refund: StoredRefund): Promise<void> => {
  const { orderId, paymentId } = refund;
  if (orderId === null || paymentId === null || refund.origin !== 'shop') return;
  const shares: readonly StoredTransfer[] = await new TransferStore(deps.db).ofOrders([orderId]);
  if (shares.length === 0) return;
  await committed(deps, 'payments/reversal plan', (tx) => plan(tx, { ...refund, orderId, paymentId }));
  for (const reversal of await new TransferStore(deps.db).reversalsOfRefund(refund.refundId)) {
    if (reversal.state !== 'wanted') continue;
    try {
      await done(deps, reversal, { paymentId });
    } catch (problem) {
      if (!(problem instanceof ProviderRefusal)) throw problem;
      await refused(deps, reversal, problem.message);
    }
  }
};
