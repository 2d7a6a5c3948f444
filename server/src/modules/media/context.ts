import type { Database } from '../../db/connection.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Outbox } from '../../kernel/events/outbox.ts';
import type { JobQueue } from '../../kernel/jobs/job.ts';
import type { Log } from '../../kernel/log.ts';
import type { MediaStore } from '../../kernel/media-store.ts';
import type { Outside } from '../../kernel/outside/get.ts';
import type { PictureEncoder } from '../../kernel/picture-encoder.ts';

export interface MediaDeps {
  db: Database;
  clock: Clock;
  log: Log;
  outbox: Outbox;
  jobs: JobQueue;
  files: MediaStore;
  pictures: PictureEncoder;
  outside: Outside;
}
