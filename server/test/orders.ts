import type { Address } from '#contracts/accounts';
import type { Order, placeOrder } from '#contracts/orders';
import type { BodyInput, QueryInput, Reply, RouteDefinition } from '#contracts/route';
import { type ShopSettings, shopSettings } from '#contracts/shop-settings';
import { toMoney } from '#contracts/values';
import type { Message } from '../../sdk/index.ts';
import type { Database, Tx } from '../src/db/connection.ts';
import type { AnyReaction } from '../src/kernel/events/outbox.ts';
import { parseWith } from '../src/kernel/http/parse.ts';
import { newId } from '../src/kernel/ids.ts';
import type { AnyJob } from '../src/kernel/jobs/job.ts';
import { SagaRunner, type SagaRunnerDeps } from '../src/kernel/saga/runner.ts';
import { openSecretBox } from '../src/kernel/secret-box.ts';
import type { Who } from '../src/kernel/who.ts';
import { postings } from '../src/modules/ledger/index.ts';
import { loyalty } from '../src/modules/loyalty/index.ts';
import { orders } from '../src/modules/orders/index.ts';
import { payments } from '../src/modules/payments/index.ts';
import { trust } from '../src/modules/trust/index.ts';
import { openCatalog, sheetProduct, sheetVariant } from './catalog.ts';
import type { fakeClock } from './clock.ts';
import { fakeCash, fakeProvider } from './fakes/pay-page.ts';
import { openLedger } from './ledger.ts';
import { quietLog } from './log.ts';

export const pune: Address = {
  name: 'Asha Rao',
  phone: '+919800000000',
  pin: '411001',
  line: '12 Laxmi Road',
  city: 'Pune',
  state: 'Maharashtra',
};

export const person = (role: Who['role'] = 'buyer'): Who => ({ accountId: newId(), role, name: null });

let phones = 0;
/** Somebody else in Pune: trust remembers a phone number, whoever buys with it. */
export const anyone = (): Address => {
  phones += 1;
  return { ...pune, phone: `+9197${String(phones).padStart(8, '0')}` };
};

interface Asked<R extends RouteDefinition> {
  who?: Who | null;
  params?: Record<string, string>;
  query?: QueryInput<R>;
  body?: unknown;
  operation?: string;
}

export type PlaceBody = BodyInput<typeof placeOrder>;

/** A shop that asks nobody for a code or an advance, unless the test says so. */
const easyTrust: ShopSettings['trust'] = {
  codeForFirst: false,
  codeFrom: null,
  advanceBasisPoints: 2_000,
  cashLimit: null,
  blockedPins: [],
  blockedCategories: [],
};

export interface ShopParts {
  saga?: Partial<SagaRunnerDeps>;
  trust?: Partial<ShopSettings['trust']>;
  coins?: boolean;
  cashFee?: number;
  clock?: ReturnType<typeof fakeClock>;
  coinsExpireAfterDays?: number;
  delivery?: ShopSettings['delivery'];
  /** The provider of another shop over the same database, as of another process. */
  bank?: ReturnType<typeof fakeProvider>;
}

const openModules = (db: Database, parts: ShopParts) => {
  const shop = openCatalog(db, parts.clock);
  const { clock, jobs, outbox } = shop;
  const log = quietLog();
  const books = openLedger(db, { clock });
  const settings = { enabled: parts.coins ?? true, expireAfterDays: parts.coinsExpireAfterDays ?? null };
  const wallets = loyalty({
    db,
    clock,
    log,
    ledger: books.api,
    settings,
    orderNumbers: async () => new Map(),
  });
  const bank = parts.bank ?? fakeProvider(clock);
  const audit = { record: async () => undefined };
  const secrets = openSecretBox([Buffer.alloc(32, 7).toString('base64url')]);
  const metrics = { gauge: () => undefined };
  const paying = payments({
    db,
    clock,
    log,
    jobs,
    outbox,
    metrics,
    currency: 'INR',
    ledger: books.api,
    audit,
    secrets,
    coins: wallets.api,
  });
  paying.api.register(bank.provider);
  paying.api.register(fakeCash(parts.cashFee));
  const sent: Message[] = [];
  const names = async (ids: readonly string[]) => new Map(ids.map((id) => [id, 'Meera Designs']));
  const standing = trust({
    db,
    clock,
    settings: { ...easyTrust, ...parts.trust },
    shop: { name: 'Test shop', currency: 'INR', locale: 'en-IN' },
    accounts: {
      find: async (id) => ({ id, role: 'buyer', name: null, email: null, phone: null, address: null }),
      names,
    },
    audit,
    messages: { reaches: () => true, send: async (_tx, message) => void sent.push(message) },
    payments: paying.api,
  });
  return { shop, books, wallets, bank, paying, standing, sent, names, settings, log };
};

