import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import * as z from 'zod/mini';
import { describeWith } from '../../../test/components.ts';
import { openSqlite } from '../../../test/database.ts';
import { keptLog } from '../../../test/kept-log.ts';
import { freePort } from '../../../test/postgres.ts';
import { startRedis, type TestRedis } from '../../../test/redis.ts';
import type { Database } from '../../db/connection.ts';
import { systemClock } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import { type Job, type JobQueue, job } from '../../kernel/jobs/job.ts';
import { bullQueue } from './queue.ts';

const payload = z.object({ parcel: z.string() });
type Parcel = z.infer<typeof payload>;

describeWith('redis')('jobs spread by Redis', () => {
  let redis: TestRedis;
  let db: Database;
  let end: () => Promise<void>;
  const queues: JobQueue[] = [];

  beforeAll(async () => {
    redis = await startRedis();
    ({ db, end } = await openSqlite());
  });
  afterEach(async () => {
    await Promise.all(queues.splice(0).map((queue) => queue.stop(500)));
  });
  afterAll(async () => {
    await redis.kill();
    await end();
  });

  const open = (url = redis.url): JobQueue => {
    const queue = bullQueue({ db, clock: systemClock, log: keptLog() }, { url });
    queues.push(queue);
    return queue;
  };
  const packing = (packed: string[], most = 3): Job<Parcel> =>
    job({
      name: `parcel.${newId()}`,
      payload,
      attempts: 3,
      run: async ({ parcel }) => {
        await wait(Math.random() * most);
        packed.push(parcel);
      },
    });
  const allPacked = (packed: string[], parcels: string[], within: number) =>
    vi.waitFor(() => expect(packed.toSorted()).toEqual(parcels.toSorted()), {
      timeout: within,
      interval: 20,
    });
  const names = (count: number) => Array.from({ length: count }, (_, at) => `parcel ${at}`);

  it('wakes whoever works: a process that only takes orders has its jobs run by another', async () => {
    const packed: string[] = [];
    const pack = packing(packed);
    await open().start([pack]);
    const shop = open();
    await vi.waitFor(async () => expect(await redis.command('PING')).toBe('+PONG'));
    const started = Date.now();
    await db.transaction((tx) => shop.add(pack, { parcel: 'one' }, { tx }));
    await allPacked(packed, ['one'], 5_000);
    await shop.add(pack, { parcel: 'two' }, { delay: 200 });
    await allPacked(packed, ['one', 'two'], 5_000);
    expect(Date.now() - started).toBeLessThan(5_000);
  });

  it('loses and doubles none of 200 jobs when Redis is flushed in the middle', async () => {
    const packed: string[] = [];
    const pack = packing(packed);
    const [queue, other] = [open(), open()];
    await Promise.all([queue.start([pack]), other.start([pack])]);
    for (const parcel of names(200)) await queue.add(pack, { parcel });
    await vi.waitFor(() => expect(packed.length).toBeGreaterThan(20), { interval: 1 });
    expect(packed.length).toBeLessThan(200);
    expect(await redis.command('FLUSHALL')).toBe('+OK');
    await allPacked(packed, names(200), 15_000);
  }, 30_000);

  it('loses and doubles none of 200 jobs when Redis is killed in the middle, and takes orders meanwhile', async () => {
    const packed: string[] = [];
    const pack = packing(packed);
    const queue = open();
    await queue.start([pack]);
    for (const parcel of names(150)) await queue.add(pack, { parcel });
    await vi.waitFor(() => expect(packed.length).toBeGreaterThan(20), { interval: 1 });
    await redis.kill();
    for (const parcel of names(200).slice(150)) {
      const asked = Date.now();
      await queue.add(pack, { parcel });
      expect(Date.now() - asked).toBeLessThan(500);
    }
    await allPacked(packed, names(200), 15_000);
    await redis.startAgain();
    await queue.add(pack, { parcel: 'after' });
    await allPacked(packed, [...names(200), 'after'], 15_000);
  }, 40_000);

  it('starts, works and stops with a Redis that never answered', async () => {
    const packed: string[] = [];
    const pack = packing(packed);
    const queue = open(`redis://127.0.0.1:${await freePort()}`);
    await queue.start([pack]);
    const asked = Date.now();
    await queue.add(pack, { parcel: 'one' });
    expect(Date.now() - asked).toBeLessThan(500);
    await allPacked(packed, ['one'], 5_000);
  });
});
