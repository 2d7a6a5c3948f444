import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWith } from '../server/test/components.ts';
import { address, visitorOf } from '../server/test/visitor.ts';
import { blockOf } from './support/guide.ts';
import { leoJson, openShop, type Shop } from './support/shop.ts';

interface Settings {
  plugins: { name: string; settings: object }[];
}

/** The first plugin of the guide, word for word. */
const guide = readFileSync(fileURLToPath(new URL('../docs/write-a-plugin.md', import.meta.url)), 'utf8');
const source = /```js\n([\s\S]*?)```/.exec(guide)?.[1] ?? '';

describeWith('janus')('a stranger who writes a plugin', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop();
  });
  afterAll(() => shop?.close());

  const restartWith = async (...plugins: Settings['plugins']) => {
    const path = join(shop.dir, 'leo.json');
    const settings = JSON.parse(readFileSync(path, 'utf8')) as Settings;
    writeFileSync(path, JSON.stringify({ ...settings, plugins }));
    await leoJson('down', '--shop', shop.dir);
    await leoJson('up', '--shop', shop.dir);
  };

  it('follows the guide, and buyers pay with what it brings', async () => {
    mkdirSync(join(shop.dir, 'plugins/store-credit'), { recursive: true });
    writeFileSync(join(shop.dir, 'plugins/store-credit/index.js'), source);
    await restartWith({ name: 'store-credit', settings: { most: 200_000 } });
    const buyer = visitorOf(shop.url);
    const { body } = await buyer.send<{ payments: { id: string }[] }>('GET', '/api/shop');
    expect(body.payments.map((one) => one.id)).toEqual(['store-credit']);
    const [variant] = await shop.rows<{ id: string }>('SELECT id FROM catalog_variants WHERE price = 35000');
    const lines = [{ variantId: variant?.id ?? '', quantity: 1 }];
    const order = { lines, address, payment: 'store-credit', expectedTotal: 39_900 };
    const placed = await buyer.send<{ order: { payment: object } }>('POST', '/api/orders', { body: order });
    expect(placed.body.order.payment).toMatchObject({ title: 'Store credit', state: 'authorised' });
  });

  it('brings a provider of the guide into the shop, with its secrets', async () => {
    const page = 'write-a-plugin/payment.md';
    mkdirSync(join(shop.dir, 'plugins/chai-pay'), { recursive: true });
    writeFileSync(join(shop.dir, 'plugins/chai-pay/index.js'), blockOf(page, 'chai-pay/index.js'));
    appendFileSync(join(shop.dir, '.env'), `\n${blockOf(page, '.env')}`);
    const { plugins } = JSON.parse(`{${blockOf(page, 'leo.json')}}`) as Settings;
    await restartWith(...plugins);
    const ready = (await (await fetch(`${shop.url}/readyz`)).json()) as { ready: boolean; parts: object };
    expect(ready).toMatchObject({ ready: true, parts: { 'plugin chai-pay': 'up' } });
  });

  it('is told by name what is wrong with it, and the shop goes on', async () => {
    await restartWith(
      { name: 'cash-on-delivery', settings: {} },
      { name: 'store-credit', settings: { most: 'much' } },
    );
    const ready = (await (await fetch(`${shop.url}/readyz`)).json()) as { ready: boolean; parts: object };
    expect(ready).toMatchObject({
      ready: true,
      parts: { 'plugin store-credit': 'down', 'plugin cash-on-delivery': 'up' },
    });
  });
});
