import { type Money, toMoney } from '#contracts/values';
import type { Connection } from '../../../db/connection.ts';
import { isIn } from '../../../db/many-rows.ts';
import type { CashPromise, CashState } from '../api.ts';

export interface StoredCash {
  orderId: string;
  method: string;
  buyerId: string;
  amount: Money;
  coins: number;
  state: CashState;
  courier: string | null;
  awb: string | null;
  promisedAt: number;
  collectedAt: number | null;
  endedAt: number | null;
}
type Row = Omit<StoredCash, 'amount'> & { amount: number };

const columns = `order_id AS "orderId", method, buyer_id AS "buyerId", amount, coins, state, courier, awb,
  promised_at AS "promisedAt", collected_at AS "collectedAt", ended_at AS "endedAt"`;
const toCash = (row: Row): StoredCash => ({ ...row, amount: toMoney(row.amount) });

/** The rows of payments_cash: one an order whose courier takes money. */
export class CashStore {
  readonly #on: Connection;
  constructor(on: Connection) {
    this.#on = on;
  }

  async promise({ orderId, method, buyerId, amount, coins }: CashPromise, now: number): Promise<void> {
    await this.#on.run(
      `INSERT INTO payments_cash (order_id, method, buyer_id, amount, coins, state, promised_at)
       VALUES ($1, $2, $3, $4, $5, 'promised', $6) ON CONFLICT (order_id) DO NOTHING`,
      [orderId, method, buyerId, amount, coins, now],
    );
  }

  async adopt(orderIds: readonly string[], buyerId: string): Promise<void> {
    await this.#on.run(`UPDATE payments_cash SET buyer_id = $2 WHERE ${isIn(this.#on, 'order_id', '$1')}`, [
      JSON.stringify(orderIds),
      buyerId,
    ]);
  }

  async of(orderIds: readonly string[]): Promise<StoredCash[]> {
    return this.#all(`SELECT ${columns} FROM payments_cash WHERE ${isIn(this.#on, 'order_id', '$1')}`, [
      JSON.stringify(orderIds),
    ]);
  }

  async find(orderId: string): Promise<StoredCash | undefined> {
    const forUpdate = this.#on.dialect === 'postgres' ? ' FOR UPDATE' : '';
    const [found] = await this.#all(`SELECT ${columns} FROM payments_cash WHERE order_id = $1${forUpdate}`, [
      orderId,
    ]);
    return found;
  }

  async collect(cash: {
    orderId: string;
    courier: string;
    awb: string;
    at: number;
  }): Promise<StoredCash | undefined> {
    const [changed] = await this.#all(
      `UPDATE payments_cash SET state = 'collected', courier = $2, awb = $3, collected_at = $4
       WHERE order_id = $1 AND state = 'promised' RETURNING ${columns}`,
      [cash.orderId, cash.courier, cash.awb, cash.at],
    );
    return changed;
  }

  async remit(cash: {
    orderId: string;
    amount: Money;
    deducted: number;
    remittanceId: string;
    utr: string | null;
    at: number;
  }): Promise<StoredCash | undefined> {
    const [changed] = await this.#all(
      `UPDATE payments_cash SET state = 'remitted', deducted = $3, remittance_id = $4, utr = $5, ended_at = $6
       WHERE order_id = $1 AND state = 'collected' AND amount = $2 RETURNING ${columns}`,
      [cash.orderId, cash.amount, cash.deducted, cash.remittanceId, cash.utr, cash.at],
    );
    return changed;
  }

  async writeOff(cash: { orderId: string; approvedBy: string; at: number }): Promise<StoredCash | undefined> {
    const [changed] = await this.#all(
      `UPDATE payments_cash SET state = 'written-off', approved_by = $2, ended_at = $3
       WHERE order_id = $1 AND state = 'collected' RETURNING ${columns}`,
      [cash.orderId, cash.approvedBy, cash.at],
    );
    return changed;
  }

  async giveUp(orderId: string, now: number): Promise<boolean> {
    const changed = await this.#on.run(
      `UPDATE payments_cash SET state = 'void', ended_at = $2 WHERE order_id = $1 AND state = 'promised'`,
      [orderId, now],
    );
    return changed > 0;
  }

  /** A tracking number belongs to one parcel; should a courier use it again, the newest is meant. */
  async byParcel(courier: string, awb: string): Promise<StoredCash | undefined> {
    const [found] = await this.#all(
      `SELECT ${columns} FROM payments_cash WHERE awb = $1 AND courier = $2 ORDER BY collected_at DESC LIMIT 1`,
      [awb, courier],
    );
    return found;
  }

  openBefore({ courier, before }: { courier?: string; before: number }): Promise<StoredCash[]> {
    const ofCourier = courier === undefined ? '' : 'AND courier = $2';
    return this.#all(
      `SELECT ${columns} FROM payments_cash WHERE state = 'collected' AND collected_at < $1 ${ofCourier}
       ORDER BY collected_at, order_id`,
      courier === undefined ? [before] : [before, courier],
    );
  }

  /** Every parcel whose cash was ever with a courier, in the order of their ids. */
  carried(after: string, most: number): Promise<StoredCash[]> {
    return this.#all(
      `SELECT ${columns} FROM payments_cash WHERE order_id > $1 AND awb IS NOT NULL ORDER BY order_id LIMIT ${most}`,
      [after],
    );
  }

  async #all(sql: string, binds: (string | number | null)[]): Promise<StoredCash[]> {
    return (await this.#on.rows<Row>(sql, binds)).map(toCash);
  }
}
