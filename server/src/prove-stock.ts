import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { toMoney } from '#contracts/values';
import { openApp } from './app.ts';
import type { Config } from './config.ts';
import { connect } from './db/connect.ts';
import type { Database } from './db/connection.ts';
import { migrations } from './db/migrations/index.ts';
import { migrate } from './db/migrator.ts';
import { type Listening, listen } from './kernel/http/listen.ts';
import type { Log } from './kernel/log.ts';
import { withoutVideo } from './kernel/rtc.ts';

/** What came of the proof, as `leo prove stock --json` prints it. */
export interface StockProof {
  units: number;
  buyers: number;
  sold: number;
  refused: number;
  errors: number;
  perSecond: number;
  /** Exactly as many were sold as there were, or as were wanted; and the database says the same. */
  exact: boolean;
}

interface Scratch {
  db: Database;
  end(): Promise<void>;
}

/** A database of the shop's own engine, beside the shop's, that is gone afterwards. */
const openScratch = async ({ databaseUrl, shopDir }: Config): Promise<Scratch> => {
  if (databaseUrl.startsWith('sqlite:')) {
    const folder = mkdtempSync(join(shopDir, 'data', 'prove-'));
    const db = await connect(`sqlite:${join(folder, 'leo.sqlite')}`);
    const end = () => db.close().finally(() => rmSync(folder, { recursive: true, force: true }));
    return { db, end };
  }
  const schema = `leo_prove_${randomUUID().slice(0, 8)}`;
  const own = await connect(databaseUrl);
  await own.run(`CREATE SCHEMA ${schema}`);
  const url = new URL(databaseUrl);
  url.searchParams.set('options', `-c search_path=${schema}`);
  const db = await connect(url.href);
  const end = async () => {
    await db.close();
    await own.run(`DROP SCHEMA ${schema} CASCADE`);
    await own.close();
  };
  return { db, end };
};

const delivery = { fee: toMoney(0), freeFrom: null };
const price = 49_900;
const address = {
  name: 'Proof',
  pin: '411001',
  line: '1 Proof Road',
  city: 'Pune',
  state: 'Maharashtra',
};

/** The shop as it is, but for what would keep a buyer waiting: cash, no codes, no video, no Redis. */
const plainly = (config: Config): Config => ({
  ...config,
  shop: {
    ...config.shop,
    delivery,
    trust: { ...config.shop.trust, codeForFirst: false, codeFrom: null, cashLimit: null },
    plugins: [{ name: 'cash-on-delivery', settings: {} }],
  },
  http: { host: '127.0.0.1', port: 0 },
  https: undefined,
  janus: undefined,
  redisUrl: undefined,
  trustedProxies: 'loopback',
});

const portOf = ({ servers }: Listening): number => {
  const at = servers[0]?.address();
  return typeof at === 'object' && at ? at.port : 0;
};

type Owner = <T>(method: string, path: string, body?: object) => Promise<T>;

/** The operator, by the token of the shop's own commands. */
const ownerAt =
  (url: string, token: string): Owner =>
  async (method, path, body) => {
    const reply = await fetch(url + path, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!reply.ok) throw new Error(`${method} ${path}: ${await reply.text()}`);
    return reply.json() as Promise<never>;
  };

interface Product {
  id: string;
  variants: { id: string; available: number; held: number }[];
}

/** A buyer behind an address of their own, as a proxy would say, who wants one. */
const buy = async (url: string, variantId: string, index: number): Promise<string> => {
  const phone = `98${String(index).padStart(8, '0')}`;
  const ip = `10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}`;
  const body = {
    lines: [{ variantId, quantity: 1 }],
    address: { ...address, phone },
    payment: 'cash-on-delivery',
    expectedTotal: price,
    remember: false,
  };
  const reply = await fetch(`${url}/api/orders`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID(), 'x-forwarded-for': ip },
    body: JSON.stringify(body),
  });
  const said = (await reply.json()) as { order?: object; error?: { code: string } };
  return said.order ? 'sold' : (said.error?.code ?? String(reply.status));
};

interface Counted {
  sold: number;
  refused: number;
  errors: number;
  seconds: number;
}

/** All of them at the same time. */
const buyAll = async (url: string, variantId: string, buyers: number): Promise<Counted> => {
  const started = performance.now();
  const lost = (problem: unknown) => `no answer: ${String(problem)}`;
  const ends = await Promise.all(
    Array.from({ length: buyers }, (_, index) => buy(url, variantId, index).catch(lost)),
  );
  const count = (end: string) => ends.filter((one) => one === end).length;
  const [sold, refused] = [count('sold'), count('stock.sold-out')];
  return { sold, refused, errors: buyers - sold - refused, seconds: (performance.now() - started) / 1_000 };
};

const prove = async (
  url: string,
  owner: Owner,
  wanted: { buyers: number; units: number },
): Promise<StockProof> => {
  const { buyers, units } = wanted;
  const variants = [{ price, stock: units }];
  const { product } = await owner<{ product: Product }>('POST', '/api/studio/products', {
    title: 'Proof',
    variants,
  });
  const { seconds, ...counted } = await buyAll(url, product.variants[0]?.id ?? '', buyers);
  const after = await owner<{ product: Product }>('GET', `/api/studio/products/${product.id}`);
  const left = after.product.variants[0];
  const exact =
    counted.sold === Math.min(buyers, units) && left?.available === units - counted.sold && left.held === 0;
  return { units, buyers, ...counted, perSecond: Math.round(buyers / seconds), exact };
};

/**
 * So many buyers at once for fewer units, on the shop's own database engine and disk, through the whole of a checkout:
 * HTTP, prices, stock, order, books. Nothing of the shop itself is touched.
 */
export const proveStock = async (
  config: Config,
  log: Log,
  wanted: { buyers: number; units: number },
): Promise<StockProof> => {
  const scratch = await openScratch(config);
  const token = randomUUID();
  try {
    await migrate(scratch.db, migrations);
    const shop = { ...plainly(config), operatorToken: token };
    const app = await openApp({ config: shop, db: scratch.db, log, parts: { rtc: withoutVideo } });
    await app.start();
    const listening = await listen(app.http, [shop.http]);
    try {
      const url = `http://127.0.0.1:${portOf(listening)}`;
      return await prove(url, ownerAt(url, token), wanted);
    } finally {
      app.leave();
      await listening.stop(2_000);
      await app.stop();
    }
  } finally {
    await scratch.end();
  }
};
