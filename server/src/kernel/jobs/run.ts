import * as z from 'zod/mini';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { AnyJob, JobRun } from './job.ts';
import type { JobStore, StoredJob } from './store.ts';

/** How long a process may be silent before its rows are taken to be free: promises say a crash is resumed within 10 s. */
export const lease = 9_000;
const heartbeat = 3_000;
const slowest = 3_600_000;

/** One second after the first failure, doubling, at most an hour. */
export const backOff = (attempt: number): number => Math.min(1_000 * 2 ** Math.max(0, attempt - 1), slowest);

interface Running {
  job: AnyJob;
  /** As claimed: its attempts count this run. */
  row: StoredJob;
  holder: string;
  /** Aborted when the server stops, or when the row is no longer ours. */
  stop: AbortController;
  stopping: () => boolean;
}
interface Deps {
  store: JobStore;
  clock: Clock;
  log: Log;
}

const textOf = (problem: unknown): string =>
  (problem instanceof Error ? `${problem.name}: ${problem.message}` : String(problem)).slice(0, 2_000);

const keepLease = ({ store, clock, log }: Deps, { row, holder, stop }: Running): (() => void) => {
  const beat = async (): Promise<void> => {
    const ours = await store.extend(row.id, { holder, until: clock.now() + lease });
    if (!ours) stop.abort(new Error('The lease of the job went to another process'));
  };
  const timer = setInterval(() => {
    beat().catch((problem) =>
      log.warn({ job: row.name, id: row.id, problem: textOf(problem) }, 'job heartbeat failed'),
    );
  }, heartbeat);
  return () => clearInterval(timer);
};

const perform = async ({ job, row, stop }: Running): Promise<void> => {
  // A list of jobs has lost each payload's type; the schema beside `run` gives it back here.
  const payload = z.parse(job.payload, JSON.parse(row.payload)) as never;
  const run: JobRun = { id: row.id, attempt: row.attempts, signal: stop.signal };
  await job.run(payload, run);
};

const settleDone = async (
  { store, clock }: Deps,
  { job, row, holder }: Running,
): Promise<StoredJob | null> => {
  if (job.every === undefined) return store.remove(row.id, holder).then(() => null);
  const next = { ...row, attempts: 0, runAt: clock.now() + job.every };
  await store.again(next, holder, null);
  return next;
};

/** What follows a failure: a later run, for a repeating job always, or death with the row kept. */
const settleFailed = async (deps: Deps, running: Running, error: string): Promise<StoredJob | null> => {
  const { job, row, holder } = running;
  const now = deps.clock.now();
  const about = { job: row.name, id: row.id, attempt: row.attempts, error };
  if (running.stopping()) {
    // The stop is ours, not the job's: the run does not count.
    await deps.store.again({ ...row, attempts: row.attempts - 1, runAt: now }, holder, null);
    return null;
  }
  if (row.attempts < job.attempts) {
    const next = { ...row, runAt: now + backOff(row.attempts) };
    deps.log.warn({ ...about, again: next.runAt }, 'job failed and will be tried again');
    await deps.store.again(next, holder, error);
    return next;
  }
  deps.log.error(about, job.every ? 'job failed on every try; its next turn comes as usual' : 'job is dead');
  if (job.every === undefined) return deps.store.bury(row.id, holder, error).then(() => null);
  const next = { ...row, attempts: 0, runAt: now + job.every };
  await deps.store.again(next, holder, error);
  return next;
};

/** Runs a claimed row to its end; answers the row if it waits for another run. */
export const runClaimed = async (deps: Deps, running: Running): Promise<StoredJob | null> => {
  const release = keepLease(deps, running);
  try {
    // A row whose process died in the middle of its last try is not tried once more.
    if (running.row.attempts > running.job.attempts)
      throw new Error('The server went down during the last try');
    await perform(running);
  } catch (problem) {
    release();
    return await settleFailed(deps, running, textOf(problem));
  } finally {
    release();
  }
  return settleDone(deps, running);
};
