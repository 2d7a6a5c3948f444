import * as z from 'zod/mini';
import { id } from '#contracts/values';
import type { Tx } from '../../db/connection.ts';
import { type Job, job } from '../../kernel/jobs/job.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { postings } from '../ledger/index.ts';
import type { Payments, Within } from './context.ts';
import { giveBack } from './give-back.ts';
import { sharesOf, spendCoins, tellCaptured } from './note-payment.ts';
import { AttemptStore } from './store/attempts.ts';
import { CashStore } from './store/cash.ts';
import { PaymentStore, type StoredPayment } from './store/payments.ts';
import { ReconciliationStore } from './store/reconciliation.ts';

const voided = z.object({ paymentId: id, method: z.string() });
export type VoidJob = Job<z.infer<typeof voided>>;

/** Tells a provider that a payment is not wanted any more. */
export const voidJob = (deps: Pick<Payments, 'ways'>): VoidJob =>
  job({
    name: 'payments.void',
    payload: voided,
    // Doubling from one second, twelve tries span more than an hour of a provider's absence.
    attempts: 12,
    lane: 'network',
    run: async ({ paymentId, method }) => {
      const provider = deps.ways.find(method);
      if (provider) await deps.ways.tried(method, 'payments/void', () => provider.void(paymentId));
    },
  });

/** Money that waited in 2700 goes to the orders that have their stock again. */
const apply = async (deps: Payments, tx: Tx, row: StoredPayment): Promise<void> => {
  const { providerId, paymentId, method } = row;
  if (providerId === null) throw new Error(`The payment ${paymentId} keeps money of nobody`);
  const at = deps.clock.now();
  await deps.ledger.post(
    tx,
    postings.applied({ paymentId, providerPaymentId: providerId, at, shares: sharesOf(row) }),
  );
  await spendCoins(deps, tx, row);
  await new AttemptStore(tx).setBooked({ method, providerId }, 'applied', at);
  await new PaymentStore(tx).captured(paymentId, { providerId, at });
  await tellCaptured(deps, tx, row);
};

export const claim = async (deps: Payments, tx: Tx, paymentId: string): Promise<void> => {
  const payments = new PaymentStore(tx);
  const row = await payments.claim(paymentId, deps.clock.now());
  if (row?.kept) return apply(deps, tx, row);
  if (row) return void (await deps.jobs.add(deps.wake.capture, {}, { tx }));
  const before = await payments.find(paymentId);
  const isClaimed = before?.claimed && before.state !== 'void';
  if (!isClaimed) throw new Refusal('payment.not-captured');
};

export const isAuthorised = async (tx: Tx, paymentId: string): Promise<boolean> => {
  const row = await new PaymentStore(tx).find(paymentId, { lock: true });
  if (!row || row.refused !== null) return false;
  return row.state === 'authorised' || row.state === 'captured' || row.providerId !== null;
};

/** Nothing is captured for it any more; what was captured already goes back. */
const close = async ({ deps, tx }: Within, row: StoredPayment, reason: string): Promise<void> => {
  const { method, providerId } = row;
  if (!row.kept || providerId === null) return;
  const attempt = await new AttemptStore(tx).find(method, providerId, { lock: true });
  if (!attempt) return;
  await new ReconciliationStore(tx).add({
    kind: 'late-payment',
    method,
    reference: providerId,
    orderId: row.shares[0]?.orderId ?? row.purchaseId,
    amount: row.amount,
    says: `The money came too late to be used, and goes back: ${reason}`,
    state: 'working',
    at: deps.clock.now(),
  });
  await giveBack(deps, tx, { method, attempt, reason });
};

export const refuse = async (
  deps: Payments & { toVoid: VoidJob },
  tx: Tx,
  { paymentId, reason }: { paymentId: string; reason: string },
): Promise<boolean> => {
  const payments = new PaymentStore(tx);
  const row = await payments.refuse(paymentId, reason, deps.clock.now());
  if (!row) {
    const before = await payments.find(paymentId);
    return before === undefined || before.refused !== null;
  }
  await close({ deps, tx }, row, reason);
  if (row.reference !== null) await deps.jobs.add(deps.toVoid, { paymentId, method: row.method }, { tx });
  return true;
};

/** Cancelled before anything was taken. False where something was: then it is to be refunded. */
export const giveUp = async (
  deps: Payments & { toVoid: VoidJob },
  tx: Tx,
  of: { paymentId?: string; orderId?: string },
): Promise<boolean> => {
  const reason = 'The order was cancelled.';
  const online = of.paymentId === undefined || (await refuse(deps, tx, { paymentId: of.paymentId, reason }));
  const cash = of.orderId === undefined || (await giveUpCash(deps, tx, of.orderId));
  return online && cash;
};

const giveUpCash = async (deps: Payments, tx: Tx, orderId: string): Promise<boolean> => {
  const store = new CashStore(tx);
  if (await store.giveUp(orderId, deps.clock.now())) return true;
  const [cash] = await store.of([orderId]);
  return cash === undefined || cash.state === 'void';
};
