import type { Tx } from '../../db/connection.ts';
import type { Catalog } from './context.ts';
import type { Line } from './domain/stock.ts';
import { soldOut } from './hold-stock.ts';
import { findHold, type Hold, moveHold, moveUnits, takeUnits } from './store/holds.ts';
import { type StockChange, tellStock } from './tell-stock.ts';

type Moved = (line: Line) => { available: number; held: number };

const moveAll = async (tx: Tx, lines: readonly Line[], by: Moved): Promise<StockChange[]> => {
  const changes: StockChange[] = [];
  for (const line of lines) {
    const difference = by(line);
    const after = await moveUnits(tx, line.variantId, difference);
    if (!after) throw new Error(`A held variant is gone: ${line.variantId}`);
    changes.push({ ...after, by: difference.available });
  }
  return changes;
};

/** Gives held units back; there may be nothing to give. */
export const releaseStock = async (
  catalog: Catalog,
  tx: Tx,
  { holdId, to }: { holdId: string; to: 'released' | 'expired' },
): Promise<void> => {
  const hold = await moveHold(tx, { id: holdId, from: 'held', to });
  if (!hold) return;
  const back = await moveAll(tx, hold.lines, ({ quantity }) => ({ available: quantity, held: -quantity }));
  await tellStock(catalog, tx, back);
};

/** The hold had run out: the units are bought from what is on sale, or refused. */
const takeAnew = async (tx: Tx, hold: Hold): Promise<StockChange[]> => {
  const changes: StockChange[] = [];
  for (const line of hold.lines) {
    const after = await takeUnits(tx, line);
    if (!after) throw await soldOut(tx, line.variantId);
    changes.push({ ...after, by: -line.quantity });
  }
  return changes;
};

/** Held units become sold. A hold that ran out is had again if the units are still there. */
export const takeStock = async (catalog: Catalog, holdId: string, tx: Tx): Promise<void> => {
  const now = catalog.clock.now();
  const held = await moveHold(tx, { id: holdId, from: 'held', to: 'taken' }, now);
  if (held) {
    await moveAll(tx, held.lines, ({ quantity }) => ({ available: 0, held: -quantity }));
    return;
  }
  const hold = await findHold(tx, holdId);
  if (!hold) throw new Error(`There is no hold to take: ${holdId}`);
  // Taken or given back before: this is a step of a saga that runs a second time.
  if (hold.state === 'taken' || hold.state === 'returned') return;
  if (!(await moveHold(tx, { id: holdId, from: hold.state, to: 'taken' }, now)))
    return takeStock(catalog, holdId, tx);
  const changes = await takeAnew(tx, hold);
  await tellStock(catalog, tx, changes);
};

/** Sold units go back on sale: an order was cancelled. */
export const giveBackStock = async (catalog: Catalog, holdId: string, tx: Tx): Promise<void> => {
  const hold = await moveHold(tx, { id: holdId, from: 'taken', to: 'returned' });
  if (!hold) return;
  const back = await moveAll(tx, hold.lines, ({ quantity }) => ({ available: quantity, held: 0 }));
  await tellStock(catalog, tx, back);
};
