import { inProcessQueue } from './adapters/in-process/queue.ts';
import { openJanus } from './adapters/janus/index.ts';
import { openLunr } from './adapters/lunr/index.ts';
import type { Config } from './config.ts';
import type { Database } from './db/connection.ts';
import { type Clock, systemClock } from './kernel/clock.ts';
import { openCouriers } from './kernel/couriers.ts';
import { openOutbox } from './kernel/events/relay.ts';
import type { Log } from './kernel/log.ts';
import { openMetrics } from './kernel/metrics.ts';
import { type RtcServer, withoutVideo } from './kernel/rtc.ts';
import { SagaRunner } from './kernel/saga/runner.ts';
import type { Probe } from './kernel/saga/saga.ts';
import type { SearchIndex } from './kernel/search.ts';
import { openSecretBox } from './kernel/secret-box.ts';

/** What tests put in place of the real thing. */
export interface Parts {
  clock?: Clock;
  rtc?: RtcServer;
  search?: SearchIndex;
  /** Hears of every point where the process might die. */
  probe?: Probe;
}

export interface AppDeps {
  config: Config;
  db: Database;
  log: Log;
  parts?: Parts;
}

/** Bull and its Redis client take a fifth of a second to load: only a shop that has Redis pays it. */
const openJobs = async (deps: { db: Database; clock: Clock; log: Log }, redisUrl: string | undefined) => {
  if (redisUrl === undefined) return inProcessQueue(deps);
  const { bullQueue } = await import('./adapters/bull/queue.ts');
  return bullQueue(deps, { url: redisUrl });
};

/** What every module is built on. */
export const openKernel = async ({ config, db, log, parts = {} }: AppDeps) => {
  const clock = parts.clock ?? systemClock;
  const jobs = await openJobs({ db, clock, log }, config.redisUrl);
  const probe = parts.probe && { probe: parts.probe };
  return {
    db,
    clock,
    log,
    jobs,
    ...probe,
    outbox: openOutbox({ db, clock, log, jobs }),
    sagas: new SagaRunner({ db, clock, log, ...probe }),
    metrics: openMetrics(),
    couriers: openCouriers(),
    secrets: openSecretBox(config.dataKeys),
    rtc: parts.rtc ?? (config.janus ? openJanus(config.janus, log) : withoutVideo),
    search: parts.search ?? openLunr(log),
  };
};
export type Kernel = Awaited<ReturnType<typeof openKernel>>;
