import * as z from 'zod/mini';
import { KeysRefused, type ProviderRefund, ProviderRefusal } from '../../../../sdk/index.ts';
import { type Job, job } from '../../kernel/jobs/job.ts';
import { committed, type Payments } from './context.ts';
import { backOff } from './domain/machine.ts';
import { failed, noteRefund } from './note-refund.ts';
import { reverseShares } from './reverse-shares.ts';
import { seeTransfers } from './see-payment.ts';
import { RefundStore, type StoredRefund } from './store/refunds.ts';

const atOnce = 8;
/** A crash is resumed within ten seconds; should whoever had the row be slow and not gone, asking twice is asking once. */
const lease = 9_000;

const find = async (deps: Payments, refund: StoredRefund & { method: string; providerPaymentId: string }) => {
  const all = await deps.ways.ask(refund.method, 'payments/refund fetch', (online) =>
    online.refundsOf(refund.providerPaymentId),
  );
  return all.find((one) => one.ours === refund.providerKey || one.id === refund.providerRefundId);
};

/** The same key however often it is asked. Where the answer does not say, what became of it is fetched. */
const ask = async (
  deps: Payments,
  refund: StoredRefund & { method: string; providerPaymentId: string },
): Promise<ProviderRefund> => {
  const { method, providerKey, providerPaymentId, amount, reason } = refund;
  try {
    return await deps.ways.ask(method, 'payments/refund send', (online) =>
      online.refund({
        refundId: providerKey,
        paymentId: providerPaymentId,
        amount,
        currency: deps.currency,
        reason,
      }),
    );
  } catch (problem) {
    if (problem instanceof KeysRefused) throw problem;
    const made = await find(deps, refund);
    if (!made) throw problem;
    return made;
  }
};

/** Refused, and not there either: for good. */
const refused = (deps: Payments, refund: StoredRefund, why: string): Promise<void> =>
  committed(deps, 'payments/refund note', async (tx) => {
    const now = await new RefundStore(tx).find(refund.refundId);
    if (now?.state === 'owed' && now.providerKey === refund.providerKey) await failed({ deps, tx }, now, why);
  });

const send = async (deps: Payments, refund: StoredRefund & { method: string; providerPaymentId: string }) => {
  if (refund.paymentId !== null && refund.origin === 'shop') await seeTransfers(deps, refund.paymentId);
  await reverseShares(deps, refund);
  try {
    await noteRefund(deps, refund.method, await ask(deps, refund));
  } catch (problem) {
    if (!(problem instanceof ProviderRefusal)) throw problem;
    await refused(deps, refund, problem.message);
  }
};

const look = async (deps: Payments, refund: StoredRefund & { method: string; providerPaymentId: string }) => {
  const made = await find(deps, refund);
  if (made) await noteRefund(deps, refund.method, made);
};

const work = async (deps: Payments, refund: StoredRefund): Promise<void> => {
  const { method, providerPaymentId, refundId, state } = refund;
  if (method === null || providerPaymentId === null) return;
  const known = { ...refund, method, providerPaymentId };
  try {
    if (state === 'owed') await send(deps, known);
    else await look(deps, known);
  } catch (problem) {
    deps.log.warn({ refundId, method, problem: String(problem) }, 'a refund has to be asked for again');
  }
  // Where it has ended by now, this changes nothing.
  await deps.probe?.('payments/refund later');
  await new RefundStore(deps.db).tryAt(refundId, deps.clock.now() + backOff(refund.tries - 1, Math.random()));
};

/** Sends what is owed and looks after what was sent, until nothing is due. */
export const refundDue = async (deps: Payments): Promise<void> => {
  for (;;) {
    const now = deps.clock.now();
    const refunds = await new RefundStore(deps.db).takeDue(now, now + lease, atOnce);
    await Promise.all(refunds.map((refund) => work(deps, refund)));
    if (refunds.length < atOnce) return;
  }
};

export const refundJob = (deps: () => Payments): Job<Record<string, never>> =>
  job({
    name: 'payments.refund',
    payload: z.object({}) as z.ZodMiniType<Record<string, never>>,
    attempts: 5,
    lane: 'network',
    run: () => refundDue(deps()),
  });
