import type { Connection, Tx } from '../../../db/connection.ts';
import type { Part } from '../domain.ts';

export type HoldState = 'held' | 'released' | 'spent';
export interface StoredHold {
  accountId: string;
  state: HoldState;
  until: number | null;
}

export const findHold = async (on: Connection, purchaseId: string): Promise<StoredHold | undefined> => {
  const [row] = await on.rows<{ account_id: string; state: HoldState; until: number | null }>(
    'SELECT account_id, state, until FROM loyalty_holds WHERE purchase_id = $1',
    [purchaseId],
  );
  return row && { accountId: row.account_id, state: row.state, until: row.until };
};

export interface NewHold {
  purchaseId: string;
  accountId: string;
  coins: number;
  until: number | null;
}
/** A new hold, or one that had ended. */
export const putHold = (tx: Tx, { purchaseId, accountId, coins, until }: NewHold): Promise<number> =>
  tx.run(
    `INSERT INTO loyalty_holds (purchase_id, account_id, coins, state, until) VALUES ($1, $2, $3, 'held', $4)
     ON CONFLICT (purchase_id) DO UPDATE SET coins = excluded.coins, state = 'held', until = excluded.until`,
    [purchaseId, accountId, coins, until],
  );

export const setUntil = (tx: Tx, purchaseId: string, until: number | null): Promise<number> =>
  tx.run('UPDATE loyalty_holds SET until = $2 WHERE purchase_id = $1', [purchaseId, until]);

export const endHold = (tx: Tx, purchaseId: string, state: 'released' | 'spent'): Promise<number> =>
  tx.run('UPDATE loyalty_holds SET state = $2 WHERE purchase_id = $1', [purchaseId, state]);

/** What a purchase still holds, in the order it was taken. */
export const heldParts = async (tx: Tx, purchaseId: string): Promise<Part[]> => {
  const rows = await tx.rows<{ lot_id: string; coins: number }>(
    `SELECT h.lot_id, h.coins FROM loyalty_hold_lots h JOIN loyalty_lots l ON l.id = h.lot_id
     WHERE h.purchase_id = $1 AND h.coins > 0
     ORDER BY CASE WHEN l.expires_on IS NULL THEN 1 ELSE 0 END, l.expires_on, l.earned_at, l.id`,
    [purchaseId],
  );
  return rows.map((row) => ({ lotId: row.lot_id, coins: row.coins }));
};

/** A purchase holds more (1) or less (-1) of these lots. */
export const moveHeldParts = async (
  tx: Tx,
  purchaseId: string,
  { parts, by }: { parts: readonly Part[]; by: 1 | -1 },
): Promise<void> => {
  for (const { lotId, coins } of parts) {
    await tx.run(
      `INSERT INTO loyalty_hold_lots (purchase_id, lot_id, coins) VALUES ($1, $2, 0)
       ON CONFLICT (purchase_id, lot_id) DO NOTHING`,
      [purchaseId, lotId],
    );
    await tx.run('UPDATE loyalty_hold_lots SET coins = coins + $3 WHERE purchase_id = $1 AND lot_id = $2', [
      purchaseId,
      lotId,
      coins * by,
    ]);
  }
};

/** Holds that have run out, oldest first. */
export const holdsPast = async (on: Connection, now: number, limit: number): Promise<string[]> => {
  const rows = await on.rows<{ purchase_id: string }>(
    `SELECT purchase_id FROM loyalty_holds WHERE state = 'held' AND until <= $1 ORDER BY until LIMIT $2`,
    [now, limit],
  );
  return rows.map((row) => row.purchase_id);
};
