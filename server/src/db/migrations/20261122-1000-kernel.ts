import type { Migration } from '../migrator.ts';

/** The tables of kernel: jobs, outbox, sagas and kept answers. */
export const kernel: Migration = {
  name: '20261122-1000-kernel',
  up: [],
  down: [],
};
