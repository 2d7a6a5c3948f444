import * as contract from '#contracts/operating';
import { type AnyServed, serve } from './kernel/http/serve.ts';
import type { JobQueue } from './kernel/jobs/job.ts';
import { Refusal } from './kernel/refusal.ts';
import type { SagaRunner } from './kernel/saga/runner.ts';

interface OperatingDeps {
  sagas: Pick<SagaRunner, 'stuck' | 'retry'>;
  jobs: Pick<JobQueue, 'dead' | 'revive'>;
  /** What modules want an operator to look at; how many runs are stuck is known here. */
  alarms(): Promise<Omit<contract.Alarms, 'stuck'>>;
}

const stuckRuns = async ({ sagas }: OperatingDeps) =>
  (await sagas.stuck()).map(({ id, saga, step, error, since }) => ({
    id,
    saga,
    step,
    says: error?.message ?? 'It was given up.',
    since,
  }));

const deadJobs = async ({ jobs }: OperatingDeps) =>
  (await jobs.dead()).map(({ id, name, error, since }) => ({
    id,
    job: name,
    says: error ?? 'It failed on every try.',
    since,
  }));

/** What an operator looks after: work that is stuck, and what wants to be looked at. */
export const operatingRoutes = (deps: OperatingDeps): AnyServed[] => [
  serve(contract.listStuck, async () => ({ runs: await stuckRuns(deps), jobs: await deadJobs(deps) })),
  serve(contract.retryStuck, async ({ params: { id } }) => {
    if (!(await deps.sagas.retry(id)) && !(await deps.jobs.revive(id)))
      throw new Refusal('run.not-stuck', { id });
    return { done: true } as const;
  }),
  serve(contract.getAlarms, async () => {
    const [runs, jobs] = [await deps.sagas.stuck(), await deps.jobs.dead()];
    return { ...(await deps.alarms()), stuck: runs.length + jobs.length };
  }),
];
