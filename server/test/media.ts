import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diskStore } from '../src/adapters/disk/index.ts';
import { sharpEncoder } from '../src/adapters/images/index.ts';
import { inProcessQueue } from '../src/adapters/in-process/queue.ts';
import type { Database, Tx } from '../src/db/connection.ts';
import { openOutbox } from '../src/kernel/events/relay.ts';
import { openOutside } from '../src/kernel/outside/get.ts';
import { media } from '../src/modules/media/index.ts';
import { fakeClock } from './clock.ts';
import { silentLog } from './log.ts';

/** Media alone on a database, with a folder of its own; `127.0.0.1` plays the internet. */
export const openMedia = async (db: Database) => {
  const folder = await mkdtemp(join(tmpdir(), 'leo-media-'));
  const clock = fakeClock();
  const jobs = inProcessQueue({ db, clock, log: silentLog });
  const outbox = openOutbox({ db, clock, log: silentLog, jobs });
  const outside = openOutside({
    resolve: async () => [{ address: '127.0.0.1', family: 4 }],
    allow: (address) => address === '127.0.0.1',
  });
  const made = media({
    db,
    clock,
    log: silentLog,
    outbox,
    jobs,
    files: diskStore(folder),
    pictures: sharpEncoder(),
    outside,
  });
  await jobs.start(made.jobs);
  return {
    ...made,
    db,
    folder,
    clock,
    jobs,
    outbox,
    inTx: <T>(work: (tx: Tx) => Promise<T>): Promise<T> => db.transaction(work),
    end: async () => {
      await jobs.stop();
      await rm(folder, { recursive: true });
    },
  };
};
