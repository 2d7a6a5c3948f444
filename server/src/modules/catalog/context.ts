import type { Database } from '../../db/connection.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Outbox } from '../../kernel/events/outbox.ts';
import type { JobQueue } from '../../kernel/jobs/job.ts';
import type { Log } from '../../kernel/log.ts';
import type { SearchIndex } from '../../kernel/search.ts';
import type { SheetReader } from '../../kernel/sheets.ts';
import type { MediaApi } from '../media/index.ts';
import type { Freshness } from './freshness.ts';

export interface CatalogDeps {
  db: Database;
  clock: Clock;
  log: Log;
  outbox: Outbox;
  jobs: JobQueue;
  accounts: {
    /** Sellers' names. */
    names(ids: readonly string[]): Promise<Map<string, string>>;
    /** For whom an operator imports. */
    findByEmail(email: string): Promise<{ id: string; role: string } | undefined>;
  };
  /** Who else may sell here; left out, everybody may. */
  sellers?: { admit(sellerId: string | null): void; joined(sellerId: string): void };
  media: Pick<MediaApi, 'images' | 'states' | 'add' | 'addByUrls'>;
  search: SearchIndex;
  sheets: SheetReader;
  /** Where sheets wait for their import, and errors.csv for its reader. */
  importsFolder: string;
  /** ISO 4217 of the shop. */
  currency: string;
}

/** What catalog's use cases work with. */
export interface Catalog extends CatalogDeps {
  freshness: Freshness;
}
