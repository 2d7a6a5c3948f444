import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBrowser } from '../e2e/support/browser.ts';
import { openSeller } from '../e2e/support/seller.ts';
import { leoJson, openShop, type Shop } from '../e2e/support/shop.ts';
import { createPostgresDatabase, postgresPrograms, startPostgres } from '../server/test/postgres.ts';
import { type Visitor, visitorOf } from '../server/test/visitor.ts';
import { writeSheet } from './catalogue.ts';
import { measureCheckouts, measurePaidCheckouts } from './checkout.ts';
import { type Figure, figure } from './figure.ts';
import { clockForCamera } from './glass.ts';
import { measureAddress } from './http.ts';
import { measureScreens } from './screen.ts';
import { measureFanOut } from './sockets.ts';

const products = 10_000;

/** The shop's own command, by the token in its folder. */
const ownerOf = ({ url, dir }: Shop): Visitor => {
  const token = /^LEO_OPERATOR_TOKEN="?([^"\n]+)/m.exec(readFileSync(join(dir, '.env'), 'utf8'))?.[1];
  return visitorOf(url, { authorization: `Bearer ${token}` });
};

const fillShop = async (shop: Shop): Promise<Figure[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'leo-bench-'));
  const sheet = join(folder, 'sheet.csv');
  await writeSheet(sheet, products);
  const done = await leoJson<{ seconds: number; rows: number }>('import', sheet, '--shop', shop.dir);
  rmSync(folder, { recursive: true, force: true });
  return [
    figure({
      name: `importing ${products} products`,
      value: done.rows / done.seconds,
      unit: 'rows per second',
    }),
  ];
};

const measureHttp = async ({ url }: Shop): Promise<Figure[]> => [
  ...(await measureAddress('product list of 24', `${url}/api/products`, ['3000', '20'])),
  ...(await measureAddress('product page', `${url}/api/products/p-77`, ['3000', '20'])),
  ...(await measureAddress('words and a filter', `${url}/api/products?q=indigo+saree&size=M`, [
    '1500',
    '30',
  ])),
];

const hotVariant = async (owner: Visitor): Promise<string> => {
  type One = { product: { variants: { id: string }[] } };
  const made = await owner.send<One>('POST', '/api/studio/products', {
    body: { title: 'The hot one', variants: [{ price: 49_900, stock: 1_000_000 }] },
  });
  return made.body.product.variants[0]?.id ?? '';
};

/** In cash, and paid at a double of the provider in a shop of its own. */
const checkouts = async (databaseUrl?: () => Promise<string>): Promise<Figure[]> => {
  const figures: Figure[] = [];
  for (const testPayments of [false, true]) {
    const own = await databaseUrl?.();
    const shop = await openShop({ testPayments, ...(own && { databaseUrl: own }) });
    try {
      const raw = await databaseUrl?.();
      const about = { url: shop.url, ...(raw && { databaseUrl: raw }) };
      const variantId = await hotVariant(ownerOf(shop));
      const measured = testPayments
        ? await measurePaidCheckouts(
            { ...about, doubleUrl: `http://127.0.0.1:${(await shop.service('payments')).port}` },
            variantId,
          )
        : await measureCheckouts(about, variantId);
      figures.push(...measured);
    } finally {
      await shop.close();
    }
  }
  return figures;
};

const onPostgres = async (): Promise<Figure[]> => {
  if (!postgresPrograms()) return [];
  const server = await startPostgres();
  try {
    return await checkouts(() => createPostgresDatabase(server.url));
  } finally {
    await server.stop();
  }
};

const live = async (shop: Shop): Promise<Figure[]> => {
  const browser = await openBrowser();
  const owner = ownerOf(shop);
  const seller = await openSeller(browser, shop.url);
  await clockForCamera(seller.context);
  await seller.signsIn();
  const titles = ['Chanderi saree, rani pink', 'Block print kurta'];
  const saleId = await seller.schedules('Measured', titles);
  await seller.goesLive();
  const sheet = await owner.send<{ runSheet: { productId: string }[] }>('GET', `/api/sales/${saleId}`);
  const ids = sheet.body.runSheet.map((entry) => entry.productId);
  const feature = async (turn: number) => {
    const productId = ids[turn % ids.length] ?? '';
    await owner.send('POST', `/api/studio/sales/${saleId}/feature`, { body: { productId } });
    return productId;
  };
  const sale = { url: shop.url, saleId, feature };
  const screens = await measureScreens(browser, sale);
  await browser.close();
  const fanOut = await measureFanOut({ ...sale, feature: async (turn) => void (await feature(turn)) });
  return [...screens, ...fanOut];
};

/** All of it, or the parts that are named: live, checkout, http. */
const parts: Record<string, (shop: Shop) => Promise<Figure[]>> = {
  live,
  // Before the shop is filled: while an index of 10,000 products is made anew, it takes one of two cores.
  checkout: async () => [...(await checkouts()), ...(await onPostgres())],
  http: async (shop) => [...(await fillShop(shop)), ...(await measureHttp(shop))],
};

const chosen = process.argv.slice(2).filter((name) => name in parts);
const shop = await openShop();
const figures: Figure[] = [];
try {
  for (const name of chosen.length > 0 ? chosen : Object.keys(parts)) {
    process.stderr.write(`${name} …\n`);
    figures.push(...((await parts[name]?.(shop)) ?? []));
  }
} finally {
  await shop.close();
}
const machine = { cores: availableParallelism(), cpu: cpus()[0]?.model ?? 'unknown', node: process.version };
process.stdout.write(`${JSON.stringify({ at: new Date().toISOString(), machine, figures }, null, 2)}\n`);
