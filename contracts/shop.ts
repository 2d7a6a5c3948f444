import * as z from 'zod/mini';
import { route } from './route.ts';
import { money } from './values.ts';

export const paymentMethod = z.object({
  id: z.string(),
  title: z.string(),
  /** `online`: paid at a provider before it is sent. `on-delivery`: to the courier at the door. */
  kind: z.enum(['online', 'on-delivery']),
  /** What this way of paying adds to the total. */
  fee: money,
  /** What the buyer should know before choosing it, one sentence. */
  note: z.nullable(z.string()),
});
export type PaymentMethod = z.infer<typeof paymentMethod>;

export const shop = z.object({
  name: z.string(),
  /** ISO 4217, `INR`. */
  currency: z.string(),
  /** Delivery per order; an order of `freeFrom` or more is delivered free (null: never free). */
  delivery: z.object({ fee: money, freeFrom: z.nullable(money) }),
  payments: z.array(paymentMethod),
  /** A way of paying runs in its provider’s test mode: no real money is taken or given. */
  test: z.boolean(),
  /** Whether buyers earn and spend coins here. */
  coins: z.boolean(),
  /** How long after delivery something can be sent back, and an order completes by itself. */
  returnDays: z.int(),
  completeAfterHours: z.int(),
  /** Whether the media server answers now; without it the shop sells on. */
  video: z.boolean(),
});
export type Shop = z.infer<typeof shop>;

export const getShop = route({
  method: 'GET',
  path: '/api/shop',
  access: 'public',
  summary: 'The shop’s name, currency, delivery and ways of paying',
  reply: shop,
});
