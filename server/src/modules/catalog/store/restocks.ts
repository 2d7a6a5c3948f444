import type { Tx } from '../../../db/connection.ts';
import type { NewHold } from './holds.ts';

/** Notes units that come back under an id of their own; false where they are noted already. */
export const insertReturned = async (tx: Tx, { id, lines, until }: NewHold): Promise<boolean> =>
  (await tx.run(
    `INSERT INTO catalog_holds (id, lines, state, until) VALUES ($1, $2, 'returned', $3)
     ON CONFLICT (id) DO NOTHING`,
    [id, JSON.stringify(lines), until],
  )) > 0;
