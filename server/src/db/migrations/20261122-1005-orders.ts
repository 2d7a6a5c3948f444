import type { Migration } from '../migrator.ts';

/** The tables of orders: baskets and orders. */
export const orders: Migration = {
  name: '20261122-1005-orders',
  up: [],
  down: [],
};
