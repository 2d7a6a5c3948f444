import type { JobQueue } from '../../kernel/jobs/job.ts';
import { type JobDeps, JobWorker } from '../../kernel/jobs/worker.ts';

/** Jobs in the server's own process: a new row wakes it, and a timer for the next due one. */
export const inProcessQueue = (deps: JobDeps): JobQueue => {
  const worker: JobWorker = new JobWorker(deps, { onWaiting: () => worker.wake(), patience: () => 0 });
  return {
    add: (job, payload, options) => worker.add(job, payload, options),
    dead: () => worker.dead(),
    revive: (id) => worker.revive(id),
    start: (jobs) => worker.start(jobs),
    stop: (grace) => worker.stop(grace),
    drain: () => worker.drain(),
  };
};
