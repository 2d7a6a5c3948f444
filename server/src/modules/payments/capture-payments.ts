import * as z from 'zod/mini';
import { KeysRefused, type ProviderPayment, ProviderRefusal, UnknownOutcome } from '../../../../sdk/index.ts';
import { type Job, job } from '../../kernel/jobs/job.ts';
import type { Payments } from './context.ts';
import { backOff } from './domain/machine.ts';
import { seePayment, seeTransfers } from './see-payment.ts';
import { PaymentStore, type StoredPayment } from './store/payments.ts';

/** Payments that one run has in hand at once: a provider answers in a second, and a live sale has hundreds. */
const atOnce = 16;
/** A crash is resumed within ten seconds; should whoever had the row be slow and not gone, asking twice is asking once. */
const lease = 9_000;

const fetched = (deps: Payments, method: string, id: string): Promise<ProviderPayment> =>
  deps.ways.ask(method, 'payments/capture fetch', (online) => online.payment(id));

/** An answer about another payment or another amount is no answer. */
const checked = (payment: ProviderPayment, row: StoredPayment): ProviderPayment => {
  if (payment.id === row.providerId && payment.reference === row.reference) return payment;
  throw new UnknownOutcome('The provider answered about another payment');
};

/** Takes the money; what became of it is fetched where the answer does not say. */
const take = async (
  deps: Payments,
  row: StoredPayment,
  id: string,
): Promise<{ payment: ProviderPayment; sure: boolean }> => {
  const { method, amount } = row;
  try {
    const payment = await deps.ways.ask(method, 'payments/capture', (online) =>
      online.capture({ id, amount, currency: deps.currency }),
    );
    return { payment: checked(payment, row), sure: false };
  } catch (problem) {
    if (problem instanceof KeysRefused) throw problem;
    const payment = checked(await fetched(deps, method, id), row);
    return { payment, sure: problem instanceof ProviderRefusal };
  }
};

/** Claimed on a provider's word alone: first find the payment it meant. */
const find = async (deps: Payments, row: StoredPayment): Promise<void> => {
  const { method, reference } = row;
  if (reference === null) return;
  const tried = await deps.ways.ask(method, 'payments/capture fetch', (online) =>
    online.paymentsOf(reference),
  );
  for (const payment of tried) await seePayment(deps, { method, payment });
};

const captureOne = async (deps: Payments, row: StoredPayment): Promise<void> => {
  const { method, paymentId, providerId } = row;
  const store = new PaymentStore(deps.db);
  const provider = deps.ways.find(method);
  // What is promised by a provider that takes no money itself stays promised.
  if (provider && !provider.online) return store.captureAgain(paymentId, null);
  try {
    if (providerId === null) await find(deps, row);
    else await seePayment(deps, { method, ...(await take(deps, row, providerId)) });
    await seeTransfers(deps, paymentId);
  } catch (problem) {
    deps.log.warn({ paymentId, method, problem: String(problem) }, 'a capture has to be asked for again');
  }
  // Where it is captured by now, or lost, this changes nothing.
  await deps.probe?.('payments/capture later');
  await store.captureAgain(paymentId, deps.clock.now() + backOff(row.tries - 1, Math.random()));
};

/** Captures what is claimed, until nothing is due. */
export const captureDue = async (deps: Payments): Promise<void> => {
  for (;;) {
    const now = deps.clock.now();
    const rows = await new PaymentStore(deps.db).takeToCapture(now, now + lease, atOnce);
    await Promise.all(rows.map((row) => captureOne(deps, row)));
    if (rows.length < atOnce) return;
  }
};

export const captureJob = (deps: () => Payments): Job<Record<string, never>> =>
  job({
    name: 'payments.capture',
    payload: z.object({}) as z.ZodMiniType<Record<string, never>>,
    attempts: 5,
    lane: 'network',
    run: () => captureDue(deps()),
  });
