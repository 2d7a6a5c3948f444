import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, inject, it } from 'vitest';
import type { Order } from '#contracts/orders';
import { openCatalog, sheetProduct, sheetVariant } from './catalog.ts';
import { pune } from './orders.ts';
import { createPostgresDatabase, postgresPrograms, startPostgres } from './postgres.ts';
import { type RealServer, realServer } from './real-server.ts';

const stock = 100_000;
const buyers = 12;
const kills = 2;

interface Checkout {
  key: string;
  cookie: string;
  /** What the shop said; undefined where the answer was lost with the server. */
  order?: Order;
}

/** A visitor who has done something already, so that the shop knows them by a cookie. */
const visit = async (url: string): Promise<string> => {
  const body = JSON.stringify({ name: 'Asha' });
  const reply = await fetch(`${url}/api/account`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body,
  });
  expect(reply.status).toBe(200);
  return reply.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
};

const send = async (url: string, variantId: string, { key, cookie }: Checkout): Promise<Order> => {
  const body = {
    lines: [{ variantId, quantity: 1 }],
    address: pune,
    payment: 'cash-on-delivery',
    expectedTotal: 54_800,
  };
  const headers = { 'content-type': 'application/json', 'idempotency-key': key, cookie };
  const reply = await fetch(`${url}/api/orders`, { method: 'POST', headers, body: JSON.stringify(body) });
  const answer = (await reply.json()) as { order: Order };
  expect(answer, `status ${reply.status}`).toMatchObject({ order: { state: 'confirmed' } });
  return answer.order;
};

/** Buyers who buy one after another until the server goes away under them. */
const buyUntilKilled = async (
  server: RealServer,
  variantId: string,
  cookies: readonly string[],
): Promise<Checkout[]> => {
  const checkouts: Checkout[] = [];
  let killed = false;
  const enough = 20 + Math.floor(Math.random() * 40);
  const buyer = async (cookie: string): Promise<void> => {
    while (!killed) {
      const checkout: Checkout = { key: randomUUID(), cookie };
      checkouts.push(checkout);
      const lost = (problem: unknown): undefined => {
        // A refusal or a wrong answer is no lost connection.
        if (!killed) throw problem;
      };
      checkout.order = await send(server.url, variantId, checkout).catch(lost);
      if (checkouts.filter((one) => one.order).length < enough || killed) continue;
      killed = true;
      await server.kill();
    }
  };
  await Promise.all(cookies.map(buyer));
  return checkouts;
};

describe.concurrent('a server that is killed in the middle of checkouts', () => {
  const ends: (() => Promise<void>)[] = [];
  afterAll(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });

  const check = async (databaseUrl?: string) => {
    const server = await realServer(databaseUrl);
    ends.push(server.remove);
    const variantId = await server.database(async (db) => {
      const shop = openCatalog(db);
      const [product] = await shop.add(sheetProduct(shop.sellerId, { variants: [sheetVariant({ stock })] }));
      return product!.variants[0]!.id;
    });
    await server.start();
    const cookies = await Promise.all(Array.from({ length: buyers }, () => visit(server.url)));
    const placed = new Map<string, Order>();
    let lost = 0;
    for (let time = 0; time < kills; time++) {
      const checkouts = await buyUntilKilled(server, variantId, cookies);
      await server.start();
      lost += checkouts.filter((one) => !one.order).length;
      const again = async (checkout: Checkout) => {
        const order = await send(server.url, variantId, checkout);
        if (checkout.order) expect(order).toEqual(checkout.order);
        placed.set(checkout.key, order);
      };
      await Promise.all(checkouts.map(again));
    }
    expect(lost, 'the kill came while somebody was buying').toBeGreaterThan(0);
    await server.kill();

    const ids = new Set([...placed.values()].map((order) => order.id));
    expect(ids.size, 'one order a key').toBe(placed.size);
    await server.database(async (db) => {
      const found = await db.rows<{ id: string }>('SELECT id FROM orders_orders');
      expect(new Set(found.map((row) => row.id))).toEqual(ids);
      const [left] = await db.rows('SELECT available, held FROM catalog_variants WHERE id = $1', [variantId]);
      expect(left).toEqual({ available: stock - ids.size, held: 0 });
      expect(await db.rows('SELECT DISTINCT state FROM kernel_sagas')).toEqual([{ state: 'done' }]);
      for (const table of ['orders_lines', 'payments_payments', 'kernel_sagas'])
        expect(await db.rows(`SELECT * FROM ${table}`), table).toHaveLength(ids.size);
      expect(await db.rows("SELECT id FROM kernel_outbox WHERE name = 'order.confirmed'")).toHaveLength(
        ids.size,
      );
    });
  };

  it(
    'on SQLite: no order is lost, none is doubled, and the same key finds its order',
    () => check(),
    180_000,
  );

  const missing = postgresPrograms() ? '' : ' - skipped: postgresql is not installed';
  it.skipIf(missing !== '')(
    `on Postgres: the same${missing}`,
    async () => {
      let shared = inject('postgres');
      if (!shared) {
        const own = await startPostgres();
        ends.push(own.stop);
        shared = own;
      }
      await check(await createPostgresDatabase(shared.url));
    },
    180_000,
  );
});
