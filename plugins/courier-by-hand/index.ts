import { type Courier, definePlugin } from 'leo-live/sdk';
import * as z from 'zod/mini';
import { readerOf } from './remittance.ts';

const column = z.string().check(z.trim(), z.minLength(1), z.maxLength(80));
const place = '{tracking}';

const originWith = (template: string, tracking: string): string | null => {
  const address = template.replaceAll(place, tracking);
  return URL.canParse(address) && /^https?:/.test(address) ? new URL(address).origin : null;
};

/** The number stands in the path or after it: in the host it would send buyers to whoever chose it. */
const isTemplate = (template: string): boolean => {
  const origin = originWith(template, 'a1');
  return template.includes(place) && origin !== null && origin === originWith(template, 'b2');
};

const settings = z.object({
  /** What a buyer reads, e.g. `India Post`. */
  title: z._default(z.string().check(z.trim(), z.minLength(1), z.maxLength(60)), 'Courier'),
  /** Where a parcel can be followed, e.g. `https://courier.example/track/{tracking}`. */
  trackingUrl: z.optional(
    z
      .string()
      .check(z.maxLength(300), z.refine(isTemplate, `must be an https address with ${place} after its host`)),
  ),
  /** How many days after delivery the courier hands over the cash. */
  remitsWithinDays: z._default(z.int().check(z.minimum(0), z.maximum(90)), 9),
  /** What the columns of its sheet are called, where Leo does not find them by their usual names. */
  columns: z.optional(
    z.object({ awb: column, amount: column, deducted: z.optional(column), utr: z.optional(column) }),
  ),
});
export type ByHandSettings = z.input<typeof settings>;

/** A courier without an API: the seller brings the parcel there and types the tracking number. */
export const courierByHand = (given: z.output<typeof settings>): Courier => ({
  id: 'by-hand',
  title: given.title,
  book: async () => null,
  trackingUrl: (tracking) =>
    // Half a character, which no address can hold, is replaced.
    given.trackingUrl?.replaceAll(place, () => encodeURIComponent(Buffer.from(tracking).toString())) ?? null,
  track: async () => ({ state: 'unknown', at: Date.now(), says: null }),
  remitsWithinDays: given.remitsWithinDays,
  ...(given.columns ? { readRemittance: readerOf(given.columns) } : {}),
});

/** Any courier, with tracking numbers typed by hand. */
export const plugin = definePlugin({
  id: 'courier-by-hand',
  sdk: 1,
  settings,
  setup: (host, given) => host.couriers.add(courierByHand(given)),
});
