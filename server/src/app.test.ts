import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SheetImport } from '#contracts/imports';
import type { Order } from '#contracts/orders';
import type { RouteDefinition } from '#contracts/route';
import { createTestApp, ownerOf, type TestApp } from '../test/app.ts';
import { eachDatabase } from '../test/database.ts';
import { address, type Visitor, visitorOf } from '../test/visitor.ts';

const nobody = '01a202d3-0000-7000-8000-000000000000';

/** What a whole shop answers to what no page of ours would send. */
eachDatabase((_name, test) => {
  let shop: TestApp;
  let owner: Visitor;
  let variantId = '';
  beforeAll(async () => {
    shop = await createTestApp(test.db);
    owner = ownerOf(shop.url);
    const variants = [{ options: { size: 'M' }, price: 89_900, stock: 5 }];
    const made = await owner.send<{ product: { variants: { id: string }[] } }>(
      'POST',
      '/api/studio/products',
      {
        body: { title: 'Kurta', variants },
      },
    );
    variantId = made.body.product.variants[0]?.id ?? '';
  });
  afterAll(() => shop.end());

  const line = (quantity: unknown, id = variantId) => ({ variantId: id, quantity });
  const order = (over: object) => ({
    lines: [line(1)],
    address,
    payment: 'cash-on-delivery',
    expectedTotal: 94_800,
    ...over,
  });

  describe('a checkout that is not right', () => {
    it.each([
      ['nothing in it', () => order({ lines: [] }), 422, 'request.invalid'],
      ['none of it', () => order({ lines: [line(0)] }), 422, 'request.invalid'],
      ['less than none', () => order({ lines: [line(-1)] }), 422, 'request.invalid'],
      ['half of one', () => order({ lines: [line(1.5)] }), 422, 'request.invalid'],
      ['a billion', () => order({ lines: [line(1e9)] }), 422, 'request.invalid'],
      ['a word', () => order({ lines: [line('2')] }), 422, 'request.invalid'],
      ['a total beyond what can be counted', () => order({ expectedTotal: 2 ** 60 }), 422, 'request.invalid'],
      ['a total of the browser’s own', () => order({ expectedTotal: 100 }), 409, 'order.price-changed'],
      [
        'something that is not sold here',
        () => order({ lines: [line(1, nobody)] }),
        409,
        'order.not-for-sale',
      ],
      [
        'more than there are',
        () => order({ lines: [line(6)], expectedTotal: 539_400 }),
        409,
        'stock.sold-out',
      ],
      ['a way of paying nobody takes', () => order({ payment: 'promise' }), 422, 'payment.unknown-method'],
      [
        'no way to reach the buyer',
        () => order({ address: { ...address, phone: 'call me' } }),
        422,
        'request.invalid',
      ],
    ])('%s', async (_what, body, status, code) => {
      const answer = await visitorOf(shop.url).send('POST', '/api/orders', { body: body() });
      expect([answer.status, answer.body.error?.code]).toEqual([status, code]);
    });
  });

  it('shows an order to its buyer and its seller, and to nobody else', async () => {
    const meera = visitorOf(shop.url);
    const placed = await meera.send<{ order: Order }>('POST', '/api/orders', { body: order({}) });
    expect(placed.status).toBe(200);
    const path = `/api/orders/${placed.body.order.id}`;
    const stranger = visitorOf(shop.url);
    await stranger.send('PUT', '/api/account', { body: { name: 'Ravi' } });
    expect((await stranger.send('GET', path)).body.error?.code).toBe('order.unknown');
    expect((await stranger.send('POST', `${path}/cancel`)).body.error?.code).toBe('order.unknown');
    expect((await stranger.send('GET', '/api/studio/orders')).body.error?.code).toBe('account.not-allowed');
    expect((await visitorOf(shop.url).send('GET', path)).body.error?.code).toBe('account.sign-in-first');
    expect((await meera.send('GET', path)).status).toBe(200);
    expect((await owner.send('GET', path)).status).toBe(200);
  });

  it('answers strange addresses and strange questions with a code', async () => {
    const buyer = visitorOf(shop.url);
    for (const path of [
      '/api/products/none',
      `/api/sales/${nobody}`,
      '/api/products?limit=1000000000',
      '/api/products?limit=-1',
      '/api/products?sort=id;drop',
      '/api/products?cursor=%00',
      '/api/products?priceMin=x',
      '/api/sales/1',
      '/media/..%2f..%2fetc/passwd',
    ])
      expect((await buyer.send('GET', path)).status, path).toBeOneOf([400, 404]);
    for (const q of ['kurta~50', '*'.repeat(200), 'title:', 'foo:bar', '~', '+-a', 'क़ुर्ता', '👩‍👩‍👧'])
      expect((await buyer.send('GET', `/api/products?q=${encodeURIComponent(q)}`)).status, q).toBe(200);
    // Longer than a server takes in an address: refused before the shop sees it, and nobody is harmed.
    expect((await fetch(`${shop.url}/api/products?q=${'a'.repeat(10_000)}`)).status).toBe(200);
    expect((await fetch(`${shop.url}/api/products?q=${'a'.repeat(20_000)}`)).status).toBe(431);
  });

  it('takes no role, id or owner from who signs up', async () => {
    const body = {
      name: 'Eve',
      email: `eve-${Date.now()}@shop.example`,
      password: 'a very long password',
      role: 'operator',
      id: nobody,
    };
    const eve = await visitorOf(shop.url).send<{ account: { id: string; role: string } }>(
      'POST',
      '/api/accounts',
      { body },
    );
    expect(eve.body.account.role).toBe('buyer');
    expect(eve.body.account.id).not.toBe(nobody);
  });

  it('serves every route there is a contract for, and describes it', async () => {
    const folder = new URL('../../contracts/', import.meta.url);
    const files = readdirSync(folder).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
    const contracts: object[] = await Promise.all(files.map((file) => import(new URL(file, folder).href)));
    const isRoute = (value: unknown): value is RouteDefinition =>
      typeof value === 'object' && value !== null && 'method' in value && 'path' in value && 'reply' in value;
    const routes = contracts.flatMap((module) => Object.values(module)).filter(isRoute);
    const described = await visitorOf(shop.url).send<{ paths: Record<string, object> }>(
      'GET',
      '/api/openapi.json',
    );
    const missing = routes.filter(
      ({ method, path }) =>
        !(method.toLowerCase() in (described.body.paths[path.replace(/:(\w+)/g, '{$1}')] ?? {})),
    );
    expect(routes.length).toBeGreaterThan(35);
    expect(missing.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
  });

  describe('a sheet that is none', () => {
    const send = async (bytes: Uint8Array | string, file: string): Promise<SheetImport['refusal']> => {
      const headers = { authorization: `Bearer operator-token-of-the-tests`, 'content-type': 'text/csv' };
      const sent = await fetch(`${shop.url}/api/imports?file=${file}`, {
        method: 'POST',
        headers,
        body: Buffer.from(bytes),
      });
      const said = (await sent.json()) as { import?: SheetImport; error?: SheetImport['refusal'] };
      if (said.error) return said.error;
      await shop.app.drain();
      const found = await owner.send<{ import: SheetImport }>('GET', `/api/imports/${said.import?.id}`);
      return found.body.import.refusal;
    };
    const png = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex');

    it.each([
      ['a picture', png, 'photo.csv', 'import.not-a-sheet'],
      ['empty', '', 'empty.csv', 'import.empty'],
      ['without prices', 'title,colour\nKurta,red\n', 'bare.csv', 'import.no-title-or-price'],
    ])('%s is refused with a code', async (_what, bytes, file, code) => {
      expect((await send(bytes, file))?.code).toBe(code);
    });
  });
});
