import type { Database } from '../src/db/connection.ts';
import { Refusal } from '../src/kernel/refusal.ts';
import type { Probe } from '../src/kernel/saga/saga.ts';

/** A process that dies at a point of a saga: what is not committed by then is lost, and it does nothing any more. */
export const dyingAt = (db: Database, point: string): { db: Database; probe: Probe } => {
  let dead = false;
  const alive = async <T>(work: () => Promise<T>): Promise<T> => {
    if (dead) throw new Error('the process is dead');
    return work();
  };
  return {
    probe: (here) => {
      dead ||= here === point;
      if (dead) throw new Error('the process is dead');
    },
    db: {
      dialect: db.dialect,
      close: () => db.close(),
      rows: (sql, binds) => alive(() => db.rows(sql, binds)),
      run: (sql, binds) => alive(() => db.run(sql, binds)),
      transaction: (work) => alive(() => db.transaction(work)),
    },
  };
};

/** Something goes wrong at a point of a saga, the first time it comes there. */
export const failingAt = (point: string, kind: 'refusal' | 'error'): Probe => {
  let failed = false;
  return (here) => {
    if (failed || here !== point) return;
    failed = true;
    throw kind === 'refusal' ? new Refusal('stock.held') : new Error('it broke');
  };
};
