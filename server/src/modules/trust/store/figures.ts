import type { Connection } from '../../../db/connection.ts';

export interface ParcelCount {
  sellerId: string | null;
  pin: string | null;
  /** Null: it did not come back. */
  cause: string | null;
  parcels: number;
  rto: number;
}

/** Parcels that left since then, and what came back of them, by seller, PIN and cause. */
export const countParcels = async (
  on: Connection,
  { since, sellerId }: { since: number; sellerId: string | null },
): Promise<ParcelCount[]> => {
  const rows = await on.rows<{
    seller_id: string | null;
    pin: string | null;
    cause: string | null;
    parcels: number;
    rto: number;
  }>(
    `SELECT s.seller_id, s.pin, CASE WHEN r.order_id IS NULL THEN NULL ELSE COALESCE(r.cause, 'other') END AS cause,
       COUNT(*) AS parcels, COUNT(r.order_id) AS rto
     FROM trust_events s LEFT JOIN trust_events r ON r.order_id = s.order_id AND r.kind = 'rto'
     WHERE s.kind = 'shipped' AND s.at >= $1 ${sellerId === null ? '' : 'AND s.seller_id = $2'}
     GROUP BY 1, 2, 3`,
    sellerId === null ? [since] : [since, sellerId],
  );
  return rows.map((row) => ({
    sellerId: row.seller_id,
    pin: row.pin,
    cause: row.cause,
    parcels: Number(row.parcels),
    rto: Number(row.rto),
  }));
};
