import { expect, it, vi } from 'vitest';
import type { EventPayload } from '../../../../sdk/events.ts';
import { fakeClock } from '../../../test/clock.ts';
import { eachDatabase } from '../../../test/database.ts';
import { keptLog } from '../../../test/kept-log.ts';
import { inProcessQueue } from '../../adapters/in-process/queue.ts';
import type { Database } from '../../db/connection.ts';
import { newId } from '../ids.ts';
import { type AnyReaction, reaction } from './outbox.ts';
import { openOutbox } from './relay.ts';

const stock = (available: number): EventPayload<'stock.changed'> => ({
  productId: newId(),
  variantId: newId(),
  available,
});

const openShop = (db: Database, clock = fakeClock()) => {
  const log = keptLog();
  const jobs = inProcessQueue({ db, clock, log });
  const outbox = openOutbox({ db, clock, log, jobs });
  const start = async (...reactions: AnyReaction[]) => {
    await outbox.start(reactions);
    await jobs.start(outbox.work);
  };
  const stop = async () => {
    await jobs.stop();
    await outbox.stop();
  };
  const tell = (...counts: number[]) =>
    db.transaction(async (tx) => {
      for (const count of counts) await outbox.tell(tx, 'stock.changed', stock(count));
    });
  return { clock, jobs, outbox, start, stop, tell, log };
};

const onStock = (name: string, run: (available: number) => Promise<void> | void) =>
  reaction({ name, on: 'stock.changed', run: ({ payload }) => run(payload.available) });

const untold = async (db: Database): Promise<number> =>
  (await db.rows('SELECT id FROM kernel_outbox WHERE told_at IS NULL')).length;

