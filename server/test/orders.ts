import type { Address } from '#contracts/accounts';
import type { Order, placeOrder } from '#contracts/orders';
import type { BodyInput, QueryInput, Reply, RouteDefinition } from '#contracts/route';
import { toMoney } from '#contracts/values';
import type { Authorisation, PaymentProvider } from '../../sdk/index.ts';
import type { Database, Tx } from '../src/db/connection.ts';
import { parseWith } from '../src/kernel/http/parse.ts';
import { newId } from '../src/kernel/ids.ts';
import { SagaRunner, type SagaRunnerDeps } from '../src/kernel/saga/runner.ts';
import type { Who } from '../src/kernel/who.ts';
import { orders } from '../src/modules/orders/index.ts';
import { payments } from '../src/modules/payments/index.ts';
import { openCatalog, sheetProduct, sheetVariant } from './catalog.ts';
import { silentLog } from './log.ts';

export const pune: Address = {
  name: 'Asha Rao',
  phone: '+919800000000',
  pin: '411001',
  line: '12 Laxmi Road',
  city: 'Pune',
  state: 'Maharashtra',
};

export const person = (role: Who['role'] = 'buyer'): Who => ({ accountId: newId(), role, name: null });

/** A provider that remembers every order, and does what the test says. */
export const fakeProvider = (id = 'test-pay') => {
  const known = new Map<string, 'authorised' | 'void'>();
  const says = { answer: undefined as Authorisation | Error | undefined, fee: 0, failVoid: false };
  const provider: PaymentProvider = {
    id,
    title: 'Test pay',
    note: null,
    fee: () => toMoney(says.fee),
    authorise: async ({ orderId }) => {
      if (says.answer instanceof Error) throw says.answer;
      if (says.answer) return says.answer;
      known.set(orderId, 'authorised');
      return { outcome: 'authorised', reference: `ref-${orderId}` };
    },
    void: async (orderId) => {
      if (says.failVoid) throw new Error('the line is dead');
      if (known.has(orderId)) known.set(orderId, 'void');
    },
  };
  return { provider, known, says };
};

interface Asked<R extends RouteDefinition> {
  who?: Who | null;
  params?: Record<string, string>;
  query?: QueryInput<R>;
  body?: unknown;
  operation?: string;
}

export type PlaceBody = BodyInput<typeof placeOrder>;

/** Orders over catalog and payments, on a database that is shared with other shops of the same test. */
export const openOrders = (db: Database, saga: Partial<SagaRunnerDeps> = {}) => {
  const shop = openCatalog(db);
  const { clock, jobs, outbox } = shop;
  const bank = fakeProvider();
  const sagas = new SagaRunner({ db: saga.db ?? db, clock, log: silentLog, patience: 2_000, ...saga });
  const paying = payments({ db, clock, jobs, currency: 'INR' });
  paying.api.register(bank.provider);
  const saved = new Map<string, Address>();
  const accounts = {
    saveAddress: async (accountId: string, address: Address, tx: Tx) =>
      tx.afterCommit(() => void saved.set(accountId, address)),
  };
  const delivery = { fee: toMoney(4_900), freeFrom: toMoney(99_900) };
  const made = orders({
    db,
    clock,
    outbox,
    sagas,
    accounts,
    catalog: shop.api,
    payments: paying.api,
    delivery,
  });

  /** Asks a route as HTTP does: parsed by its contract, refused by its schema. */
  const ask = async <R extends RouteDefinition>(route: R, asked: Asked<R> = {}): Promise<Reply<R>> => {
    const served = made.routes.find((one) => one.route === route);
    if (!served) throw new Error(`${route.path} is not served`);
    const call = {
      params: await parseWith(route.params, asked.params ?? {}, 'request.bad-query'),
      query: await parseWith(route.query, asked.query ?? {}, 'request.bad-query'),
      body: await parseWith(route.body, asked.body, 'request.invalid'),
      who: asked.who ?? null,
      operation: asked.operation ?? newId(),
    };
    return served.handler(call as never) as Promise<Reply<R>>;
  };

  return {
    ...shop,
    ...made,
    catalog: shop,
    paying,
    bank,
    sagas,
    saved,
    ask,
    /** A product with one variant a stock, at ₹499 each; its variants' ids. */
    async stocked(...stocks: number[]): Promise<string[]> {
      const variants = stocks.map((stock, at) => sheetVariant({ stock, options: { size: `S${at}` } }));
      const [product] = await shop.add(sheetProduct(shop.sellerId, { variants }));
      return product!.variants.map((one) => one.id);
    },
    /** One unit of a variant for ₹499 and ₹49 of delivery, paid at the test's provider. */
    one: (variantId: string, more: Partial<PlaceBody> = {}): PlaceBody => ({
      lines: [{ variantId, quantity: 1 }],
      address: pune,
      payment: 'test-pay',
      expectedTotal: toMoney(54_800),
      ...more,
    }),
    /** How every run of a saga ended or stands, counted. */
    async runs(): Promise<Record<string, number>> {
      const rows = await db.rows<{ state: string; n: number }>(
        'SELECT state, COUNT(*) AS n FROM kernel_sagas GROUP BY state',
      );
      return Object.fromEntries(rows.map((row) => [row.state, Number(row.n)]));
    },
  };
};

/** How it ended, in one word: the order's state, or the code of the refusal. */
export const ending = (work: Promise<{ order: Order }>): Promise<string> =>
  work.then(
    ({ order }) => order.state,
    (problem: { code?: string; message: string }) => problem.code ?? problem.message,
  );
