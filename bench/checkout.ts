import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { controlOf } from '../plugins/razorpay/double/control/client.ts';
import { connect } from '../server/src/db/connect.ts';
import type { Database } from '../server/src/db/connection.ts';
import { address, type Visitor, visitorOf } from '../server/test/visitor.ts';
import { type Figure, figure, percentile } from './figure.ts';

const seconds = 8;
/** So many check out at the same time, of so many people in all. */
const atOnce = 16;
const people = 400;

/** Runs `work` over and over with so many at once, and answers how long each took. */
const press = async (work: () => Promise<void>): Promise<number[]> => {
  const times: number[] = [];
  const until = performance.now() + seconds * 1_000;
  const worker = async () => {
    while (performance.now() < until) {
      const started = performance.now();
      await work();
      times.push(performance.now() - started);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return times;
};

/** The least a sale of one unit costs on this database: one conditional update of one row, committed. */
const rawTransactions = async (db: Database): Promise<number> => {
  await db.run('CREATE TABLE bench_stock (id BIGINT PRIMARY KEY, available BIGINT NOT NULL)');
  await db.run('INSERT INTO bench_stock (id, available) VALUES (1, 1000000000)');
  const times = await press(() =>
    db.transaction(async (tx) => {
      await tx.run('UPDATE bench_stock SET available = available - 1 WHERE id = 1 AND available >= 1');
    }),
  );
  await db.run('DROP TABLE bench_stock');
  return times.length / seconds;
};

const rawLimit = async (databaseUrl: string | undefined): Promise<number> => {
  const folder = mkdtempSync(join(tmpdir(), 'leo-bench-'));
  const db = await connect(databaseUrl ?? `sqlite:${join(folder, 'raw.sqlite')}`);
  const limit = await rawTransactions(db);
  await db.close();
  rmSync(folder, { recursive: true, force: true });
  return limit;
};

interface Quoted {
  total: number;
}
interface Placed {
  order: { id: string; payment: { action: { options: { order_id: string } } | null } };
}

/** People behind addresses of their own; each comes back a few times, with another parcel to another phone. */
const crowd = (url: string): Visitor[] =>
  Array.from({ length: people }, (_, index) =>
    visitorOf(url, { 'x-forwarded-for': `10.7.${index >> 8}.${index & 255}` }),
  );

const total = async (url: string, variantId: string, payment: string): Promise<number> => {
  const body = { lines: [{ variantId, quantity: 1 }], payment };
  return (await visitorOf(url).send<Quoted>('POST', '/api/quote', { body })).body.total;
};

const sent = async <T>(asked: Promise<{ status: number; body: T }>): Promise<T> => {
  const { status, body } = await asked;
  if (status !== 200) throw new Error(`A checkout was refused: ${JSON.stringify(body)}`);
  return body;
};

/** Places one order of one unit, as somebody else each time. */
const placing = async (url: string, variantId: string, payment: string) => {
  const expectedTotal = await total(url, variantId, payment);
  const buyers = crowd(url);
  let turn = 0;
  return async () => {
    const buyer = buyers[turn % buyers.length] as Visitor;
    const phone = `98${String(turn++).padStart(8, '0')}`;
    const body = {
      lines: [{ variantId, quantity: 1 }],
      address: { ...address, phone },
      payment,
      expectedTotal,
      remember: false,
    };
    return { buyer, ...(await sent(buyer.send<Placed>('POST', '/api/orders', { body }))) };
  };
};

const summed = (
  what: string,
  times: number[],
  { perSecond, raw }: { perSecond: number; raw: Figure['raw'] },
): Figure[] => [
  figure({
    name: what,
    value: perSecond,
    unit: 'per second',
    goal: '200',
    ...(raw && { raw }),
    about: { buyers: atOnce, people },
  }),
  figure({ name: `${what}, p50`, value: percentile(times, 0.5), unit: 'ms', goal: '50' }),
  figure({ name: `${what}, p99`, value: percentile(times, 0.99), unit: 'ms', goal: '1000' }),
];

interface BenchedShop {
  url: string;
  databaseUrl?: string;
}

const rawOf = async (shop: BenchedShop): Promise<Figure['raw']> => ({
  name: 'one-row stock transactions on the same database',
  value: await rawLimit(shop.databaseUrl),
});
const kindOf = (shop: BenchedShop) => (shop.databaseUrl ? 'Postgres' : 'SQLite');

/** Whole checkouts in cash, each with its own key, all for one variant. */
export const measureCheckouts = async (shop: BenchedShop, variantId: string): Promise<Figure[]> => {
  const place = await placing(shop.url, variantId, 'cash-on-delivery');
  for (let first = 0; first < people; first++) await place();
  const times = await press(async () => void (await place()));
  const about = { perSecond: times.length / seconds, raw: await rawOf(shop) };
  return summed(`checkouts of one hot product in cash, ${kindOf(shop)}`, times, about);
};

/** The same, paid at the double of the provider: order, payment, proof, claim; and all of it captured and in the books. */
export const measurePaidCheckouts = async (
  shop: BenchedShop & { doubleUrl: string },
  variantId: string,
): Promise<Figure[]> => {
  const control = controlOf(shop.doubleUrl);
  const place = await placing(shop.url, variantId, 'razorpay');
  const buy = async () => {
    const { buyer, order } = await place();
    const proof = await control.pay({
      order_id: order.payment.action?.options.order_id ?? '',
      method: 'upi',
    });
    await sent(buyer.send('POST', `/api/orders/${order.id}/payment`, { body: { proof } }));
  };
  for (let first = 0; first < atOnce; first++) await buy();
  const started = performance.now();
  const times = await press(buy);
  const captured = async () =>
    (await control.truth()).payments.filter((one) => one.status === 'captured').length;
  while ((await captured()) < times.length + atOnce) await new Promise((resolve) => setTimeout(resolve, 50));
  const perSecond = times.length / ((performance.now() - started) / 1_000);
  return summed(`checkouts of one hot product paid at the double and captured, ${kindOf(shop)}`, times, {
    perSecond,
    raw: await rawOf(shop),
  });
};
