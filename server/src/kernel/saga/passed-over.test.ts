import { beforeEach, describe, expect, it } from 'vitest';
import { eachDatabase } from '../../../test/database.ts';
import { silentLog } from '../../../test/log.ts';
import { newId } from '../ids.ts';
import { SagaRunner, type SagaRunnerDeps } from './runner.ts';
import { saga, waiting } from './saga.ts';

eachDatabase((_name, test) => {
  let now = 0;
  const clock = { now: () => now };
  const runner = (more: Partial<SagaRunnerDeps> = {}) =>
    new SagaRunner({ db: test.db, clock, log: silentLog, patience: 200, ...more });
  const stored = async (id: string) =>
    (
      await test.db.rows<{ state: string; step: number }>(
        'SELECT state, step FROM kernel_sagas WHERE id = $1',
        [id],
      )
    )[0];

  beforeEach(async () => {
    now = 1_700_000_000_000;
    for (const table of ['shelf', 'notes']) await test.db.run(`DROP TABLE IF EXISTS ${table}`);
    await test.db.run('DELETE FROM kernel_sagas');
    await test.db.run('CREATE TABLE shelf (open INTEGER)');
    await test.db.run('CREATE TABLE notes (id TEXT PRIMARY KEY, what TEXT NOT NULL)');
    await test.db.run('INSERT INTO shelf (open) VALUES (1)');
  });

  describe('a step that a run has nothing to ask of', () => {
    /** Pays where something is to be paid, then waits for the lamp where that is asked for. */
    const visit = saga<{ pay: boolean; wait: boolean }>('visit', { within: 60_000, failed: 'order.failed' })
      .step('enter', async (run, tx) => {
        await tx.run('INSERT INTO notes (id, what) VALUES ($1, $2)', [run.sagaId, 'entered']);
      })
      .remote('pay', async () => ({ paid: true }), { when: (run) => run.pay })
      .step('wait', async (run, tx) => {
        if (run.wait && (await tx.rows('SELECT open FROM shelf WHERE open = 2')).length === 0) return waiting;
        return { lit: true };
      })
      .step('leave', async (run, tx) => {
        const note = run.paid ? 'left, paid' : 'left';
        await tx.run('UPDATE notes SET what = $2 WHERE id = $1', [run.sagaId, note]);
      })
      .build();
    const noted = async (id: string) =>
      (await test.db.rows<{ what: string }>('SELECT what FROM notes WHERE id = $1', [id]))[0]?.what;

    it('is passed over, and what is on both sides of it is one transaction', async () => {
      const id = newId();
      const saved: string[] = [];
      const one = runner({ probe: (point) => void (point.endsWith('saved') && saved.push(point)) });
      const end = await one.add(visit).run({ id, input: { pay: false, wait: false }, asked: 1 });
      expect(end).toMatchObject({ state: 'done', result: { lit: true } });
      expect(saved).toEqual(['visit/saved']);
      expect(await noted(id)).toBe('left');
    });

    it('is asked in runs that have, as ever', async () => {
      const id = newId();
      await runner()
        .add(visit)
        .run({ id, input: { pay: true, wait: false }, asked: 1 });
      expect(await noted(id)).toBe('left, paid');
    });

    it.each([true, false])('lets a run wait behind it and go on when it is woken (paid: %s)', async (pay) => {
      const id = newId();
      const one = runner();
      const visits = one.add(visit);
      const start = { id, input: { pay, wait: true }, asked: 1 };
      expect(await visits.run(start)).toMatchObject({ state: 'waiting' });
      expect(await noted(id)).toBe('entered');
      expect(await one.wake(id)).toBe(true);
      expect(await visits.run(start)).toMatchObject({ state: 'waiting' });
      await test.db.run('UPDATE shelf SET open = 2');
      await one.wake(id);
      expect(await visits.run(start)).toMatchObject({ state: 'done' });
      expect(await noted(id)).toBe(pay ? 'left, paid' : 'left');
    });

    it('is not undone either: a run that waited too long goes back past it', async () => {
      const id = newId();
      const one = runner();
      const visits = one.add(visit);
      await visits.run({ id, input: { pay: false, wait: true }, asked: 1 });
      now += 60_001;
      await one.drain();
      expect(await stored(id)).toMatchObject({ state: 'undone', step: 0 });
    });
  });
});
