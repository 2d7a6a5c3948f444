import type { OnlinePayments, PaymentProvider } from 'leo-live/sdk';
import { ids } from './ids.ts';
import { authorising } from './orders.ts';
import { paymentsAt } from './payments.ts';
import { refundsAt } from './refunds.ts';
import type { Config } from './settings.ts';
import { settlementsAt } from './settlements.ts';
import { isSigned } from './signature.ts';
import { transfersAt } from './transfers.ts';
import { hearing } from './webhook.ts';
import { openWire, type Wire, type WireParts } from './wire/wire.ts';

/** One call may take 10 s: the SDK's own limit is none. */
const timeout = 10_000;

/** What the real page loads from and speaks to while somebody pays. */
const realOrigins = [
  'https://checkout.razorpay.com',
  'https://api.razorpay.com',
  'https://cdn.razorpay.com',
  'https://lumberjack.razorpay.com',
];

const originsOf = ({ script, browserUrl }: Config): string[] => {
  if (browserUrl === undefined) return realOrigins;
  return script.startsWith('/') ? [] : [new URL(script).origin];
};

const verifying =
  ({ keySecret }: Config): OnlinePayments['verify'] =>
  (reference, proof) => {
    const id: unknown = proof['razorpay_payment_id'];
    if (typeof id !== 'string' || !ids.payment.test(id) || !ids.order.test(reference)) return null;
    return isSigned(`${reference}|${id}`, proof['razorpay_signature'], [keySecret]) ? id : null;
  };

const onlineAt = (wire: Wire, config: Config): OnlinePayments => ({
  test: config.mode === 'test',
  origins: originsOf(config),
  verify: verifying(config),
  ...paymentsAt(wire),
  ...refundsAt(wire),
  ...settlementsAt(wire),
  hear: hearing({ secrets: config.webhookSecrets, account: config.account }),
  ...(config.route ? { transfers: transfersAt(wire) } : {}),
});

/** Razorpay as a way of paying. `parts` and `limit` are for tests, which do not wait. */
export const openRazorpay = (
  config: Config,
  { parts, limit = timeout }: { parts?: WireParts; limit?: number } = {},
): PaymentProvider => {
  const { baseUrl, keyId, keySecret } = config;
  const wire = openWire({ baseUrl, keyId, keySecret, timeout: limit }, parts);
  return {
    id: 'razorpay',
    title: config.title,
    note: config.note,
    fee: (total) => config.fee as typeof total,
    authorise: authorising(wire, config),
    // Nothing was taken, and what is authorised later and not captured goes back by itself.
    void: async () => undefined,
    online: onlineAt(wire, config),
  };
};
