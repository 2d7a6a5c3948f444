import type { Migration } from '../migrator.ts';

/** The tables of sales: sales, run sheets and chat. */
export const sales: Migration = {
  name: '20261122-1006-sales',
  up: [],
  down: [],
};
