import { randomUUID } from 'node:crypto';
import type { LedgerEntry, Verdict } from '#contracts/ledger';
import type { Order } from '#contracts/orders';
import type { Payout, Remittance } from '#contracts/settlement';
import { pooledMoneyAccepted } from '#contracts/shop-settings';
import { startDouble } from '../../plugins/razorpay/double/start.ts';
import type { Database } from '../src/db/connection.ts';
import { createTestApp, operatorToken, ownerOf } from './app.ts';
import { fakeClock } from './clock.ts';
import { type Answered, address, type Visitor, visitorOf } from './visitor.ts';

export const hour = 3_600_000;
export const day = 24 * hour;
const password = 'monsoon on the roof';
interface Wish {
  payment?: 'razorpay' | 'cash-on-delivery';
  useCoins?: boolean;
}

/** What a request has to answer, or the test says what it answered instead. */
const said = <T>(what: string, { status, body }: Answered<T>): T => {
  if (status !== 200) throw new Error(`${what} answered ${status}: ${JSON.stringify(body)}`);
  return body;
};

let people = 0;
const somebody = () => {
  people += 1;
  const digits = String(people).padStart(8, '0');
  return {
    email: `person-${people}@shop.example`,
    address: { ...address, phone: `98${digits}` },
    headers: { 'x-forwarded-for': `10.7.${(people >> 8) & 255}.${people & 255}` },
  };
};

const referenceOf = ({ payment: { action }, number }: Order): string => {
  if (action?.kind !== 'checkout') throw new Error(`The order ${number} waits for no payment`);
  return String(action.options['order_id']);
};

/** A buyer with an address and a way to the shop of their own. */
const openBuyer = (url: string, pay: (reference: string) => Promise<Record<string, string>>) => {
  const { headers, address: home } = somebody();
  const visitor = visitorOf(url, headers);
  const place = async (variantIds: readonly string[], { payment = 'razorpay', useCoins = false }: Wish) => {
    const lines = variantIds.map((variantId) => ({ variantId, quantity: 1 }));
    const quote = said(
      'A quote',
      await visitor.send<{ total: number }>('POST', '/api/quote', { body: { lines, payment } }),
    );
    const body = { lines, payment, useCoins, address: home, expectedTotal: quote.total, remember: false };
    return said('An order', await visitor.send<{ orders: Order[] }>('POST', '/api/orders', { body })).orders;
  };
  return {
    ...visitor,
    /** One unit of each; paid at the provider where there is something to pay. One order a seller. */
    async buy(variantIds: readonly string[], wish: Wish = {}): Promise<Order[]> {
      const orders = await place(variantIds, wish);
      const [first] = orders;
      if (!first?.payment.action) return orders;
      const proof = await pay(referenceOf(first));
      const path = `/api/orders/${first.id}/payment`;
      said('A proof', await visitor.send('POST', path, { body: { proof } }));
      return orders;
    },
    async ask<T>(path: string, body?: unknown): Promise<T> {
      return said(path, await visitor.send<T>(body === undefined ? 'GET' : 'POST', path, { body }));
    },
  };
};
export type Buyer = ReturnType<typeof openBuyer>;

const asked =
  (who: Visitor) =>
  async <T>(path: string, body?: unknown, method = body === undefined ? 'GET' : 'POST'): Promise<T> =>
    said(path, await who.send<T>(method, path, { body }));
type Ask = ReturnType<typeof asked>;

const openSeller = async (url: string, operator: Ask) => {
  const { email, headers } = somebody();
  const { account } = await operator<{ account: { id: string } }>('/api/users', {
    name: 'Meera Designs',
    email,
    password,
    role: 'seller',
  });
  const visitor = visitorOf(url, headers);
  said('Signing in', await visitor.send('POST', '/api/session', { body: { email, password } }));
  const ask = asked(visitor);
  return {
    id: account.id,
    ask,
    send: visitor.send,
    /** A product with so many units at this price in each variant; its variants. */
    product: async (price = 100_000, variants = 1): Promise<string[]> => {
      const sizes = Array.from({ length: variants }, (_, at) => ({ size: `S${at}` }));
      const body = {
        title: `Thing ${randomUUID().slice(0, 8)}`,
        variants: sizes.map((options) => ({ price, stock: 50, ...(variants > 1 && { options }) })),
      };
      type Made = { product: { variants: { id: string }[] } };
      return (await ask<Made>('/api/studio/products', body)).product.variants.map((one) => one.id);
    },
    bank: (linkedAccount?: string) =>
      ask(
        '/api/studio/bank',
        { name: 'Meera Designs', account: '50100012345678', ifsc: 'HDFC0001234', linkedAccount },
        'PUT',
      ),
  };
};
export type Seller = Awaited<ReturnType<typeof openSeller>>;

