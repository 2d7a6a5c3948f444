import { type OnlinePayments, type ProviderPayment, ProviderRefusal } from 'leo-live/sdk';
import { checked, ids, paise } from './ids.ts';
import { listOf, type PaymentAnswer, payment } from './wire/answers.ts';
import { everyPage } from './wire/pages.ts';
import type { Wire } from './wire/wire.ts';

const states = {
  created: 'created',
  // Cash on delivery collected through the provider, which Leo does not use.
  pending: 'created',
  authorized: 'authorised',
  captured: 'captured',
  refunded: 'refunded',
  failed: 'failed',
} as const;

export const toPayment = (given: PaymentAnswer): ProviderPayment => ({
  id: given.id,
  reference: given.order_id && ids.order.test(given.order_id) ? given.order_id : null,
  state: states[given.status],
  amount: given.amount,
  currency: given.currency,
  fee: given.fee ?? 0,
  tax: given.tax ?? 0,
  refunded: given.amount_refunded ?? 0,
  instrument: given.method ?? null,
  failure: given.status === 'failed' ? (given.error_description ?? 'The payment did not go through.') : null,
  at: given.created_at * 1000,
});

type Reading = Pick<OnlinePayments, 'payment' | 'paymentsOf' | 'recent' | 'capture'>;

const fetchOne = async (wire: Wire, given: string): Promise<ProviderPayment> => {
  const id = checked('payment', given);
  const answer = await wire.ask({
    what: `show payment ${id}`,
    repeatable: true,
    send: (sdk) => sdk.payments.fetch(id),
    answer: payment,
    fits: (one) => one.id === id,
  });
  return toPayment(answer);
};

const taken = new Set(['captured', 'refunded']);

/** Taking it twice is refused there with "already been captured", and is what was wanted if the amount is the same. */
const capture = async (wire: Wire, asked: { id: string; amount: number; currency: string }) => {
  const id = checked('payment', asked.id);
  const amount = paise(asked.amount);
  try {
    const answer = await wire.ask({
      what: `capture payment ${id}`,
      repeatable: true,
      send: (sdk) => sdk.payments.capture(id, amount, asked.currency),
      answer: payment,
      fits: (one) =>
        one.id === id && one.amount === amount && one.currency === asked.currency && taken.has(one.status),
    });
    return toPayment(answer);
  } catch (problem) {
    if (!(problem instanceof ProviderRefusal) || !/already been captured/i.test(problem.message))
      throw problem;
    const found = await fetchOne(wire, id);
    const isWhatWasAsked = found.amount === amount && found.currency === asked.currency;
    if (isWhatWasAsked && taken.has(found.state)) return found;
    throw problem;
  }
};

export const paymentsAt = (wire: Wire): Reading => ({
  payment: (id) => fetchOne(wire, id),
  paymentsOf: async (reference) => {
    const order = checked('order', reference);
    const { items } = await wire.ask({
      what: `list the payments of ${order}`,
      repeatable: true,
      send: (sdk) => sdk.orders.fetchPayments(order),
      answer: listOf(payment),
      fits: (list) => list.items.every((one) => one.order_id === order),
    });
    return items.map(toPayment);
  },
  recent: async ({ from, to }) => {
    const between = { from: Math.floor(from / 1000), to: Math.ceil(to / 1000) };
    const items = await everyPage(wire, {
      what: 'list recent payments',
      item: payment,
      size: 100,
      fetch: (sdk, page) => sdk.payments.all({ ...between, ...page }),
      keyOf: (one) => one.id,
    });
    return items.map(toPayment);
  },
  capture: (asked) => capture(wire, asked),
});
