import type { Database } from '../../db/connection.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Outbox } from '../../kernel/events/outbox.ts';
import type { Log } from '../../kernel/log.ts';
import type { Metrics } from '../../kernel/metrics.ts';

/** What is told of an order outside of the books; the composition root makes it of orders and payments. */
export interface Story {
  find(idOrNumber: string): Promise<
    | {
        order: {
          id: string;
          number: string;
          state: string;
          total: number;
          purchaseId: string;
          sellerId: string;
          buyerId: string;
        };
        events: { at: number; says: string }[];
      }
    | undefined
  >;
}

export interface LedgerDeps {
  db: Database;
  clock: Clock;
  log: Log;
  outbox: Pick<Outbox, 'tell'>;
  metrics: Pick<Metrics, 'gauge'>;
  story: Story;
}
