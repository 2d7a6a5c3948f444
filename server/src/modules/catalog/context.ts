import type { Database } from '../../db/connection.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Outbox } from '../../kernel/events/outbox.ts';
import type { JobQueue } from '../../kernel/jobs/job.ts';
import type { Log } from '../../kernel/log.ts';
import type { SearchIndex } from '../../kernel/search.ts';
import type { MediaApi } from '../media/index.ts';
import type { Freshness } from './freshness.ts';

export interface CatalogDeps {
  db: Database;
  clock: Clock;
  log: Log;
  outbox: Outbox;
  jobs: JobQueue;
  /** Sellers' names. */
  accounts: { names(ids: readonly string[]): Promise<Map<string, string>> };
  media: Pick<MediaApi, 'images' | 'states'>;
  search: SearchIndex;
}

/** What catalog's use cases work with. */
export interface Catalog extends CatalogDeps {
  freshness: Freshness;
}
