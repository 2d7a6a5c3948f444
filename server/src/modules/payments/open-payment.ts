import type { PaymentAction } from '#contracts/orders';
import { toMoney } from '#contracts/values';
import {
  type Authorisation,
  KeysRefused,
  type PaymentProvider,
  type PaymentRequest,
  ProviderRefusal,
} from '../../../../sdk/index.ts';
import type { Connection } from '../../db/connection.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { OpenPayment } from './api.ts';
import type { Payments, Within } from './context.ts';
import { nextLook } from './domain/machine.ts';
import { PaymentStore } from './store/payments.ts';

const asRequest = (deps: Payments, payment: OpenPayment): PaymentRequest => {
  const shares = payment.shares.flatMap(({ orderId, transfer }) =>
    transfer ? [{ orderId, ...transfer }] : [],
  );
  return {
    orderId: payment.paymentId,
    amount: payment.amount,
    currency: deps.currency,
    address: payment.address,
    number: payment.number,
    expiresAt: payment.expiresAt,
    ...(shares.length > 0 && { shares }),
    ...(deps.shopUrl !== undefined && { shopUrl: deps.shopUrl }),
  };
};

/** A seller the provider cannot pay is found before the buyer has paid, not after. */
const sellersReady = async (deps: Payments, { method, shares }: OpenPayment): Promise<void> => {
  const accounts = new Set(shares.flatMap(({ transfer }) => (transfer ? [transfer.account] : [])));
  for (const account of accounts) {
    const ready = await deps.ways.ask(method, 'payments/ready', async (online) =>
      online.transfers ? online.transfers.ready(account) : false,
    );
    if (!ready)
      throw new Refusal('payment.not-for-these', {
        reason: 'A seller of these goods cannot be paid this way yet.',
      });
  }
};

const ask = async (
  deps: Payments,
  provider: PaymentProvider,
  payment: OpenPayment,
): Promise<Authorisation> => {
  if (provider.online) await sellersReady(deps, payment);
  const request = asRequest(deps, payment);
  return deps.ways.tried(provider.id, 'payments/authorise', () => provider.authorise(request));
};

/** A payment the provider will not have is a decline; keys it will not have are the shop's trouble, not the buyer's. */
export const authorise = async (deps: Payments, payment: OpenPayment): Promise<Authorisation> => {
  const provider = deps.ways.find(payment.method);
  if (!provider) throw new Refusal('payment.unknown-method', { method: payment.method });
  if (!deps.ways.usable(provider.id).on) throw new Refusal('payment.not-now', { method: provider.id });
  try {
    return await ask(deps, provider, payment);
  } catch (problem) {
    if (problem instanceof KeysRefused) throw new Refusal('payment.not-now', { method: provider.id });
    if (problem instanceof ProviderRefusal) return { outcome: 'declined', reason: problem.message };
    throw problem;
  }
};

/** Keeps what the provider said; the reconciler looks after it from now on. */
export const opened = async (
  { deps, tx }: Within,
  paymentId: string,
  answer: Authorisation,
): Promise<void> => {
  if (answer.outcome === 'declined') return;
  const now = deps.clock.now();
  const isPending = answer.outcome === 'pending';
  await new PaymentStore(tx).opened(
    paymentId,
    {
      reference: answer.reference,
      checkout: isPending ? answer.checkout : null,
      state: answer.outcome,
      lookAt: isPending ? now + (nextLook(0) ?? 0) : null,
    },
    now,
  );
};

export const actions = async (
  on: Connection,
  paymentIds: readonly string[],
): Promise<Map<string, PaymentAction | null>> => {
  const waiting = await new PaymentStore(on).checkouts(paymentIds);
  const all = new Map<string, PaymentAction | null>(paymentIds.map((id) => [id, null]));
  for (const { id, method, amount, checkout } of waiting)
    all.set(id, { kind: 'checkout', provider: method, amount: toMoney(amount), ...checkout });
  return all;
};
