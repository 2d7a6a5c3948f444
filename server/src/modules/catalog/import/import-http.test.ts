import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { ProductCard } from '#contracts/catalog';
import type { SheetImport } from '#contracts/imports';
import { createTestApp, operatorToken, ownerOf, type TestApp } from '../../../../test/app.ts';
import { eachDatabase } from '../../../../test/database.ts';
import { visitorOf } from '../../../../test/visitor.ts';

interface Answer {
  import?: SheetImport;
  error?: { code: string; details?: Record<string, unknown> };
}

eachDatabase((_name, test) => {
  let shop: TestApp;
  beforeAll(async () => {
    shop = await createTestApp(test.db);
  });
  afterAll(() => shop.end());

  const owner = { authorization: `Bearer ${operatorToken}` };
  const post = async (body: string | Buffer, headers: Record<string, string> = owner) => {
    const response = await fetch(`${shop.url}/api/imports?file=sheet.csv`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'text/csv', ...headers },
    });
    return { status: response.status, body: (await response.json()) as Answer };
  };
  const taken = async (sheet: string): Promise<SheetImport> => {
    const { status, body } = await post(sheet);
    expect(status).toBe(200);
    const of = ownerOf(shop.url);
    return vi.waitFor(
      async () => {
        const got = await of.send<{ import: SheetImport }>('GET', `/api/imports/${body.import?.id}`);
        expect(got.body.import.state).toBe('done');
        return got.body.import;
      },
      { timeout: 10_000, interval: 20 },
    );
  };

  it('can be searched for by buyers soon after the seller has sent the sheet', async () => {
    const done = await taken('title,price,tags\nZardozi clutch,1899,wedding\nIndigo kurta,free,\n');
    expect(done).toMatchObject({ rows: 2, products: { created: 1 }, rejected: 1 });
    const buyer = visitorOf(shop.url);
    const titles = async (q: string) =>
      (
        await buyer.send<{ items: ProductCard[] }>('GET', `/api/products?q=${encodeURIComponent(q)}`)
      ).body.items.map(({ title }) => title);
    await vi.waitFor(async () => expect(await titles('zardozi')).toEqual(['Zardozi clutch']), {
      timeout: 8_000,
    });
    expect(await titles('zardozi~50 +title:*')).toEqual(['Zardozi clutch']);
  });

  it('gives its errors to its sender, and to nobody else', async () => {
    const { id } = await taken('title,price\n=cmd,free\n');
    const path = `${shop.url}/api/imports/${id}/errors.csv`;
    const mine = await fetch(path, { headers: owner });
    expect(mine.headers.get('content-type')).toContain('text/csv');
    expect(await mine.text()).toContain("'=cmd,free,2,The price is no price: free");
    expect((await fetch(path)).status).toBe(404);
    expect(
      (await fetch(`${shop.url}/api/imports/${randomUUID()}/errors.csv`, { headers: owner })).status,
    ).toBe(404);
  });

  it.each([
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'import.not-a-sheet'],
    ['an empty sheet', '', 'import.empty'],
    ['a sheet without prices', 'title,colour\nKurta,Red\n', 'import.no-title-or-price'],
  ])('answers a code to %s', async (_, content, code) => {
    const { status, body } = await post(content);
    expect(status).toBe(422);
    expect(body.error?.code).toBe(code);
  });

  it('asks whoever sends a sheet who they are', async () => {
    expect((await post('title,price\nKurta,10\n', {})).status).toBe(401);
  });
});
