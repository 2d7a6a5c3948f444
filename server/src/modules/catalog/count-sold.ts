import type { Tx } from '../../db/connection.ts';
import type { Catalog } from './context.ts';
import { bestsellerDays, dayOf } from './domain/stock.ts';
import { countBack, countTaken, type Ended } from './store/holds.ts';
import { countSold, productsOf } from './store/sold.ts';

/** So many holds are counted in one transaction. */
const atOnce = 500;

/** Units by product and day; what is given back is taken off the day it was sold on. */
const unitsOf = (ended: readonly Ended[], products: ReadonlyMap<string, string>, first: number) => {
  const units = new Map<string, { productId: string; day: number; units: number }>();
  for (const { lines, takenAt, sign } of ended) {
    const day = dayOf(takenAt);
    // What is older is no longer counted, so nothing is to be taken off.
    if (day < first) continue;
    for (const { variantId, quantity } of lines) {
      const productId = products.get(variantId);
      if (productId === undefined) continue;
      const key = `${productId} ${day}`;
      const before = units.get(key)?.units ?? 0;
      units.set(key, { productId, day, units: before + sign * quantity });
    }
  }
  return [...units].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, counted]) => counted);
};

const countSome = async (catalog: Catalog, tx: Tx): Promise<number> => {
  const ended = [...(await countTaken(tx, atOnce)), ...(await countBack(tx, atOnce))];
  if (ended.length === 0) return 0;
  const variantIds = [...new Set(ended.flatMap(({ lines }) => lines.map((line) => line.variantId)))];
  const first = dayOf(catalog.clock.now()) - bestsellerDays;
  for (const { productId, ...sold } of unitsOf(ended, await productsOf(tx, variantIds), first))
    await countSold(tx, productId, sold);
  return ended.length;
};

/**
 * Counts what was sold and given back since the last time, each once: behind the checkouts, because the counts of a
 * product that sells well are rows that all its buyers would wait for.
 */
export const countSales = async (catalog: Catalog, signal: AbortSignal): Promise<void> => {
  let counted = 0;
  for (let some = atOnce; some >= atOnce && !signal.aborted; counted += some)
    some = await catalog.db.transaction((tx) => countSome(catalog, tx));
  if (counted > 0) catalog.freshness.touch([], { lists: true });
};
