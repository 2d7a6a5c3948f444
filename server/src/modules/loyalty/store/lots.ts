import type { Connection, Tx } from '../../../db/connection.ts';
import type { Lot, Part } from '../domain.ts';

interface LotRow {
  id: string;
  coins: number;
  held: number;
  expires_on: number | null;
}
const toLot = (row: LotRow): Lot => ({
  id: row.id,
  coins: row.coins,
  held: row.held,
  expiresOn: row.expires_on,
});

/** Those that expire first come first, those that never do last; among equals the oldest. */
const firstOut = 'CASE WHEN expires_on IS NULL THEN 1 ELSE 0 END, expires_on, earned_at, id';
const lastOut = 'CASE WHEN expires_on IS NULL THEN 0 ELSE 1 END, expires_on DESC, earned_at DESC, id DESC';

export const lotsOf = async (tx: Tx, accountId: string): Promise<Lot[]> => {
  const rows = await tx.rows<LotRow>(
    `SELECT id, coins, held, expires_on FROM loyalty_lots WHERE account_id = $1 AND coins > 0 ORDER BY ${firstOut}`,
    [accountId],
  );
  return rows.map(toLot);
};

export interface NewLot {
  id: string;
  accountId: string;
  /** What made it; the same source makes one lot. */
  source: string;
  coins: number;
  earnedAt: number;
  expiresOn: number | null;
}

export const addLot = async (tx: Tx, lot: NewLot): Promise<boolean> =>
  (await tx.run(
    `INSERT INTO loyalty_lots (id, account_id, source, coins, held, earned_at, expires_on)
     VALUES ($1, $2, $3, $4, 0, $5, $6) ON CONFLICT (source) DO NOTHING`,
    [lot.id, lot.accountId, lot.source, lot.coins, lot.earnedAt, lot.expiresOn],
  )) > 0;

export const findLotBySource = async (tx: Tx, source: string): Promise<string | undefined> =>
  (await tx.rows<{ id: string }>('SELECT id FROM loyalty_lots WHERE source = $1', [source]))[0]?.id;

/** Changes lots: for each coin of a part `coins` coins and `held` held ones more (or, below 0, fewer). */
export const moveLots = async (
  tx: Tx,
  parts: readonly Part[],
  by: { coins?: 1 | -1; held?: 1 | -1 },
): Promise<void> => {
  for (const { lotId, coins } of parts)
    await tx.run('UPDATE loyalty_lots SET coins = coins + $2, held = held + $3 WHERE id = $1', [
      lotId,
      coins * (by.coins ?? 0),
      coins * (by.held ?? 0),
    ]);
};

/** Lots of an account that are over and have coins nobody holds. */
export const lotsPast = async (tx: Tx, accountId: string, today: number): Promise<Lot[]> => {
  const rows = await tx.rows<LotRow>(
    `SELECT id, coins, held, expires_on FROM loyalty_lots
     WHERE account_id = $1 AND expires_on <= $2 AND coins > held ORDER BY ${firstOut}`,
    [accountId, today],
  );
  return rows.map(toLot);
};

export const accountsPast = async (on: Connection, today: number, limit: number): Promise<string[]> => {
  const rows = await on.rows<{ account_id: string }>(
    `SELECT DISTINCT account_id FROM loyalty_lots WHERE coins > 0 AND coins > held AND expires_on <= $1 LIMIT $2`,
    [today, limit],
  );
  return rows.map((row) => row.account_id);
};

/** The coins that go next, and on which business day. */
export const nextToExpire = async (
  on: Connection,
  accountId: string,
): Promise<{ coins: number; expiresOn: number } | undefined> => {
  const [row] = await on.rows<{ coins: number; expires_on: number }>(
    `SELECT expires_on, SUM(coins - held) AS coins FROM loyalty_lots
     WHERE account_id = $1 AND coins > 0 AND coins > held AND expires_on IS NOT NULL
     GROUP BY expires_on ORDER BY expires_on LIMIT 1`,
    [accountId],
  );
  return row && { coins: Number(row.coins), expiresOn: row.expires_on };
};

/** The lots an order was paid from, with what is still to come back; those that live longest first. */
export const lotsOfShare = async (tx: Tx, orderId: string): Promise<Part[]> => {
  const rows = await tx.rows<{ lot_id: string; coins: number }>(
    `SELECT s.lot_id, s.coins - s.given_back AS coins FROM loyalty_share_lots s
     JOIN loyalty_lots l ON l.id = s.lot_id WHERE s.order_id = $1 AND s.coins > s.given_back ORDER BY ${lastOut
       .replaceAll('expires_on', 'l.expires_on')
       .replaceAll('earned_at', 'l.earned_at')
       .replace('id DESC', 'l.id DESC')}`,
    [orderId],
  );
  return rows.map((row) => ({ lotId: row.lot_id, coins: row.coins }));
};