/** The whole shop over HTTP with the provider's double beside it; time stands still until it is told to pass. */
export const openWholeShop = async (
  db: Database,
  { settings = {}, route = false }: { settings?: Record<string, unknown>; route?: boolean } = {},
) => {
  const clock = fakeClock();
  const double = await startDouble({ durable: false, clock });
  const razorpay = { mode: 'test', baseUrl: double.url, browserUrl: double.url, account: double.accountId };
  const shop = await createTestApp(db, {
    clock,
    settings: {
      commission: { basisPoints: 1_000, taxBasisPoints: 1_800 },
      ...(!route && { pooledMoney: pooledMoneyAccepted }),
      plugins: [
        { name: 'cash-on-delivery', settings: {} },
        { name: 'courier-by-hand', settings: {} },
        { name: 'razorpay', settings: { ...razorpay, route } },
      ],
      ...settings,
    },
    secrets: {
      RAZORPAY_KEY_ID: double.keyId,
      RAZORPAY_KEY_SECRET: double.keySecret,
      RAZORPAY_WEBHOOK_SECRET: double.webhookSecret,
    },
  });
  await double.control.webhooks.set({ url: `${shop.url}/api/payments/razorpay/webhook` });
  const operator = asked(ownerOf(shop.url));

  /** Until nobody has anything left to do at this moment. */
  const settle = async (): Promise<void> => {
    for (let round = 0; round < 3; round++) {
      await shop.app.drain();
      await double.control.webhooks.idle();
    }
    await shop.app.drain();
  };
  const move = async (orderId: string, to: string, more: object = {}): Promise<void> => {
    await operator(`/api/studio/orders/${orderId}/move`, { to, ...more });
    await settle();
  };

  return {
    ...shop,
    double,
    operator,
    settle,
    move,
    buyer: () => openBuyer(shop.url, (order_id) => double.control.pay({ order_id }) as never),
    seller: () => openSeller(shop.url, operator),
    /** Day by day, as a shop lives. */
    async pass(ms: number): Promise<void> {
      for (let left = ms; left > 0; left -= day) {
        clock.pass(Math.min(left, day));
        await settle();
      }
    },
    /** To its buyer; it completes two days later, or when they say so. */
    async bring(orderId: string, tracking = orderId.slice(-12)): Promise<void> {
      await move(orderId, 'packed');
      await move(orderId, 'shipped', { courier: 'by-hand', tracking });
      await move(orderId, 'delivered');
    },
    /** The courier's sheet, with this parcel in it. */
    async remit(awb: string, paise: number): Promise<{ remittance: Remittance }> {
      const answer = await fetch(`${shop.url}/api/operator/remittances?courier=by-hand&utr=UTR-${awb}`, {
        method: 'POST',
        headers: {
          'content-type': 'text/csv',
          authorization: `Bearer ${operatorToken}`,
          'idempotency-key': randomUUID(),
        },
        body: `AWB,Amount\n${awb},${(paise / 100).toFixed(2)}\n`,
      });
      const body = (await answer.json()) as { remittance: Remittance };
      if (answer.status !== 200) throw new Error(JSON.stringify(body));
      await settle();
      return body;
    },
    /** Somebody gives money back by hand, at the provider's own pages. */
    async refundAtProvider(payment: string, amount: number): Promise<void> {
      const keys = Buffer.from(`${double.keyId}:${double.keySecret}`).toString('base64');
      const answer = await fetch(`${double.url}/v1/payments/${payment}/refund`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Basic ${keys}` },
        body: JSON.stringify({ amount }),
      });
      if (!answer.ok) throw new Error(await answer.text());
    },
    order: async (id: string) => (await operator<{ order: Order }>(`/api/orders/${id}`)).order,
    payouts: async () => (await operator<{ items: Payout[] }>('/api/studio/payouts')).items,
    entries: async (id: string) =>
      (await operator<{ entries: LedgerEntry[] }>(`/api/operator/ledger/orders/${id}`)).entries,
    async balance(account: string): Promise<number> {
      const [row] = await db.rows<{ balance: number | string }>(
        `SELECT COALESCE((SELECT balance FROM ledger_balances WHERE account = $1), 0)
          + COALESCE((SELECT SUM(amount) FROM ledger_unsealed WHERE account = $1), 0) AS balance`,
        [account],
      );
      return Number(row?.balance);
    },
    /** What any invariant finds broken, and where our books and the provider's are not the same. */
    async breaks(): Promise<string[]> {
      const { verdict } = await operator<{ verdict: Verdict }>('/api/operator/ledger/verify', {});
      const truth = await double.control.truth();
      type Health = { methods: { method: string; balance: number }[] };
      const { methods } = await operator<Health>('/api/operator/payments');
      const ours = methods.find(({ method }) => method === 'razorpay')?.balance ?? 0;
      const theirs = truth.balance.total;
      return [
        ...verdict.invariants.flatMap((one) => one.breaks.map((says) => `${one.id}: ${says}`)),
        ...(ours === theirs ? [] : [`I11: the books say ${ours}, the provider ${theirs}`]),
      ];
    },
    async close(): Promise<void> {
      await shop.end();
      await double.stop();
    },
  };
};
export type WholeShop = Awaited<ReturnType<typeof openWholeShop>>;
