import type { TestProject } from 'vitest/node';
import { postgresPrograms, startPostgres } from './postgres.ts';

/** Starts one Postgres for all test files, and ends it with them. */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  if (!postgresPrograms()) {
    project.provide('postgres', undefined);
    return async () => undefined;
  }
  const { url, stop } = await startPostgres();
  project.provide('postgres', { url });
  return stop;
};
