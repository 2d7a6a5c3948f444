import type { Connection, Tx } from '../../../db/connection.ts';
import { listed } from '../../../db/many-rows.ts';

export interface StoredEarning {
  orderId: string;
  accountId: string;
  coins: number;
  state: 'pending' | 'vested';
  clawed: number;
  flagged: string | null;
}
interface EarningRow {
  order_id: string;
  account_id: string;
  coins: number;
  state: StoredEarning['state'];
  clawed: number;
  flagged: string | null;
}
const columns = 'order_id, account_id, coins, state, clawed, flagged';
const toEarning = (row: EarningRow): StoredEarning => ({
  orderId: row.order_id,
  accountId: row.account_id,
  coins: row.coins,
  state: row.state,
  clawed: row.clawed,
  flagged: row.flagged,
});

export const findEarning = async (on: Connection, orderId: string): Promise<StoredEarning | undefined> =>
  (await on.rows<EarningRow>(`SELECT ${columns} FROM loyalty_earnings WHERE order_id = $1`, [orderId])).map(
    toEarning,
  )[0];

export const earningsOf = async (on: Connection, orderIds: readonly string[]): Promise<StoredEarning[]> => {
  if (orderIds.length === 0) return [];
  const rows = await on.rows<EarningRow>(
    `SELECT ${columns} FROM loyalty_earnings WHERE order_id IN (SELECT id FROM ${listed(on, '$1')} AS wanted)`,
    [JSON.stringify(orderIds)],
  );
  return rows.map(toEarning);
};

/** False where the order has an earning already. */
export const addEarning = async (
  tx: Tx,
  earning: Pick<StoredEarning, 'orderId' | 'accountId' | 'coins' | 'flagged'>,
): Promise<boolean> =>
  (await tx.run(
    `INSERT INTO loyalty_earnings (order_id, account_id, coins, state, flagged) VALUES ($1, $2, $3, 'pending', $4)
     ON CONFLICT (order_id) DO NOTHING`,
    [earning.orderId, earning.accountId, earning.coins, earning.flagged],
  )) > 0;

/** An earning only becomes less: a telling that comes late cannot bring back what a refund took. */
export const lowerEarning = async (tx: Tx, orderId: string, coins: number): Promise<boolean> =>
  (await tx.run(
    `UPDATE loyalty_earnings SET coins = $2 WHERE order_id = $1 AND state = 'pending' AND coins > $2`,
    [orderId, coins],
  )) > 0;

export const vestEarning = async (tx: Tx, orderId: string): Promise<boolean> =>
  (await tx.run(
    `UPDATE loyalty_earnings SET state = 'vested' WHERE order_id = $1 AND state = 'pending' AND coins > 0`,
    [orderId],
  )) > 0;

export const noteClawed = (tx: Tx, orderId: string, coins: number): Promise<number> =>
  tx.run('UPDATE loyalty_earnings SET clawed = clawed + $2 WHERE order_id = $1', [orderId, coins]);

export const pendingSum = async (on: Connection, accountId: string): Promise<number> => {
  const [row] = await on.rows<{ coins: number | null }>(
    `SELECT SUM(coins) AS coins FROM loyalty_earnings WHERE account_id = $1 AND state = 'pending'`,
    [accountId],
  );
  return Number(row?.coins ?? 0);
};

export interface Claw {
  refundId: string;
  orderId: string;
}
interface Clawed {
  taken: number;
  shortfall: number;
}
export const findClaw = async (tx: Tx, { refundId, orderId }: Claw): Promise<Clawed | undefined> =>
  (
    await tx.rows<Clawed>(
      'SELECT taken, shortfall FROM loyalty_claws WHERE refund_id = $1 AND order_id = $2',
      [refundId, orderId],
    )
  )[0];

export const addClaw = (tx: Tx, { refundId, orderId, taken, shortfall }: Claw & Clawed): Promise<number> =>
  tx.run('INSERT INTO loyalty_claws (refund_id, order_id, taken, shortfall) VALUES ($1, $2, $3, $4)', [
    refundId,
    orderId,
    taken,
    shortfall,
  ]);
