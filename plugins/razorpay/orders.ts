import { type Authorisation, type PaymentRequest, ProviderRefusal, type Share } from 'leo-live/sdk';
import type * as z from 'zod/mini';
import { checked, ours, paise } from './ids.ts';
import type { Config } from './settings.ts';
import { listOf, order } from './wire/answers.ts';
import type { Wire } from './wire/wire.ts';

type Order = z.output<typeof order>;

/** The least Razorpay takes: one rupee. */
const least = 100;

const transferOf = ({ orderId, account, amount }: Share, currency: string) => ({
  account: checked('account', account),
  amount: paise(amount),
  currency,
  notes: { order: ours(orderId) },
  on_hold: true,
});

const bodyOf = (config: Config, request: PaymentRequest) => ({
  amount: request.amount,
  currency: request.currency,
  // The payment's id. With unique_receipt a second order for the same payment cannot come to be.
  receipt: request.orderId,
  unique_receipt: true,
  partial_payment: false,
  // Never taken before the stock is sold to this buyer; what Leo does not take in time goes back by itself.
  payment: {
    capture: 'manual',
    capture_options: { manual_expiry_period: config.captureMinutes, refund_speed: config.refundSpeed },
  },
  notes: { payment: request.orderId, ...(request.number === undefined ? {} : { number: request.number }) },
  ...(request.shares?.length
    ? { transfers: request.shares.map((share) => transferOf(share, request.currency)) }
    : {}),
});

const isFor =
  ({ amount, currency, orderId }: PaymentRequest) =>
  (one: Order) =>
    one.amount === amount && one.currency === currency && one.receipt === orderId;

/** The order of a receipt that was used before; the oldest, should the provider ever have made two. */
const existing = async (wire: Wire, request: PaymentRequest): Promise<Order | undefined> => {
  const { items } = await wire.ask({
    what: `find the order of payment ${request.orderId}`,
    repeatable: true,
    send: (sdk) => sdk.orders.all({ receipt: request.orderId, count: 100 }),
    answer: listOf(order),
  });
  return items.filter(isFor(request)).sort((a, b) => a.created_at - b.created_at)[0];
};

/** A receipt that was used is answered with the same order, or refused: the provider's pages say both. */
const orderFor = async (wire: Wire, config: Config, request: PaymentRequest): Promise<Order> => {
  try {
    return await wire.ask({
      what: `open payment ${request.orderId}`,
      repeatable: true,
      send: (sdk) => sdk.orders.create(bodyOf(config, request)),
      answer: order,
      fits: isFor(request),
    });
  } catch (problem) {
    if (!(problem instanceof ProviderRefusal) || !/receipt/i.test(problem.message)) throw problem;
    const found = await existing(wire, request);
    if (found) return found;
    throw problem;
  }
};

/** A phone that keeps the page asleep may overrun it: it is a help to the buyer, not a guarantee. */
const secondsLeft = (expiresAt: number, now: number): number =>
  Math.max(1, Math.floor((expiresAt - now) / 1000));

const optionsFor = (config: Config, request: PaymentRequest, { id, now }: { id: string; now: number }) => ({
  key: config.keyId,
  order_id: id,
  amount: request.amount,
  currency: request.currency,
  ...(request.number === undefined ? {} : { name: `Order ${request.number}` }),
  prefill: { name: request.address.name, contact: request.address.phone },
  notes: { payment: request.orderId },
  retry: { enabled: true },
  ...(request.expiresAt === undefined ? {} : { timeout: secondsLeft(request.expiresAt, now) }),
  // Browsers inside other apps show no frames: there the web sets `redirect`, and the buyer comes back to this page.
  ...(request.shopUrl === undefined
    ? {}
    : { callback_url: `${request.shopUrl}/pay/razorpay/return/${request.orderId}`, redirect: false }),
});

const declinedAtOnce = (config: Config, { amount, shares }: PaymentRequest): string | null => {
  if (amount < least) return 'Online payments begin at ₹1.';
  if (shares?.length && !config.route) return 'This shop cannot share online payments between its sellers.';
  return null;
};

/** Opens what the buyer then pays at Razorpay. The same payment id is the same order there, however often it is asked. */
export const authorising =
  (wire: Wire, config: Config) =>
  async (request: PaymentRequest): Promise<Authorisation> => {
    ours(request.orderId);
    paise(request.amount);
    const reason = declinedAtOnce(config, request);
    if (reason !== null) return { outcome: 'declined', reason };
    try {
      const { id } = await orderFor(wire, config, request);
      const options = optionsFor(config, request, { id, now: wire.now() });
      const checkout = { script: config.script, options, test: config.mode === 'test' };
      return { outcome: 'pending', reference: id, checkout };
    } catch (problem) {
      if (!(problem instanceof ProviderRefusal)) throw problem;
      return { outcome: 'declined', reason: `Online payment could not be opened: ${problem.message}` };
    }
  };
