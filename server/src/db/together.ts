import type { Tx } from './connection.ts';

/**
 * Statements of one transaction that do not need each other's answers: on Postgres they travel together, which saves a
 * journey each; on SQLite, where there is no journey, one follows the other. All of them have ended when this does,
 * and it fails as the first of them that failed.
 */
export const together = async (tx: Tx, works: readonly (() => Promise<unknown>)[]): Promise<void> => {
  if (tx.dialect === 'sqlite') {
    for (const work of works) await work();
    return;
  }
  const ends = await Promise.allSettled(works.map((work) => work()));
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed) throw failed.reason;
};
