import type { ProviderPayment } from '../../../../sdk/index.ts';
import { committed, type Payments } from './context.ts';
import { type Heard, noteProviderPayment } from './note-payment.ts';
import { noteRefund } from './note-refund.ts';
import { noteTransfers } from './note-transfer.ts';
import { AttemptStore } from './store/attempts.ts';
import { PaymentStore } from './store/payments.ts';
import { RefundStore } from './store/refunds.ts';

/** Refunds that the provider counts and our books do not have were made elsewhere, or their answer was lost. */
const seeRefunds = async (deps: Payments, method: string, payment: ProviderPayment): Promise<void> => {
  const ours = await new RefundStore(deps.db).ofProviderPayment(method, payment.id);
  const processed = ours.filter((one) => one.state === 'processed').reduce((sum, one) => sum + one.amount, 0);
  if (payment.refunded <= processed) return;
  const refunds = await deps.ways.ask(method, 'payments/refund fetch', (online) =>
    online.refundsOf(payment.id),
  );
  for (const refund of refunds) await noteRefund(deps, method, refund);
};

/** Books what was fetched, and what follows from it that has to be fetched too. */
export const seePayment = async (deps: Payments, heard: Heard): Promise<void> => {
  const { method, payment } = heard;
  await committed(deps, 'payments/note', (tx) => noteProviderPayment(deps, tx, heard));
  if (payment.refunded > 0) await seeRefunds(deps, method, payment);
};

/** Sellers' shares come into being with the capture. */
export const seeTransfers = async (deps: Payments, paymentId: string): Promise<void> => {
  const row = await new PaymentStore(deps.db).find(paymentId);
  const { providerId } = row ?? {};
  if (!row || !providerId || row.state !== 'captured' || !row.shares.some((share) => share.transfer)) return;
  const transfers = await deps.ways.ask(row.method, 'payments/transfer fetch', async (online) =>
    online.transfers ? online.transfers.of(providerId) : [],
  );
  await noteTransfers(deps, row, transfers);
};

/** Of many payments that were fetched, those that are news. */
export const newsAmong = async (
  deps: Payments,
  method: string,
  payments: readonly ProviderPayment[],
): Promise<ProviderPayment[]> => {
  const ids = payments.map((one) => one.id);
  const known = await new AttemptStore(deps.db).known(method, ids);
  return payments.filter((one) => {
    const before = known.get(one.id);
    if (!before) return true;
    return (
      before.state !== one.state ||
      before.refunded !== one.refunded ||
      (one.fee > 0 && before.fee !== one.fee)
    );
  });
};
