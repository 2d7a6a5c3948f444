import type { IceServer } from '#contracts/live';
import type { Database } from '../../db/connection.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Outbox } from '../../kernel/events/outbox.ts';
import type { JobQueue } from '../../kernel/jobs/job.ts';
import type { Log } from '../../kernel/log.ts';
import type { Realtime } from '../../kernel/realtime/realtime.ts';
import type { Rtc } from '../../kernel/rtc.ts';
import type { AccountsApi } from '../accounts/index.ts';
import type { CatalogApi } from '../catalog/index.ts';
import type { MediaApi } from '../media/index.ts';

export interface SalesDeps {
  db: Database;
  clock: Clock;
  log: Log;
  outbox: Outbox;
  jobs: JobQueue;
  realtime: Realtime;
  rtc: Rtc;
  accounts: Pick<AccountsApi, 'names'>;
  media: Pick<MediaApi, 'images'>;
  catalog: Pick<CatalogApi, 'cards' | 'entries' | 'sellerOf' | 'setLivePrice' | 'endLivePrices'>;
  /** Where a browser that is behind a wall finds a way to the media server. */
  iceServers?: () => IceServer[];
}
