import type { Truth } from '../plugins/razorpay/double/start.ts';
import type { Connection } from '../server/src/db/connection.ts';
import { breath, type MovableClock } from './shop-clock.ts';

const counted = async (on: Connection, sql: string): Promise<number> => {
  const [row] = await on.rows<{ n: number }>(sql);
  return Number(row?.n ?? 0);
};

/** Everything that is still on its way somewhere, each under its name; all are 0 in a shop that has come to rest. */
const openWork: Record<string, string> = {
  runs: `SELECT COUNT(*) AS n FROM kernel_sagas WHERE state IN ('running', 'undoing', 'stuck')`,
  facts: 'SELECT COUNT(*) AS n FROM kernel_outbox WHERE told_at IS NULL',
  reactions: `SELECT COUNT(*) AS n FROM kernel_jobs WHERE id NOT LIKE 'every:%'`,
  captures: 'SELECT COUNT(*) AS n FROM payments_payments WHERE capture_at IS NOT NULL',
  authorised: `SELECT COUNT(*) AS n FROM payments_payments WHERE state = 'authorised' AND claimed = 0 AND refused IS NULL`,
  refunds: `SELECT COUNT(*) AS n FROM payments_refunds WHERE kind = 'source' AND state IN ('owed', 'sent')`,
  news: 'SELECT COUNT(*) AS n FROM payments_inbox WHERE done_at IS NULL',
  unapplied: `SELECT COUNT(*) AS n FROM payments_attempts WHERE booked = 'unapplied'`,
};

/** What is on its way, for people; empty where nothing is. */
export const onItsWay = async (on: Connection): Promise<string[]> => {
  const found: string[] = [];
  for (const [name, sql] of Object.entries(openWork)) {
    const n = await counted(on, sql);
    if (n > 0) found.push(`${n} ${name}`);
  }
  return found;
};

interface Payment {
  reference: string;
  amount: number;
  state: string;
  provider_id: string | null;
  payment_id: string;
}

/** What the provider has taken and not given back, by what was to be paid. */
const takenOf = (truth: Truth) => {
  const taken = new Map<string, { captures: number; paise: number; of: string[] }>();
  for (const { id, order_id, captured, amount, amount_refunded } of truth.payments) {
    if (!captured) continue;
    const before = taken.get(order_id ?? id) ?? { captures: 0, paise: 0, of: [] };
    const left = amount - (amount_refunded ?? 0);
    taken.set(order_id ?? id, {
      captures: before.captures + (left > 0 ? 1 : 0),
      paise: before.paise + left,
      of: left > 0 ? [...before.of, id] : before.of,
    });
  }
  return taken;
};

const authorisedLate = (truth: Truth): number =>
  truth.payments.filter(({ status }) => status === 'authorized').length;

interface Weighed {
  /** Each a sentence that says what is wrong; none is right. */
  wrongs: string[];
  /** Payments the provider has captured, ever, and how much of it is in orders. */
  captured: number;
  inOrders: number;
  refunded: number;
  /** Authorised, and given back by the provider itself since nobody takes it. */
  untaken: number;
}

/** Compares every paisa the provider has taken with the orders it was taken for. */
export const weigh = async (on: Connection, truth: Truth): Promise<Weighed> => {
  const payments = await on.rows<Payment>(
    `SELECT reference, amount, state, provider_id, payment_id FROM payments_payments WHERE reference IS NOT NULL`,
  );
  const orders = await on.rows<{ purchase_id: string; due: number }>(
    `SELECT purchase_id, SUM(CASE WHEN state = 'cancelled' THEN 0 ELSE prepaid - refunded END) AS due
     FROM orders_orders GROUP BY purchase_id`,
  );
  const due = new Map(orders.map((one) => [one.purchase_id, Number(one.due)]));
  const taken = takenOf(truth);
  const known = new Set(payments.map(({ reference }) => reference));
  const wrongs: string[] = [];
  let inOrders = 0;
  for (const [reference, { paise }] of taken)
    if (!known.has(reference) && paise > 0) wrongs.push(`${reference}: ${paise} paise are nobody’s`);
  for (const { reference, payment_id } of payments) {
    const here = taken.get(reference) ?? { captures: 0, paise: 0, of: [] };
    const owed = due.get(payment_id) ?? 0;
    if (here.captures > 1) wrongs.push(`${reference} is charged ${here.captures} times`);
    if (here.paise !== owed) wrongs.push(`${reference}: ${here.paise} paise taken, ${owed} in its orders`);
    inOrders += Math.min(here.paise, owed);
  }
  const unfinished = truth.refunds.filter(({ status }) => status !== 'processed').length;
  if (unfinished > 0) wrongs.push(`${unfinished} refunds are not finished at the provider`);
  return {
    wrongs,
    captured: truth.payments.filter(({ captured }) => captured).length,
    inOrders,
    refunded: truth.refunds.reduce((sum, { amount }) => sum + (amount ?? 0), 0),
    untaken: authorisedLate(truth),
  };
};

/** Units that are neither on the shelf, nor held, nor in an order that stands. */
export const lostUnits = async (on: Connection, variantId: string, stock: number): Promise<number> => {
  const [left] = await on.rows<{ available: number; held: number }>(
    'SELECT available, held FROM catalog_variants WHERE id = $1',
    [variantId],
  );
  const [sold] = await on.rows<{ n: number }>(
    `SELECT COALESCE(SUM(l.quantity), 0) AS n FROM orders_lines l JOIN orders_orders o ON o.id = l.order_id
     WHERE l.variant_id = $1 AND o.state NOT IN ('cancelled', 'awaiting-payment', 'rto')`,
    [variantId],
  );
  const [waiting] = await on.rows<{ n: number }>(
    `SELECT COALESCE(SUM(l.quantity), 0) AS n FROM orders_lines l JOIN orders_orders o ON o.id = l.order_id
     WHERE l.variant_id = $1 AND o.state = 'awaiting-payment'`,
    [variantId],
  );
  const held = Number(left?.held ?? 0);
  if (held !== Number(waiting?.n ?? 0)) return stock;
  return stock - Number(left?.available ?? 0) - held - Number(sold?.n ?? 0);
};

interface Resting {
  drain(): Promise<void>;
  clock: MovableClock;
  on: Connection;
  /** Of the shop's clock. */
  within?: number;
}

/** Lets the shop work until nothing is on its way; how long that took by its clock, and what was left. */
export const rest = async ({ drain, clock, on, within = 60_000 }: Resting) => {
  const began = clock.now();
  let left = await onItsWay(on);
  while (clock.now() - began <= within) {
    await drain();
    await breath();
    left = await onItsWay(on);
    if (left.length === 0) break;
    clock.pass(1_000);
  }
  return { ms: clock.now() - began, left };
};
