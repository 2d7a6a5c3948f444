import type { Migration } from '../migrator.ts';

/** The tables of settlement. */
export const settlement: Migration = { name: '20261122-1016-settlement', up: [], down: [] };
