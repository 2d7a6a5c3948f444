import type { Connection, Tx } from '../../../db/connection.ts';
import { isIn } from '../../../db/many-rows.ts';
import type { Happened } from '../domain/history.ts';

export type EventKind = Happened['kind'] | 'shipped' | 'cancelled' | 'disputed';
export interface TrustEvent {
  orderId: string;
  kind: EventKind;
  accountId: string;
  sellerId: string | null;
  pin: string | null;
  cause: string | null;
  cash: boolean;
  at: number;
}

/** False where this was told before. */
export const addEvent = async (tx: Tx, event: TrustEvent): Promise<boolean> => {
  const { orderId, kind, accountId, sellerId, pin, cause, cash, at } = event;
  const added = await tx.run(
    `INSERT INTO trust_events (order_id, kind, account_id, seller_id, pin, cause, cash, at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (order_id, kind) DO NOTHING`,
    [orderId, kind, accountId, sellerId, pin, cause, cash ? 1 : 0, at],
  );
  return added > 0;
};

/** Whose order it is, as far as anything was told of it. */
export const buyerOf = async (on: Connection, orderId: string): Promise<string | undefined> =>
  (
    await on.rows<{ account_id: string }>(
      'SELECT account_id FROM trust_events WHERE order_id = $1 ORDER BY at LIMIT 1',
      [orderId],
    )
  )[0]?.account_id;

const judged = `('delivered', 'rto', 'cancelled-late', 'dispute-lost')`;
interface HappenedRow {
  kind: Happened['kind'];
  cause: string | null;
  cash: number;
  at: number;
  sure: number;
}
const toHappened = ({ kind, cause, cash, at, sure }: HappenedRow): Happened => ({
  kind,
  cause,
  cash: cash === 1,
  at,
  sure: Number(sure) === 1,
});

export const happenedTo = async (on: Connection, accountIds: readonly string[]): Promise<Happened[]> => {
  const rows = await on.rows<HappenedRow>(
    `SELECT kind, cause, cash, at, 1 AS sure FROM trust_events
     WHERE ${isIn(on, 'account_id', '$1')} AND kind IN ${judged}`,
    [JSON.stringify(accountIds)],
  );
  return rows.map(toHappened);
};

/** Of other accounts' orders for the same phone; sure where that phone confirmed the order by a code. */
export const happenedToPhone = async (
  on: Connection,
  phone: string,
  except: readonly string[],
): Promise<Happened[]> => {
  const rows = await on.rows<HappenedRow>(
    `SELECT e.kind, e.cause, e.cash, e.at, CASE WHEN c.purchase_id IS NULL THEN 0 ELSE 1 END AS sure
     FROM trust_orders o JOIN trust_events e ON e.order_id = o.order_id
     LEFT JOIN trust_codes c ON c.purchase_id = o.purchase_id AND c.phone_hash = o.phone_hash
       AND c.confirmed_at IS NOT NULL
     WHERE o.phone_hash = $1 AND NOT (${isIn(on, 'e.account_id', '$2')}) AND e.kind IN ${judged}`,
    [phone, JSON.stringify(except)],
  );
  return rows.map(toHappened);
};

export interface NewNote {
  orderId: string;
  purchaseId: string;
  accountId: string;
  phoneHash: string;
  cash: boolean;
  at: number;
}
export const addOrder = (tx: Tx, note: NewNote): Promise<number> =>
  tx.run(
    `INSERT INTO trust_orders (order_id, purchase_id, account_id, phone_hash, cash, at)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (order_id) DO NOTHING`,
    [note.orderId, note.purchaseId, note.accountId, note.phoneHash, note.cash ? 1 : 0, note.at],
  );

export interface OpenOf {
  accountIds: readonly string[];
  phone: string;
  /** What was noted before is taken for lost in the post, and counts no more. */
  since: number;
  except: string;
}
/** Purchases in cash of these accounts or this phone that have neither arrived nor ended. */
export const openPurchases = async (
  on: Connection,
  { accountIds, phone, since, except }: OpenOf,
): Promise<number> => {
  const [row] = await on.rows<{ open: number }>(
    `SELECT COUNT(DISTINCT o.purchase_id) AS open FROM trust_orders o
     WHERE (o.phone_hash = $1 OR ${isIn(on, 'o.account_id', '$2')}) AND o.cash = 1 AND o.at >= $3
     AND o.purchase_id <> $4 AND NOT EXISTS (SELECT 1 FROM trust_events e WHERE e.order_id = o.order_id
       AND e.kind IN ('delivered', 'rto', 'cancelled', 'cancelled-late'))`,
    [phone, JSON.stringify(accountIds), since, except],
  );
  return Number(row?.open ?? 0);
};

export const adoptAccount = (tx: Tx, fromAccount: string, toAccount: string): Promise<number> =>
  tx.run(
    `INSERT INTO trust_adopted (from_account, to_account) VALUES ($1, $2)
     ON CONFLICT (from_account) DO NOTHING`,
    [fromAccount, toAccount],
  );

/** An account and the visitors it was before. */
export const accountsOf = async (on: Connection, accountId: string): Promise<string[]> => {
  const rows = await on.rows<{ from_account: string }>(
    'SELECT from_account FROM trust_adopted WHERE to_account = $1',
    [accountId],
  );
  return [accountId, ...rows.map((row) => row.from_account)];
};

/** The account a visitor has become; the same where they have not. */
export const ownerOf = async (on: Connection, accountId: string): Promise<string> =>
  (
    await on.rows<{ to_account: string }>('SELECT to_account FROM trust_adopted WHERE from_account = $1', [
      accountId,
    ])
  )[0]?.to_account ?? accountId;
