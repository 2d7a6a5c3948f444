import { type Authorisation, definePlugin, type PaymentProvider } from 'leo-live/sdk';
import * as z from 'zod/mini';

const paise = z.int().check(z.nonnegative(), z.maximum(Number.MAX_SAFE_INTEGER));

const settings = z.object({
  /** What the courier takes for collecting cash, in the smallest unit of the shop's currency. */
  fee: z._default(paise, 0),
  /** Orders of this total or more pay no fee. */
  freeFrom: z.optional(paise),
  /** The largest order that may be paid in cash. */
  maxTotal: z.optional(paise),
});
export type CashSettings = z.input<typeof settings>;

const amountIn = (amount: number, currency: string): string =>
  new Intl.NumberFormat('en-IN', { style: 'currency', currency, maximumFractionDigits: 0 }).format(
    amount / 100,
  );

/** The buyer pays the courier: nothing is taken beforehand, so nothing has to be given back. */
export const cashOnDelivery = (given: z.output<typeof settings>): PaymentProvider => ({
  id: 'cash-on-delivery',
  title: 'Cash on delivery',
  note: 'Pay the courier in cash when your order arrives.',
  onDelivery: true,
  fee: (total) => (given.freeFrom !== undefined && total >= given.freeFrom ? 0 : given.fee) as typeof total,
  authorise: async ({ orderId, amount, currency }): Promise<Authorisation> =>
    given.maxTotal !== undefined && amount > given.maxTotal
      ? {
          outcome: 'declined',
          reason: `Cash on delivery is for orders of up to ${amountIn(given.maxTotal, currency)}.`,
        }
      : { outcome: 'authorised', reference: `cash-${orderId}` },
  void: async () => undefined,
});

/** Cash on delivery, the way of paying that needs no one else. */
export const plugin = definePlugin({
  id: 'cash-on-delivery',
  sdk: 1,
  settings,
  setup: (host, given) => host.payments.add(cashOnDelivery(given)),
});