eachDatabase((_name, test) => {
  it('tells what was committed, in order, to every reaction on it, and nothing of what was not', async () => {
    const shop = openShop(test.db);
    const shown: number[] = [];
    const counted: number[] = [];
    const prices: string[] = [];
    await shop.start(
      onStock('room.show', (left) => void shown.push(left)),
      onStock('insights.count', (left) => void counted.push(left)),
      reaction({ name: 'room.price', on: 'price.changed', run: ({ name }) => void prices.push(name) }),
    );
    await shop.tell(9, 8);
    await shop.tell(7);
    const failing = test.db.transaction(async (tx) => {
      await shop.outbox.tell(tx, 'stock.changed', stock(0));
      throw new Error('the hold fell through');
    });
    await expect(failing).rejects.toThrow();
    await shop.outbox.drain();
    expect(shown).toEqual([9, 8, 7]);
    expect(counted).toEqual([9, 8, 7]);
    expect(prices).toEqual([]);
    expect(await untold(test.db)).toBe(0);
    await shop.stop();
  });

  it('tells by itself right after the commit, and notes it', async () => {
    const shop = openShop(test.db);
    const shown: number[] = [];
    await shop.start(onStock('room.show', (left) => void shown.push(left)));
    await shop.tell(3);
    await vi.waitFor(() => expect(shown).toEqual([3]));
    await vi.waitFor(async () => expect(await untold(test.db)).toBe(0));
    await shop.stop();
  });

  it('tells at the next start what a crash between commit and telling left, with the same id', async () => {
    // A process that commits and dies before telling has an outbox that was never started.
    const crashed = openShop(test.db);
    await crashed.tell(2, 1);
    expect(await untold(test.db)).toBe(2);
    const next = openShop(test.db);
    const shown: number[] = [];
    await next.start(onStock('room.show', (left) => void shown.push(left)));
    await vi.waitFor(() => expect(shown).toEqual([2, 1]));
    await vi.waitFor(async () => expect(await untold(test.db)).toBe(0));
    await next.stop();
  });

  it('tries a failing reaction again with growing waits, without holding up later facts or other reactions', async () => {
    const shop = openShop(test.db);
    const broken: number[] = [];
    const shown: number[] = [];
    let mended = false;
    await shop.start(
      onStock('exporter.send', (left) => {
        broken.push(left);
        if (left === 5 && !mended) throw new Error('the exporter is down');
      }),
      onStock('room.show', (left) => void shown.push(left)),
    );
    await shop.tell(5, 4);
    await shop.outbox.drain();
    expect(broken).toEqual([5, 4]);
    expect(shown).toEqual([5, 4]);
    expect(await untold(test.db)).toBe(0);
    shop.clock.pass(1_000);
    await shop.jobs.drain();
    expect(broken).toEqual([5, 4, 5]);
    mended = true;
    shop.clock.pass(1_000);
    await shop.jobs.drain();
    expect(broken).toEqual([5, 4, 5, 5]);
    shop.clock.pass(100_000);
    await shop.jobs.drain();
    expect(broken).toHaveLength(4);
    expect(shown).toEqual([5, 4]);
    await shop.stop();
  });

  it('lets a reaction that hangs delay nobody but itself', async () => {
    const shop = openShop(test.db);
    const shown: number[] = [];
    let letGo: () => void = () => undefined;
    const hang = () =>
      new Promise<void>((resolve) => {
        letGo = resolve;
      });
    await shop.start(
      onStock('exporter.hang', () => hang()),
      onStock('room.show', (left) => void shown.push(left)),
    );
    await shop.tell(3);
    await shop.tell(2);
    await vi.waitFor(() => expect(shown).toEqual([3, 2]));
    letGo();
    await vi.waitFor(() => expect(shown).toHaveLength(2));
    letGo();
    await vi.waitFor(async () => {
      letGo();
      expect(await untold(test.db)).toBe(0);
    });
    await shop.stop();
  });

  it('tells thousands of facts of one moment, in one statement each five hundred', async () => {
    const shop = openShop(test.db);
    const shown: number[] = [];
    await shop.start(onStock('room.show', (left) => void shown.push(left)));
    const many = Array.from({ length: 4_100 }, (_, at) => ({
      name: 'stock.changed' as const,
      payload: stock(at),
    }));
    await test.db.transaction((tx) => shop.outbox.tellAll(tx, many));
    // More than are in hand at once: the rest is fetched when the first are told.
    await vi.waitFor(async () => expect(await untold(test.db)).toBe(0), { timeout: 25_000 });
    expect(shown).toEqual(many.map((_, at) => at));
    await shop.stop();
  }, 30_000);

  it('tells many facts at once to a reaction that wants them so, and one by one again when that failed', async () => {
    const shop = openShop(test.db);
    const batches: number[][] = [];
    const alone: number[] = [];
    await shop.start(
      reaction({
        name: 'search.put',
        on: 'stock.changed',
        run: ({ payload }) => void alone.push(payload.available),
        runAll: (facts) => {
          batches.push(facts.map(({ payload }) => payload.available));
          if (batches.length === 1) throw new Error('the index is away');
        },
      }),
    );
    await shop.tell(3, 2, 1);
    await shop.outbox.drain();
    expect(batches).toEqual([[3, 2, 1]]);
    shop.clock.pass(1_000);
    await shop.jobs.drain();
    expect(alone.toSorted()).toEqual([1, 2, 3]);
    await shop.tell(9);
    await shop.outbox.drain();
    expect(batches.at(-1)).toEqual([9]);
    expect(await untold(test.db)).toBe(0);
    await shop.stop();
  });

  it('forgets what was told a day ago, and keeps what was not told', async () => {
    const shop = openShop(test.db);
    await shop.start();
    await shop.tell(1);
    await shop.outbox.drain();
    await openShop(test.db, shop.clock).tell(2);
    shop.clock.pass(86_500_000);
    await shop.jobs.drain();
    const rows = await test.db.rows<{ payload: string; told_at: number | null }>(
      'SELECT payload, told_at FROM kernel_outbox',
    );
    expect(rows).toMatchObject([{ told_at: null }]);
    await shop.stop();
  });

  it('refuses a fact that is not what its name promises, and two reactions of one name', async () => {
    const shop = openShop(test.db);
    await expect(shop.tell(0.5)).rejects.toThrow();
    const same = onStock('room.show', () => undefined);
    await expect(shop.outbox.start([same, same])).rejects.toThrow('Two reactions are called room.show');
    await shop.outbox.stop();
  });
});
