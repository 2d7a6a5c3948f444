import type { Tx } from '../../db/connection.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Catalog } from './context.ts';
import { type Line, mergeLines } from './domain/stock.ts';
import { findStock, holdUnits, insertHold, renewHold } from './store/holds.ts';
import { type StockChange, tellStock } from './tell-stock.ts';

export interface HoldRequest {
  /** The same id always means the same hold; an order's id. */
  holdId: string;
  lines: readonly Line[];
  /** When the units go back on sale by themselves. */
  until: number;
}

/** Why units of this variant cannot be had. */
export const soldOut = async (tx: Tx, variantId: string): Promise<Refusal> => {
  const stock = await findStock(tx, variantId);
  return stock?.onSale
    ? new Refusal('stock.sold-out', { variantId, title: stock.title, available: stock.available })
    : new Refusal('variant.unknown', { variantId });
};

/** Takes units out of stock for a buyer, all lines or none; nothing happens for an id that has its units. */
export const holdStock = async (catalog: Catalog, request: HoldRequest, tx: Tx): Promise<void> => {
  const hold = { id: request.holdId, lines: mergeLines(request.lines), until: request.until };
  if (!(await insertHold(tx, hold)) && !(await renewHold(tx, hold))) return;
  const changes: StockChange[] = [];
  for (const line of hold.lines) {
    const after = await holdUnits(tx, line);
    if (!after) throw await soldOut(tx, line.variantId);
    changes.push({ ...after, by: -line.quantity });
  }
  await tellStock(catalog, tx, changes);
};
