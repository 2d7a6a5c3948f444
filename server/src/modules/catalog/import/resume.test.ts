import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { eachDatabase, openSqlite } from '../../../../test/database.ts';
import { type ImportShop, openImportShop } from '../../../../test/imports.ts';
import type { Database } from '../../../db/connection.ts';

/** Every tenth row is wrong; products of two rows each. */
const sheetOf = (products: number): string => {
  const rows = Array.from({ length: products }, (_, at) => {
    const price = at % 10 === 9 ? 'free' : String(100 + at);
    return `p${at},Kurta ${at},${price},3,M\np${at},,${price},4,L`;
  });
  return `handle,title,price,stock,size\n${rows.join('\n')}\n`;
};

const whole = (products: number) => ({
  state: 'done',
  rows: products * 2,
  products: { created: products * 0.9, updated: 0, unchanged: 0 },
  variants: { created: products * 1.8, updated: 0, unchanged: 0 },
  rejected: products * 0.2,
});

const expectWhole = async (shop: ImportShop, id: string, products: number): Promise<void> => {
  expect(await shop.look(id)).toMatchObject(whole(products));
  const lines = shop.errorsOf(id).trim().split('\r\n').slice(1);
  const numbers = lines.map((line) => Number(line.split(',')[5]));
  const bad = Array.from({ length: products }, (_, at) => at).filter((at) => at % 10 === 9);
  expect(numbers).toEqual(bad.flatMap((at) => [at * 2 + 2, at * 2 + 3]));
};

/** A database that is lost in the middle of its nth transaction, as a killed server's is. */
const failingAt = (db: Database, nth: number): Database => {
  let transactions = 0;
  return {
    ...db,
    transaction: (work) =>
      db.transaction(async (tx) => {
        const answer = await work(tx);
        transactions += 1;
        if (transactions === nth) throw new Error('the power went');
        return answer;
      }),
  };
};

eachDatabase((_name, test) => {
  let shop: ImportShop;
  beforeEach(async () => {
    for (const table of ['product_images', 'variants', 'products'])
      await test.db.run(`DELETE FROM catalog_${table}`);
    shop = openImportShop(test.db);
  });
  afterEach(() => shop.end());

  it.each([1, 2, 3])('goes on where it was when batch %i was lost, with nothing twice', async (batch) => {
    const products = 300;
    // No shop's jobs are started yet: the import waits for whoever runs it. Sending is its first transaction.
    const lost = openImportShop(failingAt(test.db, batch + 1), { folder: shop.folder });
    const { id } = await lost.send(sheetOf(products));
    await expect(lost.runImport(id)).rejects.toThrow('the power went');
    expect(await lost.look(id)).toMatchObject({ state: 'running', products: { created: 90 * (batch - 1) } });
    await shop.startJobs();
    await shop.jobs.drain();
    await expectWhole(lost, id, products);
  });

  it('stops between batches when the server stops, and goes on at the next start', async () => {
    const stopping = openImportShop(test.db, { folder: shop.folder });
    const { id } = await stopping.send(sheetOf(300));
    await expect(stopping.runImport(id, AbortSignal.abort(new Error('The server stops')))).rejects.toThrow(
      'stops',
    );
    await shop.startJobs();
    await shop.jobs.drain();
    await expectWhole(stopping, id, 300);
  });

  it('does nothing when two runs of one import meet', async () => {
    await shop.startJobs();
    const { id } = await shop.send(sheetOf(300));
    await Promise.allSettled([shop.runImport(id), shop.runImport(id), shop.jobs.drain()]);
    await shop.jobs.drain();
    await vi.waitFor(async () => expect((await shop.look(id)).state).toBe('done'), { timeout: 8_000 });
    expect(await shop.look(id)).toMatchObject(whole(300));
    expect(await shop.products()).toHaveLength(540);
  });
});

describe('an import whose server is killed with -9', () => {
  it('goes on in the next server, with nothing lost and nothing twice', async () => {
    const { db, url, end } = await openSqlite();
    const shop = openImportShop(db);
    const products = 2_000;
    const { id } = await shop.send(sheetOf(products));
    const program = fileURLToPath(new URL('../../../../test/import-process.ts', import.meta.url));
    const start = () =>
      spawn(process.execPath, ['--import', 'tsx', '--conditions=leo-source', program, url, shop.folder], {
        stdio: 'inherit',
      });
    const first = start();
    await vi.waitFor(async () => expect((await shop.look(id)).rows).toBeGreaterThan(200), {
      timeout: 20_000,
      interval: 10,
    });
    const gone = once(first, 'exit');
    first.kill('SIGKILL');
    await gone;
    const left = await shop.look(id);
    expect(left).toMatchObject({ state: 'running' });
    expect(left.rows).toBeLessThan(products * 2);
    const second = start();
    await vi.waitFor(async () => expect((await shop.look(id)).state).toBe('done'), {
      timeout: 40_000,
      interval: 50,
    });
    second.kill('SIGKILL');
    await expectWhole(shop, id, products);
    await shop.end();
    await end();
  }, 70_000);
});

const shared = fileURLToPath(new URL('../../../../../../shared/data/', import.meta.url));
describe.skipIf(!existsSync(shared))(
  `real shops’ sheets${existsSync(shared) ? '' : ' - skipped: ../shared/data is not there'}`,
  () => {
    it.each([
      ['shopifypartners-apparel.csv', { rows: 22, rejected: 0 }],
      ['shopifypartners-jewelery.csv', { rows: 41, rejected: 0 }],
      ['shopify-product_template.csv', { rows: 17, rejected: 0 }],
    ])('%s is taken whole, and changes nothing the second time', async (file, expected) => {
      const { db, end } = await openSqlite();
      const shop = openImportShop(db);
      await shop.startJobs();
      const content = readFileSync(`${shared}${file}`);
      const first = await shop.take(content);
      expect(first).toMatchObject({ format: 'shopify', state: 'done', ...expected });
      const again = await shop.take(content);
      expect(again.products).toEqual({ created: 0, updated: 0, unchanged: first.products.created });
      await shop.end();
      await end();
    });
  },
);

describe('a sheet of 20,000 rows', () => {
  it('is read as it comes, in memory that does not grow with it', async () => {
    const { db, end } = await openSqlite();
    const shop = openImportShop(db);
    await shop.startJobs();
    const text = 'Hand woven in Chanderi by the same families for generations. '.repeat(30);
    async function* rows() {
      yield Buffer.from('handle,title,price,stock,size,description\n');
      for (let at = 0; at < 20_000; at += 1)
        yield Buffer.from(`p${at >> 2},Kurta ${at >> 2},${100 + at},1,size ${at % 4},"${text}"\n`);
    }
    const { id } = await shop.send(Readable.from(rows()));
    const before = process.memoryUsage();
    let most = 0;
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage().rss - before.rss);
    }, 20);
    const started = performance.now();
    await shop.jobs.drain();
    clearInterval(watch);
    expect(await shop.look(id)).toMatchObject({
      state: 'done',
      rows: 20_000,
      products: { created: 5_000 },
      rejected: 0,
    });
    // The sheet has 37 MB; what grows is the heap's own slack.
    expect(most).toBeLessThan(150 * 1024 * 1024);
    expect(20_000 / ((performance.now() - started) / 1_000)).toBeGreaterThan(300);
    await shop.end();
    await end();
  }, 90_000);
});
