import type { Migration } from '../migrator.ts';

/** The tables of payments. */
export const paymentsOnline: Migration = { name: '20261122-1012-payments-online', up: [], down: [] };
