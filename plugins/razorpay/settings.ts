import * as z from 'zod/mini';
import { ids } from './ids.ts';
import { realBaseUrl } from './wire/sdk.ts';

const url = z.url({ protocol: /^https?$/ });
const paise = z.int().check(z.nonnegative(), z.maximum(Number.MAX_SAFE_INTEGER));

export const settings = z.object({
  /** What a buyer chooses. */
  title: z._default(z.string().check(z.trim(), z.minLength(1), z.maxLength(60)), 'UPI, cards, net banking'),
  /** One sentence a buyer reads before choosing. */
  note: z._default(
    z.string().check(z.trim(), z.maxLength(200), z.regex(/[.!?]$/, 'must be a sentence')),
    'Paid safely at Razorpay; you get everything back if an order cannot be kept.',
  ),
  /** What paying this way adds to an order, in the smallest unit of the shop's currency. */
  fee: z._default(paise, 0),
  /** `test`: no real money. The keys must be of the same kind. */
  mode: z.enum(['test', 'live']),
  /** Where the API is, for the double; test mode alone. */
  baseUrl: z.optional(url),
  /** Where the buyer's browser loads the provider's script, or a path of the shop itself; test mode alone. */
  browserUrl: z.optional(z.union([url, z.string().check(z.regex(/^\/[\w./-]*$/))])),
  /** The shop's own account, `acc_…`: messages from another are not listened to. */
  account: z.optional(z.string().check(z.regex(ids.account))),
  /** How long authorised money may wait for Leo to take it; then the provider gives it back. */
  captureMinutes: z._default(z.int().check(z.minimum(12), z.maximum(7_200)), 60),
  /** How money that was not taken goes back: `optimum` at once where the bank can, which may cost a fee. */
  refundSpeed: z._default(z.enum(['normal', 'optimum']), 'normal'),
  /** Whether sellers' shares are held by the provider (its "Route"), which has to be agreed with it first. */
  route: z._default(z.boolean(), false),
});
export type RazorpaySettings = z.output<typeof settings>;

export const secretNames = [
  'RAZORPAY_KEY_ID',
  'RAZORPAY_KEY_SECRET',
  'RAZORPAY_WEBHOOK_SECRET',
  'RAZORPAY_WEBHOOK_SECRET_OLD',
] as const;

export interface Config extends RazorpaySettings {
  baseUrl: string;
  script: string;
  keyId: string;
  keySecret: string;
  /** Of the webhook: the one in use, and while it is being changed the one before. Empty: none is listened to. */
  webhookSecrets: readonly string[];
}

const realScript = 'https://checkout.razorpay.com/v1/checkout.js';

const onThisMachine = new Set(['localhost', '127.0.0.1', '[::1]']);

const withoutSlash = (address: string): string => address.replace(/\/+$/, '');

const apiOf = ({ mode, baseUrl, browserUrl }: RazorpaySettings): string => {
  if (mode === 'live' && (baseUrl !== undefined || browserUrl !== undefined))
    throw new Error(
      'baseUrl and browserUrl are for test mode: take them out of leo.json, or set mode to "test"',
    );
  if (baseUrl === undefined) return realBaseUrl;
  const { protocol, hostname } = new URL(baseUrl);
  if (protocol !== 'https:' && !(protocol === 'http:' && onThisMachine.has(hostname)))
    throw new Error('baseUrl must begin with https:// unless it is on this machine: the keys travel there');
  return withoutSlash(baseUrl);
};

const keysOf = (mode: RazorpaySettings['mode'], secret: (name: string) => string | undefined) => {
  const keyId = secret('RAZORPAY_KEY_ID');
  const keySecret = secret('RAZORPAY_KEY_SECRET');
  if (!keyId || !keySecret)
    throw new Error(
      'RAZORPAY_KEY_ID and RAZORPAY_KEY_SECRET are not both in .env: copy them from the Razorpay dashboard',
    );
  const kind = /^rzp_(test|live)_[A-Za-z0-9]{14}$/.exec(keyId)?.[1];
  if (!kind)
    throw new Error(
      'RAZORPAY_KEY_ID in .env is not a key id: it looks like rzp_test_ and 14 letters and digits',
    );
  if (!/^[\x21-\x7e]{16,100}$/.test(keySecret))
    throw new Error(
      'RAZORPAY_KEY_SECRET in .env is not a key’s secret: it has spaces in it, or is too short',
    );
  if (kind !== mode)
    throw new Error(
      kind === 'live'
        ? 'The keys in .env are live keys, and leo.json says test mode: real money would be taken for tests'
        : 'The keys in .env are test keys, and leo.json says live mode: goods would be sent for no money',
    );
  return { keyId, keySecret };
};

const webhookSecretsOf = (secret: (name: string) => string | undefined): string[] => {
  const current = secret('RAZORPAY_WEBHOOK_SECRET');
  const old = secret('RAZORPAY_WEBHOOK_SECRET_OLD');
  const given = [current, old].filter((one) => one !== undefined && one !== '') as string[];
  if (given.some((one) => one.trim().length < 8))
    throw new Error('The webhook’s secret in .env is shorter than 8 characters: anybody could guess it');
  return given;
};

/** Settings and secrets made one; throws what an operator has to put right. */
export const configure = (given: RazorpaySettings, secret: (name: string) => string | undefined): Config => ({
  ...given,
  baseUrl: apiOf(given),
  script: given.browserUrl === undefined ? realScript : `${withoutSlash(given.browserUrl)}/v1/checkout.js`,
  ...keysOf(given.mode, secret),
  webhookSecrets: webhookSecretsOf(secret),
});
