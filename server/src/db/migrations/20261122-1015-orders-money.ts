import type { Migration } from '../migrator.ts';

/** The tables of orders. */
export const ordersMoney: Migration = { name: '20261122-1015-orders-money', up: [], down: [] };
