import { KeysRefused, type ProviderPayment, ProviderRefusal, UnknownOutcome } from '../../../../sdk/index.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Payments } from './context.ts';
import { seePayment } from './see-payment.ts';
import { PaymentStore, type StoredPayment } from './store/payments.ts';

type Proof = Readonly<Record<string, string>>;

/** The payment a proof stands for, as the provider knows it. Our own reference is what it has to be genuine for. */
const proven = async (deps: Payments, row: StoredPayment, proof: Proof): Promise<ProviderPayment> => {
  const { method, reference, paymentId } = row;
  const online = deps.ways.online(method);
  const id = online && reference !== null ? online.verify(reference, proof) : null;
  const payment =
    id === null ? null : await deps.ways.ask(method, 'payments/proof', (provider) => provider.payment(id));
  if (payment && payment.id === id && payment.reference === reference) return payment;
  deps.log.warn({ paymentId, method, says: id }, 'a proof of payment is not genuine');
  throw new Refusal('payment.not-genuine');
};

/** The provider cannot say now: the buyer is told to wait, and the reconciler finds out. */
const asChecking = (problem: unknown): unknown => {
  const isOpen =
    problem instanceof UnknownOutcome || problem instanceof KeysRefused || problem instanceof ProviderRefusal;
  return isOpen ? new Refusal('payment.checking') : problem;
};

export const confirm = async (deps: Payments, paymentId: string, proof: Proof): Promise<void> => {
  const row = await new PaymentStore(deps.db).find(paymentId);
  if (!row) throw new Refusal('payment.not-needed');
  try {
    const payment = await proven(deps, row, proof);
    await seePayment(deps, { method: row.method, payment });
    if (payment.state === 'failed') throw new Refusal('payment.declined', { reason: payment.failure });
    if (payment.state === 'created') throw new Refusal('payment.checking');
  } catch (problem) {
    throw asChecking(problem);
  }
};

/**
 * Browsers inside other apps come back by a form. Whatever it says, they are shown the order, which tells the truth;
 * only that a payment did not work is told along.
 */
export const returned = async (
  deps: Payments,
  back: { method: string; paymentId: string; form: Proof },
): Promise<string> => {
  const row = await new PaymentStore(deps.db).find(back.paymentId);
  if (!row || row.method !== back.method) return '/orders';
  const orderId = row.shares[0]?.orderId ?? row.purchaseId;
  try {
    await confirm(deps, back.paymentId, back.form);
    return `/orders/${orderId}`;
  } catch (problem) {
    if (!(problem instanceof Refusal)) throw problem;
    const how = problem.code === 'payment.checking' ? 'checking' : 'failed';
    return `/orders/${orderId}?payment=${how}`;
  }
};
