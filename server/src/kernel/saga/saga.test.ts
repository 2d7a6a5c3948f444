import { beforeEach, describe, expect, it } from 'vitest';
import { eachDatabase } from '../../../test/database.ts';
import { dyingAt } from '../../../test/faults.ts';
import type { Tx } from '../../db/connection.ts';
import { newId } from '../ids.ts';
import { openLog } from '../log.ts';
import { Refusal } from '../refusal.ts';
import { SagaRunner, type SagaRunnerDeps } from './runner.ts';
import { type Probe, pointsOf, saga, waiting } from './saga.ts';

/** A shelf in the database, and a bank outside of it that remembers by order, as providers do. */
const theShop = () => {
  const bank = new Map<string, 'paid' | 'void'>();
  let calls = 0;
  const bankSays = { decline: false, fail: 0, refuseVoid: false, redirect: false };
  const move = (from: string, to: string) => async (run: { sagaId: string }, tx: Tx) => {
    await tx.run(`UPDATE shelf SET ${from} = ${from} - 1, ${to} = ${to} + 1`);
    await tx.run('INSERT INTO notes (id, what) VALUES ($1, $2)', [run.sagaId, to]);
  };
  const release = async (run: { sagaId: string }, tx: Tx) => {
    if ((await tx.run("DELETE FROM notes WHERE id = $1 AND what = 'held'", [run.sagaId])) === 0) return;
    await tx.run('UPDATE shelf SET available = available + 1, held = held - 1');
  };
  const pay = async (run: { sagaId: string; amount: number }) => {
    calls++;
    if (bankSays.redirect) return waiting;
    if (bankSays.decline) throw new Refusal('payment.declined', { reason: 'no money' });
    if (bankSays.fail-- > 0) throw new Error('the line is dead');
    bank.set(run.sagaId, 'paid');
    return { reference: `paid ${run.amount}` };
  };
  const giveBack = async (run: { sagaId: string }) => {
    if (bankSays.refuseVoid) throw new Error('the line is dead');
    if (bank.has(run.sagaId)) bank.set(run.sagaId, 'void');
  };
  const buy = saga<{ amount: number }>('buy', { within: 60_000, failed: 'order.failed' })
    .step('hold', move('available', 'held'), release)
    .remote('pay', pay, giveBack)
    .step('confirm', async (run, tx) => {
      if ((await tx.run('UPDATE shelf SET held = held - 1 WHERE open = 1')) === 0)
        throw new Refusal('stock.sold-out');
      await tx.run("UPDATE notes SET what = 'sold' WHERE id = $1", [run.sagaId]);
      return { receipt: run.reference };
    })
    .build();
  return { buy, bank, bankSays, calls: () => calls };
};

