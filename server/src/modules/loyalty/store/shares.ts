import type { Connection, Tx } from '../../../db/connection.ts';
import type { Part } from '../domain.ts';

/** What an order took of its purchase's coins. */
export interface StoredShare {
  accountId: string;
  state: 'spent' | 'released';
  coins: number;
  givenBack: number;
}
interface ShareRow {
  account_id: string;
  state: StoredShare['state'];
  coins: number;
  given_back: number;
}

export const findShare = async (on: Connection, orderId: string): Promise<StoredShare | undefined> => {
  const [row] = await on.rows<ShareRow>(
    'SELECT account_id, state, coins, given_back FROM loyalty_shares WHERE order_id = $1',
    [orderId],
  );
  return row && { accountId: row.account_id, state: row.state, coins: row.coins, givenBack: row.given_back };
};

export interface NewShare {
  orderId: string;
  purchaseId: string;
  accountId: string;
  state: StoredShare['state'];
  coins: number;
}

/** False where this order's share is settled; one that was set free may still be spent, by money that came late. */
export const putShare = async (tx: Tx, share: NewShare): Promise<boolean> => {
  const { orderId, purchaseId, accountId, state, coins } = share;
  const added = await tx.run(
    `INSERT INTO loyalty_shares (order_id, purchase_id, account_id, state, coins) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (order_id) DO NOTHING`,
    [orderId, purchaseId, accountId, state, coins],
  );
  if (added > 0 || state === 'released') return added > 0;
  const respent = await tx.run(
    `UPDATE loyalty_shares SET state = 'spent', coins = $2 WHERE order_id = $1 AND state = 'released'`,
    [orderId, coins],
  );
  return respent > 0;
};

export const putShareLots = async (tx: Tx, orderId: string, parts: readonly Part[]): Promise<void> => {
  for (const { lotId, coins } of parts)
    await tx.run(
      `INSERT INTO loyalty_share_lots (order_id, lot_id, coins) VALUES ($1, $2, $3)
       ON CONFLICT (order_id, lot_id) DO UPDATE SET coins = loyalty_share_lots.coins + excluded.coins`,
      [orderId, lotId, coins],
    );
};

/** The CHECKs of the tables refuse more than was spent. */
export const giveShareBack = async (tx: Tx, orderId: string, parts: readonly Part[]): Promise<void> => {
  for (const { lotId, coins } of parts) {
    await tx.run('UPDATE loyalty_shares SET given_back = given_back + $2 WHERE order_id = $1', [
      orderId,
      coins,
    ]);
    await tx.run(
      'UPDATE loyalty_share_lots SET given_back = given_back + $3 WHERE order_id = $1 AND lot_id = $2',
      [orderId, lotId, coins],
    );
  }
};

export const spentOf = async (tx: Tx, purchaseId: string): Promise<number> => {
  const [row] = await tx.rows<{ coins: number | null }>(
    `SELECT SUM(coins) AS coins FROM loyalty_shares WHERE purchase_id = $1 AND state = 'spent'`,
    [purchaseId],
  );
  return Number(row?.coins ?? 0);
};
