import type { Tx } from '../../db/connection.ts';
import type { Catalog } from './context.ts';
import type { StockAfter } from './store/holds.ts';

/** A change of what can be bought: `by` is the difference of `available`. */
export interface StockChange extends StockAfter {
  by: number;
}

const soldOutOrBack = ({ available, by }: StockChange): boolean =>
  (available === 0) !== (available - by === 0);

/** Tells what changed, in the transaction of the change; cards change only where a variant sells out or comes back. */
export const tellStock = async (catalog: Catalog, tx: Tx, changes: readonly StockChange[]): Promise<void> => {
  const moved = changes.filter(({ by }) => by !== 0);
  if (moved.length === 0) return;
  await catalog.outbox.tellAll(
    tx,
    moved.map(({ productId, variantId, available }) => ({
      name: 'stock.changed' as const,
      payload: { productId, variantId, available },
    })),
  );
  catalog.freshness.touchAfter(tx, new Set(moved.map((one) => one.productId)), {
    lists: moved.some(soldOutOrBack),
  });
};
