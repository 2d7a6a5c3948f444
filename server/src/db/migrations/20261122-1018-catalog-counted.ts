import type { Migration } from '../migrator.ts';

/** What was sold is counted behind the checkouts: 0 not yet, 1 counted as sold, 2 counted as given back. */
export const catalogCounted: Migration = {
  name: '20261122-1018-catalog-counted',
  up: [
    'ALTER TABLE catalog_holds ADD COLUMN counted BIGINT NOT NULL DEFAULT 0',
    // Until now they were counted when they happened.
    "UPDATE catalog_holds SET counted = CASE WHEN state = 'returned' THEN 2 ELSE 1 END WHERE state IN ('taken', 'returned')",
    "CREATE INDEX catalog_holds_sold ON catalog_holds (id) WHERE state = 'taken' AND counted = 0",
    "CREATE INDEX catalog_holds_back ON catalog_holds (id) WHERE state = 'returned' AND counted < 2",
  ],
  down: [
    'DROP INDEX catalog_holds_back',
    'DROP INDEX catalog_holds_sold',
    'ALTER TABLE catalog_holds DROP COLUMN counted',
  ],
};
