import type { Migration } from '../migrator.ts';

/** The tables of accounts: accounts and sessions. */
export const accounts: Migration = {
  name: '20261122-1001-accounts',
  up: [],
  down: [],
};
