import { setTimeout as wait } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import * as z from 'zod/mini';
import { fakeClock } from '../../../test/clock.ts';
import { eachDatabase } from '../../../test/database.ts';
import { keptLog } from '../../../test/kept-log.ts';
import type { Database } from '../../db/connection.ts';
import { newId } from '../../kernel/ids.ts';
import { type AnyJob, type Job, type JobRun, job } from '../../kernel/jobs/job.ts';
import { JobStore } from '../../kernel/jobs/store.ts';
import { inProcessQueue } from './queue.ts';

const payload = z.object({ parcel: z.string() });
type Parcel = z.infer<typeof payload>;

const pack = (run: (parcel: Parcel, run: JobRun) => Promise<void>, attempts = 3): Job<Parcel> =>
  job({ name: `parcel.${newId()}`, payload, attempts, run });

const startQueue = async (db: Database, jobs: readonly AnyJob[], clock = fakeClock()) => {
  const queue = inProcessQueue({ db, clock, log: keptLog() });
  await queue.start(jobs);
  return { queue, clock };
};

const until = (happened: () => boolean | Promise<boolean>) =>
  vi.waitFor(async () => expect(await happened()).toBe(true), { timeout: 5_000, interval: 5 });

eachDatabase((_name, test) => {
  it('packs a parcel once the order is committed, and never if it is not', async () => {
    const packed: string[] = [];
    const packing = pack(async ({ parcel }) => void packed.push(parcel));
    const { queue } = await startQueue(test.db, [packing]);
    await test.db.transaction((tx) => queue.add(packing, { parcel: 'saree' }, { tx }));
    await expect(
      test.db.transaction(async (tx) => {
        await queue.add(packing, { parcel: 'never' }, { tx });
        throw new Error('the order fell through');
      }),
    ).rejects.toThrow('fell through');
    await until(() => packed.length === 1);
    await queue.drain();
    expect(packed).toEqual(['saree']);
    await queue.stop();
  });

  it('misses no parcel that is added while it looks how long it may sleep', async () => {
    const packed: string[] = [];
    const packing = pack(async ({ parcel }) => void packed.push(parcel));
    let looked: () => void = () => undefined;
    const looking = new Promise<void>((resolve) => {
      looked = resolve;
    });
    let letGo: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const rows: Database['rows'] = async <Row extends object>(
      sql: string,
      binds?: readonly (string | number | null)[],
    ) => {
      const found = await test.db.rows<Row>(sql, binds);
      if (sql.includes('MIN(')) looked();
      if (sql.includes('MIN(')) await held;
      return found;
    };
    const { queue } = await startQueue({ ...test.db, rows }, [packing]);
    await looking;
    await queue.add(packing, { parcel: 'saree' });
    letGo();
    await until(() => packed.length === 1);
    await queue.stop();
  });

  it('runs a delayed job at its time, and by itself', async () => {
    const packed: string[] = [];
    const packing = pack(async ({ parcel }) => void packed.push(parcel));
    const { queue, clock } = await startQueue(test.db, [packing]);
    await queue.add(packing, { parcel: 'later' }, { delay: 60_000 });
    await queue.drain();
    expect(packed).toEqual([]);
    clock.pass(60_000);
    await queue.drain();
    expect(packed).toEqual(['later']);
    await queue.stop();

    const real = await startQueue(test.db, [packing], { now: () => Date.now(), pass: () => undefined });
    await real.queue.add(packing, { parcel: 'soon' }, { delay: 30 });
    await until(() => packed.includes('soon'));
    await real.queue.stop();
  });

  it('tries again with growing waits, then keeps the dead job with its error', async () => {
    const tries: number[] = [];
    const packing = pack(async (_parcel, run) => {
      tries.push(run.attempt);
      throw new Error('no tape');
    });
    const { queue, clock } = await startQueue(test.db, [packing]);
    const id = await queue.add(packing, { parcel: 'x' });
    await queue.drain();
    clock.pass(999);
    await queue.drain();
    expect(tries).toEqual([1]);
    clock.pass(1);
    await queue.drain();
    expect(tries).toEqual([1, 2]);
    clock.pass(1_999);
    await queue.drain();
    expect(tries).toEqual([1, 2]);
    clock.pass(1);
    await queue.drain();
    clock.pass(86_400_000);
    await queue.drain();
    expect(tries).toEqual([1, 2, 3]);
    expect((await queue.dead())[0]).toMatchObject({
      id,
      name: packing.name,
      attempts: 3,
      error: 'Error: no tape',
    });
    expect(await queue.revive(newId())).toBe(false);
    expect(await queue.revive(id)).toBe(true);
    await queue.drain();
    expect(tries).toEqual([1, 2, 3, 1]);
    await queue.stop();
  });

  it('repeats a job that is due every so often, even after it failed, with one row for all', async () => {
    let turns = 0;
    const tidy = job({
      name: `tidy.${newId()}`,
      payload: z.object({}),
      attempts: 1,
      every: 1_000,
      run: async () => {
        turns += 1;
        if (turns === 2) throw new Error('once');
      },
    });
    const { queue, clock } = await startQueue(test.db, [tidy]);
    const other = await startQueue(test.db, [tidy], clock);
    for (const turn of [1, 2, 3, 4]) {
      await Promise.all([queue.drain(), other.queue.drain()]);
      expect(turns).toBe(turn);
      clock.pass(1_000);
    }
    expect(await test.db.rows('SELECT id FROM kernel_jobs WHERE name = $1', [tidy.name])).toHaveLength(1);
    await Promise.all([queue.stop(), other.queue.stop()]);
  });

  it('is run again by another process when the one that had it is gone', async () => {
    const packed: JobRun[] = [];
    const packing = pack(async (_parcel, run) => void packed.push(run));
    const clock = fakeClock();
    const id = await inProcessQueue({ db: test.db, clock, log: keptLog() }).add(packing, { parcel: 'x' });
    const store = new JobStore(test.db);
    const [row] = await store.find(id);
    const gone = { holder: 'a process that was killed', until: clock.now() + 9_000 };
    expect(await store.claim(row!, clock.now(), gone)).toBe(true);
    const { queue } = await startQueue(test.db, [packing], clock);
    await queue.drain();
    expect(packed).toHaveLength(0);
    clock.pass(9_000);
    await queue.drain();
    expect(packed).toMatchObject([{ id, attempt: 2 }]);
    await queue.stop();
  });

  it('gives a row to one of two processes that reach for it at once', async () => {
    const packed: string[] = [];
    const packing = pack(async ({ parcel }) => void packed.push(parcel));
    const clock = fakeClock();
    const parcels = Array.from({ length: 40 }, (_, at) => String(at));
    const filler = inProcessQueue({ db: test.db, clock, log: keptLog() });
    for (const parcel of parcels) await filler.add(packing, { parcel });
    const processes = await Promise.all([1, 2, 3].map(() => startQueue(test.db, [packing], clock)));
    await Promise.all(processes.map(({ queue }) => queue.drain()));
    await until(() => packed.length >= parcels.length);
    expect(packed.toSorted()).toEqual(parcels.toSorted());
    await Promise.all(processes.map(({ queue }) => queue.stop()));
  });

  it('stops by letting a run end, or by telling it to save and go, without counting that run', async () => {
    const seen: string[] = [];
    const packing = pack(async ({ parcel }, { signal, attempt }) => {
      seen.push(`${parcel} ${attempt}`);
      if (parcel === 'quick') return;
      await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    }, 1);
    const { queue, clock } = await startQueue(test.db, [packing]);
    await queue.add(packing, { parcel: 'quick' });
    await queue.add(packing, { parcel: 'endless' });
    await until(() => seen.length === 2);
    await queue.stop(50);
    expect(await new JobStore(test.db).counts()).toMatchObject({ waiting: expect.any(Number), running: 0 });
    const next = await startQueue(test.db, [packing], clock);
    await until(() => seen.length === 3);
    expect(seen).toContain('endless 1');
    expect(seen.filter((one) => one === 'endless 1')).toHaveLength(2);
    await next.queue.stop(1);
  });

  it('packs parcels while every fetch waits for a server that does not answer', async () => {
    const packed: string[] = [];
    let answer: () => void = () => undefined;
    const silence = new Promise<void>((resolve) => void (answer = resolve));
    const fetching = job({
      name: `fetch.${newId()}`,
      payload,
      attempts: 1,
      lane: 'network',
      run: () => silence,
    });
    const packing = pack(async ({ parcel }) => void packed.push(parcel));
    const { queue } = await startQueue(test.db, [fetching, packing]);
    for (let n = 0; n < 5; n++) await queue.add(fetching, { parcel: `picture ${n}` });
    await queue.add(packing, { parcel: 'saree' });
    await until(() => packed.length === 1);
    answer();
    await queue.drain();
    await queue.stop();
  });

  it('runs two at once, and never more', async () => {
    let now = 0;
    let peak = 0;
    const packing = pack(async () => {
      now += 1;
      peak = Math.max(peak, now);
      // The first waits for company, so that the count does not depend on how busy the machine is.
      await until(() => peak >= 2);
      await wait(5);
      now -= 1;
    });
    const { queue } = await startQueue(test.db, [packing]);
    await Promise.all(Array.from({ length: 20 }, (_, at) => queue.add(packing, { parcel: String(at) })));
    await queue.drain();
    expect(peak).toBe(2);
    await queue.stop();
  });

  it('refuses to start with two jobs of one name or one that nobody handles, and names unknown rows in the log', async () => {
    const log = keptLog();
    const packing = pack(async () => undefined);
    const fresh = () => inProcessQueue({ db: test.db, clock: fakeClock(), log });
    await expect(fresh().start([packing, packing])).rejects.toThrow(`Two jobs are called ${packing.name}`);
    const queue = fresh();
    await queue.add(packing, { parcel: 'x' });
    await expect(queue.start([])).rejects.toThrow(`No handler for jobs that were added: ${packing.name}`);
    const older = fresh();
    await older.start([]);
    expect(JSON.stringify(log.lines)).toContain(packing.name);
    await expect(older.add(packing, { parcel: 'y' })).rejects.toThrow('No handler');
    await older.stop();
  });
});
