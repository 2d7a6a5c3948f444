import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '../server/src/db/connect.ts';
import type { Database } from '../server/src/db/connection.ts';
import { address, type Visitor, visitorOf } from '../server/test/visitor.ts';
import { type Figure, figure, percentile } from './figure.ts';

const seconds = 8;
const buyers = 16;

/** Runs `work` over and over with so many at once, and answers how long each took. */
const press = async (work: (worker: number) => Promise<void>): Promise<number[]> => {
  const times: number[] = [];
  const until = performance.now() + seconds * 1_000;
  const worker = async (index: number) => {
    while (performance.now() < until) {
      const started = performance.now();
      await work(index);
      times.push(performance.now() - started);
    }
  };
  await Promise.all(Array.from({ length: buyers }, (_, index) => worker(index)));
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

/** Whole checkouts, each with its own key, all for one variant. */
export const measureCheckouts = async (
  shop: { url: string; databaseUrl?: string },
  variantId: string,
): Promise<Figure[]> => {
  const lines = [{ variantId, quantity: 1 }];
  const people: Visitor[] = Array.from({ length: buyers }, () => visitorOf(shop.url));
  const quote = await visitorOf(shop.url).send<Quoted>('POST', '/api/quote', {
    body: { lines, payment: 'cash-on-delivery' },
  });
  const body = {
    lines,
    address,
    payment: 'cash-on-delivery',
    expectedTotal: quote.body.total,
    remember: false,
  };
  const buy = async (index: number) => {
    const { status, body: said } = (await people[index]?.send('POST', '/api/orders', { body })) ?? {
      status: 0,
      body: {},
    };
    if (status !== 200) throw new Error(`A checkout was refused: ${JSON.stringify(said)}`);
  };
  for (let index = 0; index < buyers; index++) await buy(index);
  const times = await press(buy);
  const raw = {
    name: 'one-row stock transactions on the same database',
    value: await rawLimit(shop.databaseUrl),
  };
  const kind = shop.databaseUrl ? 'Postgres' : 'SQLite';
  return [
    figure({
      name: `checkouts of one hot product, ${kind}`,
      value: times.length / seconds,
      unit: 'per second',
      goal: '200',
      raw,
      about: { buyers },
    }),
    figure({ name: `a checkout, ${kind}, p50`, value: percentile(times, 0.5), unit: 'ms', goal: '50' }),
    figure({ name: `a checkout, ${kind}, p99`, value: percentile(times, 0.99), unit: 'ms' }),
  ];
};
