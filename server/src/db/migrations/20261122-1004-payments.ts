import type { Migration } from '../migrator.ts';

/** The tables of payments: payments. */
export const payments: Migration = {
  name: '20261122-1004-payments',
  up: [],
  down: [],
};
