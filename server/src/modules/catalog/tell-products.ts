import type { Tx } from '../../db/connection.ts';
import type { Catalog } from './context.ts';

export interface ProductChange {
  productId: string;
  sellerId: string;
  /** False when buyers no longer see it. */
  searchable: boolean;
}

/** Tells that products changed, in the transaction of the change. */
export const tellProducts = async (
  catalog: Catalog,
  tx: Tx,
  changes: readonly ProductChange[],
): Promise<void> => {
  if (changes.length === 0) return;
  await catalog.outbox.tellAll(
    tx,
    changes.map((payload) => ({ name: 'product.changed' as const, payload })),
  );
  catalog.freshness.touchAfter(
    tx,
    changes.map((one) => one.productId),
    { lists: true },
  );
};
