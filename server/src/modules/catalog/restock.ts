import type { Tx } from '../../db/connection.ts';
import type { Catalog } from './context.ts';
import { type Line, mergeLines } from './domain/stock.ts';
import { moveUnits } from './store/holds.ts';
import { insertReturned } from './store/restocks.ts';
import { type StockChange, tellStock } from './tell-stock.ts';

export interface Restock {
  /** A return's id: the same id always means the same units. */
  restockId: string;
  lines: readonly Line[];
}

/** Units that came back from a buyer go on sale again, once. What the shop has no variant of any more stays off. */
export const restock = async (catalog: Catalog, { restockId, lines }: Restock, tx: Tx): Promise<void> => {
  const merged = mergeLines(lines);
  if (!(await insertReturned(tx, { id: restockId, lines: merged, until: catalog.clock.now() }))) return;
  const changes: StockChange[] = [];
  for (const { variantId, quantity } of merged) {
    const after = await moveUnits(tx, variantId, { available: quantity, held: 0 });
    if (after) changes.push({ ...after, by: quantity });
  }
  await tellStock(catalog, tx, changes);
};
