import type { Migration } from '../migrator.ts';

/** The tables of audit. */
export const audit: Migration = { name: '20261122-1010-audit', up: [], down: [] };
