import type { Connection, Database, Tx } from '../../db/connection.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Outbox } from '../../kernel/events/outbox.ts';
import type { Job, JobQueue } from '../../kernel/jobs/job.ts';
import type { Log } from '../../kernel/log.ts';
import type { Metrics } from '../../kernel/metrics.ts';
import type { Probe } from '../../kernel/saga/saga.ts';
import type { SecretBox } from '../../kernel/secret-box.ts';
import type { Who } from '../../kernel/who.ts';
import type { Entry } from '../ledger/index.ts';
import type { Place } from './points.ts';
import type { Ways } from './ways.ts';

/** What payments needs of the ledger. */
export interface Books {
  post(tx: Tx, entry: Entry): Promise<boolean>;
  balance(on: Connection, account: string): Promise<number>;
  lock(tx: Tx, accounts: readonly string[]): Promise<void>;
  addCheck(check: { id: string; title: string; run(on: Connection): Promise<string[]> }): void;
}

export interface PaymentsDeps {
  db: Database;
  clock: Clock;
  log: Log;
  jobs: JobQueue;
  outbox: Outbox;
  metrics: Pick<Metrics, 'gauge'>;
  /** ISO 4217 of the shop. */
  currency: string;
  ledger: Books;
  audit: {
    record(
      tx: Tx,
      act: { actor: Who | 'system'; action: string; about: string; reason?: string; details?: object },
    ): Promise<void>;
  };
  /** Coins that pay beside the money are spent with it. Loyalty comes after payments, so the composition root brings it. */
  coins?: {
    spend(
      tx: Tx,
      spending: { purchaseId: string; shares: readonly { orderId: string; coins: number }[] },
    ): Promise<void>;
  };
  /** Where refunds of cash go is kept sealed. */
  secrets: Pick<SecretBox, 'seal' | 'open' | 'isCurrent'>;
  /** The shop's address as a buyer's browser reaches it, without a slash at its end. */
  shopUrl?: string;
  /** What people call these orders; payments comes before orders and cannot ask them itself. */
  numbers?: (orderIds: readonly string[]) => Promise<Map<string, string>>;
  /** Hears of every point where this module might die. */
  probe?: Probe;
}

/** What every use case of this module is given. */
export interface Payments extends PaymentsDeps {
  ways: Ways;
  /** Work that begins right after a commit; what it misses the reconciler finds. */
  wake: Record<'capture' | 'refund' | 'hear' | 'transfer', Job<Record<string, never>>>;
}

/** A use case inside a transaction. */
export interface Within {
  deps: Payments;
  tx: Tx;
}

/** A transaction that is a point where the process may die. */
export const committed = async <T>(
  deps: Pick<Payments, 'db' | 'probe'>,
  place: Place,
  work: (tx: Tx) => Promise<T>,
): Promise<T> => {
  await deps.probe?.(place);
  const answer = await deps.db.transaction(work);
  await deps.probe?.(`${place}/after`);
  return answer;
};