eachDatabase((_name, test) => {
  let now = 0;
  const clock = { now: () => now };
  const runner = (more: Partial<SagaRunnerDeps> = {}) =>
    new SagaRunner({ db: test.db, clock, log: openLog('silent'), patience: 200, ...more });
  const shelf = async () => (await test.db.rows('SELECT available, held FROM shelf'))[0];
  const stored = async (id: string) =>
    (
      await test.db.rows<{ state: string; step: number }>(
        'SELECT state, step FROM kernel_sagas WHERE id = $1',
        [id],
      )
    )[0];
  const openRuns = async () =>
    (await test.db.rows("SELECT id FROM kernel_sagas WHERE state NOT IN ('done', 'undone')")).length;

  beforeEach(async () => {
    now = 1_700_000_000_000;
    for (const table of ['shelf', 'notes']) await test.db.run(`DROP TABLE IF EXISTS ${table}`);
    await test.db.run('DELETE FROM kernel_sagas');
    await test.db.run(
      'CREATE TABLE shelf (available INTEGER NOT NULL CHECK (available >= 0), held INTEGER, open INTEGER)',
    );
    await test.db.run('CREATE TABLE notes (id TEXT PRIMARY KEY, what TEXT NOT NULL)');
    await test.db.run('INSERT INTO shelf (available, held, open) VALUES (3, 0, 1)');
  });

  it('runs every step, hands results on, and says done', async () => {
    const { buy, bank } = theShop();
    const id = newId();
    const { result } = await runner()
      .add(buy)
      .run({ id, input: { amount: 5 }, asked: 5 });
    expect(result).toMatchObject({ amount: 5, reference: 'paid 5', receipt: 'paid 5' });
    expect(await shelf()).toEqual({ available: 2, held: 0 });
    expect(bank.get(id)).toBe('paid');
    expect(await stored(id)).toEqual({ state: 'done', step: 3 });
  });

  it('undoes a declined payment, keeps the refusal and says it again to whoever asks', async () => {
    const { buy, bankSays, calls } = theShop();
    bankSays.decline = true;
    const buying = runner().add(buy);
    const id = newId();
    const start = { id, input: { amount: 5 }, asked: 5 };
    const refused = { code: 'payment.declined', details: { reason: 'no money' } };
    await expect(buying.run(start)).rejects.toMatchObject(refused);
    expect(await shelf()).toEqual({ available: 3, held: 0 });
    bankSays.decline = false;
    await expect(buying.run(start)).rejects.toMatchObject(refused);
    await expect(buying.join(id, 5)).rejects.toMatchObject(refused);
    expect(calls()).toBe(1);
    expect(await stored(id)).toEqual({ state: 'undone', step: 0 });
  });

  it('keeps the refusal of a first step that never did anything', async () => {
    const { bank } = theShop();
    const never = saga<object>('never', { within: 1_000, failed: 'order.failed' })
      .step('refuse', async () => {
        throw new Refusal('stock.sold-out', { available: 0 });
      })
      .build();
    const handle = runner().add(never);
    const id = newId();
    for (let time = 0; time < 2; time++)
      await expect(handle.run({ id, input: {}, asked: 1 })).rejects.toMatchObject({ code: 'stock.sold-out' });
    expect(await stored(id)).toEqual({ state: 'undone', step: 0 });
    expect(bank.size).toBe(0);
  });

  it('gives the money back when the last step refuses', async () => {
    const { buy, bank } = theShop();
    await test.db.run('UPDATE shelf SET open = 0');
    const id = newId();
    await expect(
      runner()
        .add(buy)
        .run({ id, input: { amount: 5 }, asked: 5 }),
    ).rejects.toMatchObject({ code: 'stock.sold-out' });
    expect(bank.get(id)).toBe('void');
    expect(await shelf()).toEqual({ available: 3, held: 0 });
  });

  it('answers one run to fifty who ask at once with the same id, and refuses the one who asks for something else', async () => {
    const { buy, calls } = theShop();
    const buying = runner().add(buy);
    const other = runner().add(buy);
    const id = newId();
    const ask = (at: typeof buying) => at.run({ id, input: { amount: 5 }, asked: { amount: 5 } });
    const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => ask(n % 2 ? buying : other)));
    expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(calls()).toBe(1);
    expect(await shelf()).toEqual({ available: 2, held: 0 });
    await expect(buying.run({ id, input: { amount: 6 }, asked: { amount: 6 } })).rejects.toMatchObject({
      code: 'key.reused',
    });
  });

  it('tries a step that broke again until it works', async () => {
    const { buy, bankSays, calls } = theShop();
    bankSays.fail = 2;
    const one = runner();
    const buying = one.add(buy);
    const id = newId();
    await expect(buying.run({ id, input: { amount: 5 }, asked: 5 })).rejects.toMatchObject({
      code: 'key.in-progress',
    });
    expect(await shelf()).toEqual({ available: 2, held: 1 });
    for (let second = 0; second < 5; second++) {
      now += 1_000;
      await one.drain();
    }
    expect(calls()).toBe(3);
    expect((await buying.join(id, 5))?.state).toBe('done');
  });

  it('gives up at the deadline and undoes everything', async () => {
    const { buy, bankSays, bank } = theShop();
    bankSays.fail = 1_000;
    const one = runner();
    const buying = one.add(buy);
    const id = newId();
    await expect(buying.run({ id, input: { amount: 5 }, asked: 5 })).rejects.toMatchObject({
      code: 'key.in-progress',
    });
    for (let second = 0; second < 70; second++) {
      now += 1_000;
      await one.drain();
    }
    await expect(buying.join(id, 5)).rejects.toMatchObject({ code: 'order.failed' });
    expect(await shelf()).toEqual({ available: 3, held: 0 });
    expect(bank.has(id)).toBe(false);
  });

  it('leaves a run stuck whose undo keeps failing, until an operator retries it', async () => {
    const { buy, bankSays } = theShop();
    bankSays.refuseVoid = true;
    await test.db.run('UPDATE shelf SET open = 0');
    const one = runner();
    const buying = one.add(buy);
    const id = newId();
    await expect(buying.run({ id, input: { amount: 5 }, asked: 5 })).rejects.toMatchObject({
      code: 'stock.sold-out',
    });
    for (let second = 0; second < 60; second++) {
      now += 1_000;
      await one.drain();
    }
    expect(await one.stuck()).toMatchObject([{ id, saga: 'buy', error: { code: 'stock.sold-out' } }]);
    expect(await shelf()).toEqual({ available: 2, held: 1 });
    expect(await one.retry(newId())).toBe(false);
    bankSays.refuseVoid = false;
    expect(await one.retry(id)).toBe(true);
    expect(await shelf()).toEqual({ available: 3, held: 0 });
    expect(await one.stuck()).toEqual([]);
  });

  it('waits for the buyer at the provider, goes on when woken, and gives up at the deadline', async () => {
    const { buy, bankSays } = theShop();
    bankSays.redirect = true;
    const one = runner();
    const buying = one.add(buy);
    const [paid, left] = [newId(), newId()];
    for (const id of [paid, left])
      expect(await buying.run({ id, input: { amount: 5 }, asked: 5 })).toMatchObject({ state: 'waiting' });
    bankSays.redirect = false;
    expect(await one.wake(paid)).toBe(true);
    expect((await buying.join(paid, 5))?.state).toBe('done');
    expect(await one.wake(paid)).toBe(false);
    now += 60_000;
    await one.drain();
    await expect(buying.join(left, 5)).rejects.toMatchObject({ code: 'order.failed' });
    expect(await shelf()).toEqual({ available: 2, held: 0 });
  });

  it('lets one of two workers resume a run, never both', async () => {
    const { buy, calls } = theShop();
    const ids = Array.from({ length: 3 }, newId);
    for (const id of ids) {
      const first = runner(dyingAt(test.db, 'buy/pay/before'));
      await expect(first.add(buy).run({ id, input: { amount: 5 }, asked: 5 })).rejects.toThrow();
    }
    expect(calls()).toBe(0);
    const workers = [runner(), runner(), runner()];
    workers.forEach((worker) => void worker.add(buy));
    await Promise.all(workers.map((worker) => worker.drain()));
    expect(calls(), 'the leases of the dead worker still hold').toBe(0);
    now += 5_001;
    await Promise.all(workers.map((worker) => worker.drain()));
    expect(calls()).toBe(3);
    expect(await shelf()).toEqual({ available: 0, held: 0 });
  });

  /** A worker that stops at a point until it is woken. */
  const sleeping = (point: string, lease: number) => {
    let wakeUp = (): void => undefined;
    let asleep = false;
    const sleep = new Promise<void>((resolve) => {
      wakeUp = resolve;
    });
    const probe: Probe = (here) => {
      if (here !== point || asleep) return;
      asleep = true;
      return sleep;
    };
    return { worker: runner({ lease, probe }), asleep: () => asleep, wakeUp: () => wakeUp() };
  };

  it('lets a worker that slept through its lease write nothing, and takes back what it did outside', async () => {
    const { buy, bank } = theShop();
    const id = newId();
    const { worker, asleep, wakeUp } = sleeping('buy/pay/before', 100_000);
    const slow = worker.add(buy).run({ id, input: { amount: 5 }, asked: 5 });
    await expect.poll(asleep).toBe(true);
    now += 100_001;
    const other = runner();
    other.add(buy);
    await other.drain();
    expect(await stored(id)).toEqual({ state: 'undone', step: 0 });
    wakeUp();
    await expect(slow).rejects.toMatchObject({ code: 'order.failed' });
    expect(bank.get(id)).toBe('void');
    expect(await shelf()).toEqual({ available: 3, held: 0 });
  });

  it('lets a worker that slept while another brought the run to its end answer as that one does', async () => {
    const { buy, bank } = theShop();
    const id = newId();
    const { worker, asleep, wakeUp } = sleeping('buy/pay/after', 5_000);
    const slow = worker.add(buy).run({ id, input: { amount: 5 }, asked: 5 });
    await expect.poll(asleep).toBe(true);
    now += 5_001;
    const other = runner();
    const quick = other.add(buy);
    await other.drain();
    expect(await shelf()).toEqual({ available: 2, held: 0 });
    wakeUp();
    expect(await slow).toEqual(await quick.join(id, 5));
    expect(await shelf()).toEqual({ available: 2, held: 0 });
    expect(bank.get(id)).toBe('paid');
  });

  const points = pointsOf(theShop().buy);

  it('lists every point at which the process may die', async () => {
    const seen = new Set<string>();
    const probe: Probe = (point) => void seen.add(point);
    for (const open of [1, 0]) {
      await test.db.run('UPDATE shelf SET open = $1', [open]);
      const buying = runner({ probe }).add(theShop().buy);
      await buying.run({ id: newId(), input: { amount: 5 }, asked: 5 }).catch(() => undefined);
    }
    expect([...seen].sort()).toEqual([...points].sort());
  });

  describe.each(points)('when the process dies at %s', (point) => {
    it.each([1, 0])('another one brings the run to its end (shelf open: %i)', async (open) => {
      await test.db.run('UPDATE shelf SET open = $1', [open]);
      const { buy, bank } = theShop();
      const id = newId();
      const start = { id, input: { amount: 5 }, asked: 5 };
      await runner(dyingAt(test.db, point))
        .add(buy)
        .run(start)
        .catch(() => undefined);
      const second = runner();
      const buying = second.add(buy);
      now += 5_001;
      await second.drain();
      const end = await buying.run(start).then(
        (outcome) => outcome.state,
        (problem: Refusal) => problem.code,
      );
      expect(end).toBe(open ? 'done' : 'stock.sold-out');
      expect(bank.get(id)).toBe(open ? 'paid' : 'void');
      expect(await shelf()).toEqual({ available: open ? 2 : 3, held: 0 });
      expect(await openRuns()).toBe(0);
    });
  });

  describe.each(points.filter((point) => !/undo|turned/.test(point)))(
    'when something breaks at %s',
    (point) => {
      it.each(['a refusal', 'an error'])('nothing is left half done (%s)', async (kind) => {
        const { buy, bank } = theShop();
        const id = newId();
        let broken = false;
        const probe: Probe = (here) => {
          if (here !== point || broken) return;
          broken = true;
          throw kind === 'an error' ? new Error('it broke') : new Refusal('stock.held');
        };
        const one = runner({ probe });
        const buying = one.add(buy);
        const start = { id, input: { amount: 5 }, asked: 5 };
        await buying.run(start).catch(() => undefined);
        now += 5_001;
        await one.drain();
        const end = await buying.run(start).then(
          () => 'done',
          (problem: Refusal) => problem.code,
        );
        expect(['done', 'stock.held']).toContain(end);
        expect(await shelf()).toEqual({ available: end === 'done' ? 2 : 3, held: 0 });
        expect(bank.get(id) === 'paid').toBe(end === 'done');
        if (kind === 'an error') expect(end).toBe('done');
        expect(await openRuns()).toBe(0);
      });
    },
  );
});
