import * as z from 'zod/mini';
import { email, password } from './accounts.ts';
import { money, text } from './values.ts';

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
  plugins: z.array(
    z.strictObject({ name: z.string().check(z.minLength(1)), settings: z.record(z.string(), z.unknown()) }),
  ),
  /** The media server's own port on this machine, and the UDP ports viewers' video goes through. */
  janus: z.strictObject({ port: z.int().check(z.minimum(1), z.maximum(65_535)), rtpPorts: portRange }),
});
export type ShopSettings = z.infer<typeof shopSettings>;

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
  /** One folder an import, `data/imports/ID/errors.csv`. */
  imports: 'data/imports',
} as const;

export const firstOwner = z.strictObject({ name: text(80), email, password });
export type FirstOwner = z.infer<typeof firstOwner>;
