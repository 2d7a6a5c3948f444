import type { Migration } from '../migrator.ts';

/** The tables of invoices. */
export const invoices: Migration = { name: '20261122-1017-invoices', up: [], down: [] };
