import type { Migration } from '../migrator.ts';

/** The tables of ledger. */
export const ledger: Migration = { name: '20261122-1011-ledger', up: [], down: [] };