/** Does what the outbox and the queue would: tells what was told since, and runs what takes, gives and sends money. */
const worker = (db: Database, made: { reactions: readonly AnyReaction[]; jobs: readonly AnyJob[] }) => {
  const since = newId();
  const seen = new Set<string>();
  const run = async (name: string) => {
    const job = made.jobs.find((one) => one.name === name);
    if (!job) throw new Error(`There is no job ${name}`);
    await job.run({} as never, { id: newId(), attempt: 1, signal: new AbortController().signal });
  };
  const tellOnce = async (times: number): Promise<number> => {
    const rows = await db.rows<{ id: string; name: string; at: number; payload: string }>(
      'SELECT id, name, at, payload FROM kernel_outbox WHERE id > $1 ORDER BY id',
      [since],
    );
    const fresh = rows.filter((row) => !seen.has(row.id));
    for (const row of fresh) {
      const fact = { ...row, payload: JSON.parse(row.payload) as never };
      for (let time = 0; time < times; time++)
        for (const one of made.reactions) if (one.on === row.name) await one.run(fact as never);
      seen.add(row.id);
    }
    return fresh.length;
  };
  return {
    run,
    /** Everything that is to be told and done, until nothing is; each fact so many times. */
    async work(times = 1): Promise<void> {
      for (let again = true; again; ) {
        const told = await tellOnce(times);
        for (const name of ['payments.capture', 'payments.refund']) await run(name);
        again = told > 0;
      }
    },
  };
};

/** Orders over the real modules of money, on a database that is shared with other shops of the same test. */
export const openOrders = (db: Database, parts: ShopParts = {}) => {
  const { shop, books, wallets, bank, paying, standing, sent, names, settings, log } = openModules(db, parts);
  const { clock, outbox, inTx } = shop;
  const { saga } = parts;
  const sagas = new SagaRunner({ db: saga?.db ?? db, clock, log, patience: 2_000, ...saga });
  const saved = new Map<string, Address>();
  const accounts = {
    saveAddress: async (accountId: string, address: Address, tx: Tx) =>
      tx.afterCommit(() => void saved.set(accountId, address)),
    names,
  };
  const made = orders({
    db,
    clock,
    log,
    outbox,
    sagas,
    accounts,
    catalog: shop.api,
    payments: paying.api,
    loyalty: wallets.api,
    trust: standing.api,
    ledger: books.api,
    delivery: parts.delivery ?? { fee: toMoney(4_900), freeFrom: toMoney(99_900) },
    times: shopSettings.def.shape.times.parse(undefined),
    coins: settings,
  });
  const reactions = [...made.reactions, ...paying.reactions, ...standing.reactions];
  const working = worker(db, { reactions, jobs: [...made.jobs, ...paying.jobs, ...wallets.jobs] });

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
    ...working,
    catalog: shop,
    books,
    coins: wallets.api,
    paying,
    standing,
    sent,
    bank,
    sagas,
    saved,
    log,
    ask,
    /** A product with one variant a stock, at ₹499 each; its variants' ids. */
    async stocked(...stocks: number[]): Promise<string[]> {
      const variants = stocks.map((stock, at) => sheetVariant({ stock, options: { size: `S${at}` } }));
      const [product] = await shop.add(sheetProduct(shop.sellerId, { variants }));
      return product!.variants.map((one) => one.id);
    },
    /** One unit of a variant for ₹499 and ₹49 of delivery, paid in cash. */
    one: (variantId: string, more: Partial<PlaceBody> = {}): PlaceBody => ({
      lines: [{ variantId, quantity: 1 }],
      address: anyone(),
      payment: 'cash',
      expectedTotal: toMoney(54_800),
      ...more,
    }),
    /** Coins that an order before has earned. */
    earned: (accountId: string, coins: number): Promise<void> =>
      inTx(async (tx) => {
        const [orderId, at] = [newId(), clock.now()];
        await wallets.api.expect(tx, { orderId, accountId, coins });
        const coinsEarned = await wallets.api.vest(tx, { orderId, at });
        const nothing = { total: 0, commission: 0, tax: 0, fee: 0, recover: 0 };
        const released = { orderId, sellerId: newId(), buyerId: accountId, at, coinsEarned };
        await books.api.post(tx, postings.released({ ...nothing, ...released }));
      }),
    free: (accountId: string): Promise<number> => wallets.api.available(db, accountId),
    held: async (orderId: string): Promise<number> => books.api.balance(db, `2100:${orderId}`),
    /** What the books' own checks find wrong. */
    async breaks(): Promise<string[]> {
      const { invariants } = await books.api.verify();
      return invariants.flatMap((one) => one.breaks.map((says) => `${one.id}: ${says}`));
    },
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
