import { randomUUID } from 'node:crypto';
import type { Verdict } from '#contracts/ledger';
import type { Order } from '#contracts/orders';
import { type RunningDouble, startDouble } from '../plugins/razorpay/double/start.ts';
import type { Clock } from '../server/src/kernel/clock.ts';
import type { Probe } from '../server/src/kernel/saga/saga.ts';
import { createTestApp, ownerOf } from '../server/test/app.ts';
import { address, type Visitor, visitorOf } from '../server/test/visitor.ts';
import type { FreshDatabase } from './promise.ts';

export interface ShopOptions {
  clock?: Clock;
  /** Over the usual leo.json. */
  settings?: Record<string, unknown>;
  seed?: number;
  /** Whether the double tells the shop what happens; on unless said. */
  webhooks?: boolean;
  /** One that is there already, and stays when the shop is closed. */
  double?: RunningDouble;
  probe?: Probe;
  /** Other plugins besides, e.g. one that sends codes. */
  plugins?: readonly string[];
  /** Sellers' shares are held by the provider. */
  route?: boolean;
}

interface Wish {
  lines: { variantId: string; quantity: number }[];
  payment?: 'razorpay' | 'cash-on-delivery';
  useCoins?: boolean;
  key?: string;
  /** Which of many people it is: trust knows them by their phones and houses. */
  person?: number;
}

export interface Placed {
  status: number;
  /** `confirmed`, `awaiting-payment`… or the code of the refusal. */
  end: string;
  order: Order | undefined;
  orders: Order[];
}

/** A buyer behind an address of their own, as a proxy would say: visitors from one address are limited. */
export const buyerAt = (url: string, index: number): Visitor =>
  visitorOf(url, { 'x-forwarded-for': `10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}` });

export const referenceOf = (order: Order): string => {
  const { action } = order.payment;
  if (action?.kind !== 'checkout') throw new Error(`The order ${order.number} waits for no payment`);
  return String(action.options['order_id']);
};

/** Somebody with a phone and a house of their own. */
export const personOf = (index: number) => ({
  ...address,
  phone: `9${String(100_000_000 + index)}`,
  line: `${index} Lakshmi Road`,
});

const place = async (buyer: Visitor, wish: Wish): Promise<Placed> => {
  const payment = wish.payment ?? 'razorpay';
  const quoted = await buyer.send<{ total: number }>('POST', '/api/quote', {
    body: { lines: wish.lines, payment },
  });
  if (quoted.body.error)
    return { status: quoted.status, end: quoted.body.error.code, order: undefined, orders: [] };
  const { status, body } = await buyer.send<{ order?: Order; orders?: Order[] }>('POST', '/api/orders', {
    key: wish.key ?? randomUUID(),
    body: {
      lines: wish.lines,
      address: wish.person === undefined ? address : personOf(wish.person),
      payment,
      expectedTotal: quoted.body.total,
      remember: false,
      useCoins: wish.useCoins ?? false,
    },
  });
  const end = body.order?.state ?? body.error?.code ?? String(status);
  return { status, end, order: body.order, orders: body.orders ?? [] };
};

/** What a shop needs in leo.json and .env to take this double's payments. */
export const withDouble = (
  double: RunningDouble,
  {
    more,
    plugins = [],
    route = false,
  }: {
    more?: Record<string, unknown> | undefined;
    plugins?: readonly string[] | undefined;
    route?: boolean | undefined;
  } = {},
) => ({
  settings: {
    delivery: { fee: 0, freeFrom: null },
    plugins: [
      { name: 'cash-on-delivery', settings: {} },
      { name: 'courier-by-hand', settings: {} },
      ...plugins.map((name) => ({ name, settings: {} })),
      {
        name: 'razorpay',
        settings: {
          mode: 'test',
          baseUrl: double.url,
          browserUrl: double.url,
          account: double.accountId,
          route,
        },
      },
    ],
    ...more,
  },
  secrets: {
    RAZORPAY_KEY_ID: double.keyId,
    RAZORPAY_KEY_SECRET: double.keySecret,
    RAZORPAY_WEBHOOK_SECRET: double.webhookSecret,
  },
});

export const webhookOf = (url: string): string => `${url}/api/payments/razorpay/webhook`;

/** A shop as people reach it, wherever it runs. */
export const shopAt = (url: string, double: RunningDouble) => {
  const owner = ownerOf(url);
  return {
    url,
    double,
    owner,
    place,
    /** A product of its own with so many units at this price; its variant. */
    product: async (stock: number, price = 49_900): Promise<string> => {
      const made = await owner.send<{ product: { variants: { id: string }[] } }>(
        'POST',
        '/api/studio/products',
        {
          body: { title: `Thing ${randomUUID().slice(0, 8)}`, variants: [{ price, stock }] },
        },
      );
      return made.body.product.variants[0]?.id ?? '';
    },
    /** Pays at the provider, as the buyer's browser would; the proof it comes home with. */
    payAtProvider: (order: Order) => double.control.pay({ order_id: referenceOf(order), method: 'upi' }),
    /** Brings the proof to the shop. */
    bring: (buyer: Visitor, order: Order, proof: Record<string, string>) =>
      buyer.send<{ order?: Order }>('POST', `/api/orders/${order.id}/payment`, { body: { proof } }),
    order: async (id: string): Promise<Order | undefined> =>
      (await owner.send<{ order?: Order }>('GET', `/api/orders/${id}`)).body.order,
    /** Every invariant, the chain, and whether the books say what the provider says. */
    books: async () => {
      const { verdict } = (await owner.send<{ verdict: Verdict }>('POST', '/api/operator/ledger/verify'))
        .body;
      const truth = await double.control.truth();
      const health = await owner.send<{ methods: { method: string; balance: number }[] }>(
        'GET',
        '/api/operator/payments',
      );
      const ours = health.body.methods.find(({ method }) => method === 'razorpay')?.balance ?? 0;
      return {
        verdict,
        ours,
        theirs: truth.balance.total,
        agree: verdict.holds && ours === truth.balance.total,
      };
    },
  };
};
export type ShopAt = ReturnType<typeof shopAt>;

/** The whole shop over HTTP, with Razorpay's double beside it and cash on delivery. */
export const openMoneyShop = async (fresh: Pick<FreshDatabase, 'db'>, options: ShopOptions = {}) => {
  const { clock, seed, probe } = options;
  const double =
    options.double ??
    (await startDouble({ durable: false, ...(seed !== undefined && { seed }), ...(clock && { clock }) }));
  const test = await createTestApp(fresh.db, {
    ...(clock && { clock }),
    ...(probe && { probe }),
    ...withDouble(double, { more: options.settings, plugins: options.plugins, route: options.route }),
  });
  if (options.webhooks !== false) await double.control.webhooks.set({ url: webhookOf(test.url) });
  return {
    ...test,
    ...shopAt(test.url, double),
    close: async () => {
      await test.end();
      if (!options.double) await double.stop();
    },
  };
};
export type MoneyShop = Awaited<ReturnType<typeof openMoneyShop>>;
