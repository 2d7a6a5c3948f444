import type { Connection, Tx } from '../../../db/connection.ts';

/** A wallet with what it should be, counted from the rows it is made of. */
export interface CountedWallet {
  accountId: string;
  coins: number;
  held: number;
  lots: number;
  lotsHeld: number;
  /** What purchases hold. */
  holds: number;
  /** What the buyer reads. */
  moves: number;
}
interface CountedRow {
  account_id: string;
  coins: number;
  held: number;
  lots: number;
  lots_held: number;
  holds: number;
  moves: number;
}

const counted = `SELECT w.account_id, w.coins, w.held,
  (SELECT COALESCE(SUM(l.coins), 0) FROM loyalty_lots l WHERE l.account_id = w.account_id) AS lots,
  (SELECT COALESCE(SUM(l.held), 0) FROM loyalty_lots l WHERE l.account_id = w.account_id) AS lots_held,
  (SELECT COALESCE(SUM(p.coins), 0) FROM loyalty_holds h JOIN loyalty_hold_lots p ON p.purchase_id = h.purchase_id
    WHERE h.account_id = w.account_id AND h.state = 'held') AS holds,
  (SELECT COALESCE(SUM(m.coins), 0) FROM loyalty_moves m
    WHERE m.account_id = w.account_id AND m.kind <> 'pending') AS moves
  FROM loyalty_wallets w`;

const toCounted = (row: CountedRow): CountedWallet => ({
  accountId: row.account_id,
  coins: row.coins,
  held: row.held,
  lots: Number(row.lots),
  lotsHeld: Number(row.lots_held),
  holds: Number(row.holds),
  moves: Number(row.moves),
});

export const countedPage = async (on: Connection, after: string, limit: number): Promise<CountedWallet[]> =>
  (
    await on.rows<CountedRow>(`${counted} WHERE w.account_id > $1 ORDER BY w.account_id LIMIT $2`, [
      after,
      limit,
    ])
  ).map(toCounted);

/** The same of one wallet that is locked, so that nothing of it is half written. */
export const countedOne = async (tx: Tx, accountId: string): Promise<CountedWallet | undefined> =>
  (await tx.rows<CountedRow>(`${counted} WHERE w.account_id = $1`, [accountId])).map(toCounted)[0];

/** Lots without a wallet, which no page of wallets would show. */
export const strayLots = async (on: Connection): Promise<string[]> => {
  const rows = await on.rows<{ id: string }>(
    `SELECT l.id FROM loyalty_lots l WHERE l.coins > 0
     AND NOT EXISTS (SELECT 1 FROM loyalty_wallets w WHERE w.account_id = l.account_id) LIMIT 20`,
  );
  return rows.map((row) => row.id);
};
