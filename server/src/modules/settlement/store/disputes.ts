import type { Dispute } from '#contracts/settlement';
import { toMoney } from '#contracts/values';
import type { Bind, Connection } from '../../../db/connection.ts';
import { isIn } from '../../../db/many-rows.ts';
import type { Place } from '../places.ts';

interface Row {
  id: string;
  orderId: string;
  orderNumber: string;
  buyerId: string;
  sellerId: string;
  state: Dispute['state'];
  reason: Dispute['reason'];
  ruledFor: 'buyer' | 'seller' | 'both' | null;
  refund: number | null;
  ruling: string | null;
  ruledAt: number | null;
  openedAt: number;
}
export interface StoredEvidence {
  id: string;
  disputeId: string;
  by: 'buyer' | 'seller' | 'operator';
  text: string;
  imageId: string | null;
  at: number;
}
export interface StoredDispute
  extends Pick<
    Row,
    'id' | 'orderId' | 'orderNumber' | 'buyerId' | 'sellerId' | 'state' | 'reason' | 'openedAt'
  > {
  ruling: Dispute['ruling'];
}

const columns = `id, order_id AS "orderId", order_number AS "orderNumber", buyer_id AS "buyerId",
  seller_id AS "sellerId", state, reason, ruled_for AS "ruledFor", refund, ruling, ruled_at AS "ruledAt",
  opened_at AS "openedAt"`;

const toDispute = ({ ruledFor, refund, ruling, ruledAt, ...row }: Row): StoredDispute => ({
  ...row,
  ruling:
    ruledFor === null
      ? null
      : { for: ruledFor, refund: toMoney(refund ?? 0), reason: ruling ?? '', at: ruledAt ?? 0 },
});

/** Open ones first. */
const rank = "CASE state WHEN 'open' THEN 1 ELSE 0 END";

export class DisputeStore {
  readonly #on: Connection;
  constructor(on: Connection) {
    this.#on = on;
  }

  /** False where the order has one. */
  async add(one: Omit<StoredDispute, 'state' | 'ruling'>): Promise<boolean> {
    const changed = await this.#on.run(
      `INSERT INTO settlement_disputes
         (id, order_id, order_number, buyer_id, seller_id, state, reason, opened_at)
       VALUES ($1, $2, $3, $4, $5, 'open', $6, $7) ON CONFLICT (order_id) DO NOTHING`,
      [one.id, one.orderId, one.orderNumber, one.buyerId, one.sellerId, one.reason, one.openedAt],
    );
    return changed === 1;
  }

  /** False where it is ruled on already. */
  async rule(id: string, ruling: NonNullable<StoredDispute['ruling']>): Promise<boolean> {
    const changed = await this.#on.run(
      `UPDATE settlement_disputes SET state = 'ruled', ruled_for = $2, refund = $3, ruling = $4, ruled_at = $5
       WHERE id = $1 AND state = 'open'`,
      [id, ruling.for, ruling.refund, ruling.reason, ruling.at],
    );
    return changed === 1;
  }

  async find(id: string): Promise<StoredDispute | undefined> {
    const rows = await this.#on.rows<Row>(`SELECT ${columns} FROM settlement_disputes WHERE id = $1`, [id]);
    return rows.map(toDispute)[0];
  }

  async findByOrder(orderId: string): Promise<StoredDispute | undefined> {
    const sql = `SELECT ${columns} FROM settlement_disputes WHERE order_id = $1`;
    return (await this.#on.rows<Row>(sql, [orderId])).map(toDispute)[0];
  }

  async isOpen(orderId: string): Promise<boolean> {
    const sql = "SELECT id FROM settlement_disputes WHERE order_id = $1 AND state = 'open'";
    return (await this.#on.rows(sql, [orderId])).length > 0;
  }

  async countOpen(): Promise<number> {
    const sql = "SELECT COUNT(*) AS n FROM settlement_disputes WHERE state = 'open'";
    return Number((await this.#on.rows<{ n: number | string }>(sql))[0]?.n ?? 0);
  }

  /** Open ones first, each newest first. */
  async list(
    filter: { sellerId: string | null; state: Dispute['state'] | undefined; after: Place | null },
    limit: number,
  ): Promise<StoredDispute[]> {
    const binds: Bind[] = [];
    const bind = (value: Bind): string => `$${binds.push(value)}`;
    const { sellerId, state, after } = filter;
    const where = [
      sellerId !== null && `seller_id = ${bind(sellerId)}`,
      state !== undefined && `state = ${bind(state)}`,
      after && `(${rank}, opened_at, id) < (${bind(after.rank)}, ${bind(after.at)}, ${bind(after.id)})`,
    ].filter(Boolean);
    const sql = `SELECT ${columns} FROM settlement_disputes ${where.length > 0 ? `WHERE ${where.join(' AND ')}` : ''}
      ORDER BY ${rank} DESC, opened_at DESC, id DESC LIMIT ${bind(limit)}`;
    return (await this.#on.rows<Row>(sql, binds)).map(toDispute);
  }

  async addEvidence(one: StoredEvidence): Promise<void> {
    await this.#on.run(
      `INSERT INTO settlement_evidence (id, dispute_id, said_by, said, image_id, at)
       VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO NOTHING`,
      [one.id, one.disputeId, one.by, one.text, one.imageId, one.at],
    );
  }

  evidence(disputeIds: readonly string[]): Promise<StoredEvidence[]> {
    return this.#on.rows(
      `SELECT id, dispute_id AS "disputeId", said_by AS "by", said AS "text", image_id AS "imageId", at
       FROM settlement_evidence WHERE ${isIn(this.#on, 'dispute_id', '$1')} ORDER BY at, id`,
      [JSON.stringify(disputeIds)],
    );
  }
}
