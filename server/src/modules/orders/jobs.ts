import * as z from 'zod/mini';
import { type AnyJob, job } from '../../kernel/jobs/job.ts';
import { completeDue } from './complete-order.ts';
import type { OrdersDeps } from './context.ts';

const every = 5_000;

export const orderJobs = (deps: OrdersDeps): AnyJob[] => {
  const complete = job({
    name: 'orders.complete',
    payload: z.object({}),
    attempts: 1,
    every,
    run: (_payload, { signal }) => completeDue(deps, signal),
  });
  return [complete] as unknown as AnyJob[];
};
