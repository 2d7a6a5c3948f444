import * as z from 'zod/mini';
import { email, password } from './accounts.ts';
import { money, text, toMoney } from './values.ts';

/** ISO 4217, as the platform knows it: `INR`. */
export const currency = z
  .string()
  .check(
    z.refine((code) => Intl.supportedValuesOf('currency').includes(code), 'is not an ISO 4217 currency code'),
  );

/** A TCP port; one is left above it for HTTPS. */
export const port = z.int().check(z.minimum(1), z.maximum(65_534));

/** The first and the last UDP port of the range the video uses, `20000-20999`. */
export const portRange = z.string().check(
  z.refine((typed) => {
    const [, from, to] = /^(\d{1,5})-(\d{1,5})$/.exec(typed) ?? [];
    return from !== undefined && 1024 <= Number(from) && Number(from) < Number(to) && Number(to) <= 65_535;
  }, 'is not a range of ports such as 20000-20999'),
);

const basisPoints = z.int().check(z.minimum(0), z.maximum(10_000));
const days = z.int().check(z.minimum(1), z.maximum(3_650));
const pin = z
  .string()
  .check(z.trim(), z.regex(/^[A-Za-z0-9][A-Za-z0-9 -]{1,8}[A-Za-z0-9]$/, 'is not a PIN code'));

/** How long things take before they happen by themselves. */
const times = z.strictObject({
  /** How long stock is held for a buyer who pays. */
  holdMinutes: z._default(z.int().check(z.minimum(2), z.maximum(120)), 10),
  /** An order completes so long after delivery, unless its buyer says otherwise. */
  completeAfterHours: z._default(z.int().check(z.minimum(1), z.maximum(720)), 48),
  /** Until when something can be sent back after delivery. */
  returnDays: z._default(days, 7),
});

/** Leo Coins: 1 for each rupee, 100 are ₹1. */
const coins = z.strictObject({
  enabled: z._default(z.boolean(), true),
  /** Coins expire so many days after they were earned; null: never. */
  expireAfterDays: z._default(z.nullable(days), null),
});

/** What the shop keeps of a sale, of the goods, and the tax on that. */
const commission = z.strictObject({
  basisPoints: z._default(basisPoints, 0),
  /** By the product's category, over the above; by the seller's e-mail, over both. */
  byCategory: z._default(z.record(z.string(), basisPoints), {}),
  bySeller: z._default(z.record(z.string(), basisPoints), {}),
  taxBasisPoints: z._default(basisPoints, 1_800),
});

/** Tax inside the prices, for invoices. */
const taxes = z.strictObject({
  basisPoints: z._default(basisPoints, 500),
  hsn: z._default(z.nullable(z.string()), null),
  byCategory: z._default(
    z.record(z.string(), z.strictObject({ basisPoints, hsn: z._default(z.nullable(z.string()), null) })),
    {},
  ),
});

/** The ladder for cash on delivery. */
const trust = z.strictObject({
  /** A buyer's first order in cash is confirmed by a one-time code. */
  codeForFirst: z._default(z.boolean(), true),
  /** So is an order of this or more; null: none is for its size. */
  codeFrom: z._default(z.nullable(money), toMoney(500_000)),
  /** What is paid beforehand where trust asks for a part. */
  advanceBasisPoints: z._default(basisPoints, 2_000),
  /** No cash is taken above this; null: no limit. */
  cashLimit: z._default(z.nullable(money), null),
  /** Where no cash is taken. */
  blockedPins: z._default(z.array(pin), []),
  /** Products whose category is here are not sold for cash. */
  blockedCategories: z._default(z.array(z.string()), []),
});

/** What an operator writes who keeps several sellers' money on the shop's own account. */
export const pooledMoneyAccepted = `I keep sellers' money on my own account and have taken legal advice`;

/** leo.json: what a shop's operator decides. Secrets are not in it, they are in .env beside it. */
export const shopSettings = z.strictObject({
  name: text(80),
  currency,
  /** BCP 47; how money and dates are written. */
  locale: z._default(z.string(), 'en-IN'),
  /** Plain HTTP, on this machine only. HTTPS listens on the next port, on all interfaces. */
  port,
  /** The name people reach the shop by; it is in its certificate. */
  host: z._default(z.string().check(z.minLength(1), z.maxLength(253)), 'localhost'),
  /** Where `postgres`, its address is LEO_DATABASE_URL in .env. */
  database: z._default(z.enum(['sqlite', 'postgres']), 'sqlite'),
  /** Per order, in the currency's smallest unit; an order of `freeFrom` or more is delivered free (null: never). */
  delivery: z.strictObject({ fee: money, freeFrom: z.nullable(money) }),
  times: z.prefault(times, {}),
  coins: z.prefault(coins, {}),
  commission: z.prefault(commission, {}),
  taxes: z.prefault(taxes, {}),
  trust: z.prefault(trust, {}),
  /**
   * A shop with several sellers and no provider that holds their shares keeps other people's money on its own account,
   * which the law may forbid. It starts only where its operator writes here that they accept it, in these words:
   * `I keep sellers' money on my own account and have taken legal advice`.
   */
  pooledMoney: z._default(z.nullable(z.string()), null),
  /**
   * A double of the payment provider runs beside the shop on this port, so that paying can be tried without money. The
   * plugin is told so in its own settings: `leo init --test-payments` writes both.
   */
  testPayments: z._default(
    z.nullable(z.strictObject({ port: z.int().check(z.minimum(1), z.maximum(65_535)) })),
    null,
  ),
  plugins: z.array(
    z.strictObject({ name: z.string().check(z.minLength(1)), settings: z.record(z.string(), z.unknown()) }),
  ),
  /** The media server's own port on this machine, and the UDP ports viewers' video goes through. */
  janus: z.strictObject({ port: z.int().check(z.minimum(1), z.maximum(65_535)), rtpPorts: portRange }),
});
export type ShopSettings = z.infer<typeof shopSettings>;
/** As it is written: what is left out has its usual value. */
export type ShopSettingsFile = z.input<typeof shopSettings>;

/** Where things are in a shop's folder. `leo init` writes them, the server reads them. */
export const shopFiles = {
  settings: 'leo.json',
  env: '.env',
  database: 'data/leo.sqlite',
  /** The shop's own certificate, for phones on the same network; made anew when the machine's address changes. */
  certificate: 'data/tls/cert.pem',
  certificateKey: 'data/tls/key.pem',
  /** The owner's account of `leo init`: the server makes it at its first start and deletes the file. */
  firstOwner: 'data/first-owner.json',
  media: 'data/media',
  /** What the double of the payment provider remembers. */
  testPayments: 'data/test-payments.sqlite',
  /** Couriers' sheets while they are read. */
  remittances: 'data/remittances',
  /** One folder an import, `data/imports/ID/errors.csv`. */
  imports: 'data/imports',
} as const;

export const firstOwner = z.strictObject({ name: text(80), email, password });
export type FirstOwner = z.infer<typeof firstOwner>;
