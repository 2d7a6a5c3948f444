import { randomUUID } from 'node:crypto';
import type { Order } from '#contracts/orders';
import { openCatalog, sheetProduct, sheetVariant } from './catalog.ts';
import { pune } from './orders.ts';
import { type RealServer, realServer } from './real-server.ts';

const stock = 1_000_000;
const buyers = 12;

interface Checkout {
  key: string;
  cookie: string;
  phone: string;
  /** What the shop said; undefined where the answer was lost with the server. */
  order?: Order;
}

/** A visitor who has done something already, so that the shop knows them by a cookie. */
const visit = async (url: string): Promise<string> => {
  const body = JSON.stringify({ name: 'Asha' });
  const headers = { 'content-type': 'application/json' };
  const reply = await fetch(`${url}/api/account`, { method: 'PUT', headers, body });
  if (reply.status !== 200) throw new Error(`A visit was answered ${reply.status}`);
  return reply.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
};

const send = async (url: string, variantId: string, { key, cookie, phone }: Checkout): Promise<Order> => {
  const body = {
    lines: [{ variantId, quantity: 1 }],
    address: { ...pune, phone },
    payment: 'cash-on-delivery',
    expectedTotal: 54_800,
    remember: false,
  };
  const headers = { 'content-type': 'application/json', 'idempotency-key': key, cookie };
  const reply = await fetch(`${url}/api/orders`, { method: 'POST', headers, body: JSON.stringify(body) });
  const answer = (await reply.json()) as { order?: Order };
  if (answer.order?.state !== 'confirmed')
    throw new Error(`Refused with ${reply.status}: ${JSON.stringify(answer)}`);
  return answer.order;
};

/** Buyers who buy one after another until the server goes away under them. */
const buyUntilKilled = async (
  server: RealServer,
  variantId: string,
  { cookies, enough }: { cookies: readonly string[]; enough: number },
): Promise<Checkout[]> => {
  const checkouts: Checkout[] = [];
  let killed = false;
  const buyer = async (cookie: string): Promise<void> => {
    while (!killed) {
      const phone = `+9196${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`;
      const checkout: Checkout = { key: randomUUID(), cookie, phone };
      checkouts.push(checkout);
      const order = await send(server.url, variantId, checkout).catch((problem: unknown) => {
        // A refusal or a wrong answer is no lost connection.
        if (!killed) throw problem;
      });
      if (order) checkout.order = order;
      if (checkouts.filter((one) => one.order).length < enough || killed) continue;
      killed = true;
      await server.kill();
    }
  };
  await Promise.all(cookies.map(buyer));
  return checkouts;
};

export interface Survived {
  acknowledged: number;
  /** Asked, and the answer lost with the server. */
  ambiguous: number;
  kills: number;
  wrong: string[];
}

const inDatabase = async (
  server: RealServer,
  variantId: string,
  ids: ReadonlySet<string>,
): Promise<string[]> =>
  server.database(async (db) => {
    const wrong: string[] = [];
    const found = new Set(
      (await db.rows<{ id: string }>('SELECT id FROM orders_orders')).map((row) => row.id),
    );
    const lost = [...ids].filter((id) => !found.has(id)).length;
    if (lost > 0) wrong.push(`${lost} orders are lost`);
    if (found.size > ids.size) wrong.push(`${found.size - ids.size} orders nobody has`);
    const [left] = await db.rows<{ available: number; held: number }>(
      'SELECT available, held FROM catalog_variants WHERE id = $1',
      [variantId],
    );
    if (left?.available !== stock - ids.size || left.held !== 0)
      wrong.push(`the stock is ${JSON.stringify(left)}`);
    const count = async (what: string) =>
      Number((await db.rows<{ n: number }>(`SELECT COUNT(*) AS n FROM ${what}`))[0]?.n);
    for (const table of ['orders_lines', 'payments_cash', 'kernel_sagas'])
      if ((await count(table)) !== ids.size) wrong.push(`${table} has ${await count(table)} of ${ids.size}`);
    if ((await count("kernel_sagas WHERE state <> 'done'")) > 0) wrong.push('a run is not done');
    if ((await count("kernel_outbox WHERE name = 'order.confirmed'")) !== ids.size)
      wrong.push('not all were told');
    return wrong;
  });

/**
 * A real server is killed with -9 in the middle of checkouts, again and again. Whoever got an answer has their order;
 * whoever lost it asks again with the same key and has exactly one.
 */
export const killCheckouts = async (given: {
  databaseUrl?: string;
  kills: number;
  /** Answered checkouts before each kill. */
  between(): number;
}): Promise<Survived> => {
  const server = await realServer(given.databaseUrl);
  try {
    const variantId = await server.database(async (db) => {
      const shop = openCatalog(db);
      const [product] = await shop.add(sheetProduct(shop.sellerId, { variants: [sheetVariant({ stock })] }));
      return product!.variants[0]!.id;
    });
    await server.start();
    const placed = new Map<string, string>();
    const survived: Survived = { acknowledged: 0, ambiguous: 0, kills: given.kills, wrong: [] };
    for (let kill = 0; kill < given.kills; kill++) {
      const cookies = await Promise.all(Array.from({ length: buyers }, () => visit(server.url)));
      const checkouts = await buyUntilKilled(server, variantId, { cookies, enough: given.between() });
      await server.start();
      survived.acknowledged += checkouts.filter((one) => one.order).length;
      survived.ambiguous += checkouts.filter((one) => !one.order).length;
      await Promise.all(
        checkouts.map(async (checkout) => {
          const order = await send(server.url, variantId, checkout);
          if (checkout.order && JSON.stringify(order) !== JSON.stringify(checkout.order))
            survived.wrong.push('the same key got another answer');
          placed.set(checkout.key, order.id);
        }),
      );
    }
    await server.kill();
    const ids = new Set(placed.values());
    if (ids.size !== placed.size) survived.wrong.push('two keys have one order');
    survived.wrong.push(...(await inDatabase(server, variantId, ids)));
    return survived;
  } finally {
    await server.remove();
  }
};
