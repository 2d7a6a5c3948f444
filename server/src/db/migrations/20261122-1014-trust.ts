import type { Migration } from '../migrator.ts';

/** The tables of trust. */
export const trust: Migration = { name: '20261122-1014-trust', up: [], down: [] };
