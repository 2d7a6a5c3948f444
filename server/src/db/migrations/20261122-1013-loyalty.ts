import type { Migration } from '../migrator.ts';

/** The tables of loyalty. */
export const loyalty: Migration = { name: '20261122-1013-loyalty', up: [], down: [] };
