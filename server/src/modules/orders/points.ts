import type { Database, Tx } from '../../db/connection.ts';
import type { Probe } from '../../kernel/saga/saga.ts';

/**
 * Where this module may die, beside the points of its saga: before (and, with `/after`, after) every transaction of
 * its own. A name that is not here does not compile.
 */
const names = [
  'orders/basket',
  'orders/adopt basket',
  'orders/adopt',
  'orders/code again',
  'orders/move',
  'orders/captured',
  'orders/payment lost',
  'orders/reclaim',
  'orders/send back',
  'orders/satisfied',
  'orders/complete',
  'orders/return ask',
  'orders/return move',
  'orders/refund',
  'orders/refund not ours',
] as const;
type Place = (typeof names)[number];

/** Each of them, with what comes after it. */
export const places: readonly string[] = names.flatMap((place) => [place, `${place}/after`]);

/** A transaction that is a point where the process may die. */
export const committed = async <T>(
  { db, probe }: { db: Database; probe?: Probe },
  place: Place,
  work: (tx: Tx) => Promise<T>,
): Promise<T> => {
  await probe?.(place);
  const answer = await db.transaction(work);
  await probe?.(`${place}/after`);
  return answer;
};
