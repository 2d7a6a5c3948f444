import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Order } from '#contracts/orders';
import { createTestApp, type TestApp } from './app.ts';
import { openCatalog, sheetProduct, sheetVariant } from './catalog.ts';
import { eachDatabase } from './database.ts';
import { address, visitorOf } from './visitor.ts';

type Said = { order: Order };

eachDatabase((_name, test) => {
  let shop: TestApp;
  let variantId: string;
  beforeAll(async () => {
    shop = await createTestApp(test.db);
    const catalog = openCatalog(test.db);
    const [product] = await catalog.add(
      sheetProduct(catalog.sellerId, { variants: [sheetVariant({ stock: 100 })] }),
    );
    variantId = product!.variants[0]!.id;
  });
  afterAll(() => shop.end());

  const body = (more: object = {}) => ({
    lines: [{ variantId, quantity: 1 }],
    address,
    payment: 'cash-on-delivery',
    expectedTotal: 54_800,
    ...more,
  });
  const orders = async () => (await test.db.rows('SELECT id FROM orders_orders')).length;

  it('gives a first-time buyer one order, however often the request is sent before its cookie is there', async () => {
    const before = await orders();
    const key = randomUUID();
    const taps = Array.from({ length: 20 }, () => visitorOf(shop.url));
    const answers = await Promise.all(
      taps.map((one) => one.send<Said>('POST', '/api/orders', { body: body(), key })),
    );
    expect(answers.map((one) => one.status)).toEqual(answers.map(() => 200));
    expect(new Set(answers.map((one) => JSON.stringify(one.body))).size).toBe(1);
    expect((await orders()) - before).toBe(1);
    const [first, second] = taps;
    for (const tap of [first!, second!]) {
      const again = await tap.send<Said>('POST', '/api/orders', { body: body(), key });
      expect(again.body).toEqual(answers[0]?.body);
      const shown = await tap.send<Said>('GET', `/api/orders/${again.body.order.id}`);
      expect(shown.body.order.id).toBe(again.body.order.id);
    }
    expect((await orders()) - before).toBe(1);
  });

  it('refuses the key for another request, with a cookie or without', async () => {
    const key = randomUUID();
    const buyer = visitorOf(shop.url);
    expect((await buyer.send('POST', '/api/orders', { body: body(), key })).status).toBe(200);
    for (const one of [buyer, visitorOf(shop.url)]) {
      const { status, body: said } = await one.send('POST', '/api/orders', {
        body: body({ remember: false }),
        key,
      });
      expect([status, said.error?.code]).toEqual([422, 'key.reused']);
    }
  });

  it('keeps buyers apart whose programs send keys that anybody might send', async () => {
    const send = () =>
      visitorOf(shop.url).send<Said>('POST', '/api/orders', { body: body(), key: 'order-0001' });
    const [one, other] = await Promise.all([send(), send()]);
    expect(one.body.order.id).not.toBe(other.body.order.id);
  });

  it('lets a buyer look again and confirm after the price was another one', async () => {
    const buyer = visitorOf(shop.url);
    const key = randomUUID();
    const wrong = await buyer.send('POST', '/api/orders', { body: body({ expectedTotal: 1 }), key });
    expect(wrong.body.error).toMatchObject({
      code: 'order.price-changed',
      details: { seen: 1, now: 54_800 },
    });
    expect((await buyer.send('POST', '/api/orders', { body: body(), key })).status).toBe(200);
  });
});
