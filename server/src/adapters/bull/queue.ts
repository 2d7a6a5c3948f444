import Bull from 'bull';
import type { JobQueue } from '../../kernel/jobs/job.ts';
import type { StoredJob } from '../../kernel/jobs/store.ts';
import { type JobDeps, JobWorker } from '../../kernel/jobs/worker.ts';

interface Wake {
  id: string;
}
export interface BullOptions {
  /** `redis://…` */
  url: string;
  /** Keeps shops that share one Redis apart. */
  prefix?: string;
}

/** Enough to keep both lanes of the worker busy. */
const concurrency = 4;
const sweepEvery = 2_000;
const sweepAtOnce = 200;
/** A row that is due this long was lost on the way through Redis. */
const overdue = 1_000;
/** And one that the sweeper could not bring on its way either is taken without Redis. */
const longOverdue = 8_000;

/**
 * Jobs spread over processes by Bull. Only wake-ups are in Redis: each names a row of kernel_jobs, and whoever
 * gets it must still claim the row. So Redis may be wiped, replaced or away, and no job is lost or doubled.
 */
export const bullQueue = (deps: JobDeps, { url, prefix = 'leo' }: BullOptions): JobQueue => {
  const wakes = new Bull<Wake>('jobs', url, {
    prefix,
    redis: { retryStrategy: (times: number) => Math.min(100 * 2 ** times, 5_000) },
    settings: { retryProcessDelay: 500 },
    defaultJobOptions: { removeOnComplete: true, removeOnFail: true },
  });
  const there = (): boolean => wakes.client.status === 'ready';
  const send = (row: StoredJob): void => {
    if (!there()) return worker.wake();
    const delay = Math.max(0, row.runAt - deps.clock.now());
    const sent = wakes.add({ id: row.id }, { jobId: `${row.id}.${row.attempts}.${row.runAt}`, delay });
    // A Redis that answers no (full, read-only) must not make a job wait for the sweeper.
    sent.catch(() => (delay === 0 ? worker.runOne(row.id) : worker.wake())).catch(away);
  };
  const worker: JobWorker = new JobWorker(deps, {
    onWaiting: send,
    patience: () => (there() ? longOverdue : 0),
  });
  const warn = onceInAWhile((problem) =>
    deps.log.warn({ problem: problem.message }, 'Redis is away; jobs run without it'),
  );
  const away = (problem: Error): void => {
    warn(problem);
    worker.wake();
  };
  wakes.on('error', away);

  let sweeper: NodeJS.Timeout | undefined;
  const sweep = async (): Promise<void> => {
    const rows = await worker.store.due(deps.clock.now() - overdue, worker.names, sweepAtOnce);
    for (const row of rows) send(row);
  };
  const listen = (): void => {
    // It ends when the queue is closed; what goes wrong meanwhile is an `error` event.
    wakes.process(concurrency, ({ data }) => worker.runOne(data.id)).catch(away);
    sweeper = setInterval(() => void sweep().catch(away), sweepEvery).unref();
  };
  return {
    add: (job, payload, options) => worker.add(job, payload, options),
    dead: () => worker.dead(),
    revive: (id) => worker.revive(id),
    start: async (jobs) => {
      await worker.start(jobs);
      listen();
    },
    stop: async (grace) => {
      clearInterval(sweeper);
      await worker.stop(grace);
      await closeWithin(wakes, 2_000);
    },
    drain: () => worker.drain(),
  };
};

/** Redis that is away says so many times a second; once in ten seconds is enough to read. */
const onceInAWhile = (tell: (problem: Error) => void): ((problem: Error) => void) => {
  let last = 0;
  return (problem) => {
    if (Date.now() - last < 10_000) return;
    last = Date.now();
    tell(problem);
  };
};

/** Closing waits for Redis, which may never come. */
const closeWithin = async (wakes: Bull.Queue<Wake>, most: number): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, most);
  });
  await Promise.race([wakes.close(true), tooLong]).catch(() => undefined);
  clearTimeout(timer);
};
