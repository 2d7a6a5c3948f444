import type { Database } from '../src/db/connection.ts';
import { type LedgerDeps, ledger } from '../src/modules/ledger/index.ts';
import { fakeClock } from './clock.ts';
import { playHistories } from './ledger-histories.ts';
import { silentLog } from './log.ts';

/** The books over a test's database; nobody hears of facts, and no order has a story, unless the test says so. */
export const openLedger = (db: Database, parts: Partial<LedgerDeps> = {}) => {
  const deps: LedgerDeps = {
    db,
    clock: fakeClock(),
    log: silentLog,
    outbox: { tell: async () => undefined },
    metrics: { gauge: () => undefined },
    story: { find: async () => undefined },
    ...parts,
  };
  return { ...ledger(deps), deps };
};

/** Random histories of orders' money, in memory and, one in 200, on the database; throws where an invariant breaks. */
export const randomHistories = (asked: { histories: number; seed: number; db: Database; every?: number }) =>
  playHistories(openLedger(asked.db), asked);
