import type { RefundTo } from '#contracts/returns';
import { toMoney } from '#contracts/values';
import type { Connection, Tx } from '../../db/connection.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { AskedRefund, RefundOf } from './api.ts';
import type { Payments } from './context.ts';
import { CashStore } from './store/cash.ts';
import { PaymentStore } from './store/payments.ts';
import { RefundStore, type StoredRefund } from './store/refunds.ts';

type By = Exclude<RefundTo, { kind: 'coins' }>;
interface Source {
  method: string;
  providerPaymentId: string | null;
  /** What may go back in all. */
  most: number;
  back: readonly StoredRefund[];
}

const sum = (refunds: readonly StoredRefund[]): number => refunds.reduce((all, one) => all + one.amount, 0);

const ofOnline = async (tx: Tx, asked: AskedRefund & { paymentId: string }): Promise<Source> => {
  const row = await new PaymentStore(tx).find(asked.paymentId, { lock: true });
  const share = row?.shares.find((one) => one.orderId === asked.orderId);
  if (!row || !share || row.state !== 'captured') throw new Refusal('payment.not-captured');
  const all = await new RefundStore(tx).ofPayment(asked.paymentId);
  const spare = row.amount - sum(all.filter((one) => one.origin !== 'unapplied'));
  if (asked.amount > spare) throw new Refusal('refund.too-much', { most: spare });
  const back = all.filter((one) => one.orderId === asked.orderId);
  return { method: row.method, providerPaymentId: row.providerId, most: share.cash, back };
};

const ofCash = async (tx: Tx, asked: AskedRefund): Promise<Source> => {
  const cash = await new CashStore(tx).find(asked.orderId);
  if (!cash || !['collected', 'remitted', 'written-off'].includes(cash.state))
    throw new Refusal('payment.not-captured');
  const all = await new RefundStore(tx).ofOrders([asked.orderId]);
  const back = all.filter((one) => one.paymentId === null);
  return { method: cash.method, providerPaymentId: null, most: cash.amount, back };
};

const destination = (deps: Payments, refundId: string, to: By): string | null =>
  to.kind === 'source' ? null : deps.secrets.seal(JSON.stringify(to), `refund ${refundId}`);

const wayOf = (asked: AskedRefund): By => {
  if (asked.to.kind === 'coins') throw new Error('A refund in coins is no matter of payments');
  // Cash has no card it came from.
  if (asked.to.kind === 'source' && asked.paymentId === null) throw new Refusal('refund.no-destination');
  return asked.to;
};

/** Owed from now on; never more than came in. The same `refundId` is the same refund. */
export const oweRefund = async (deps: Payments, tx: Tx, asked: AskedRefund): Promise<void> => {
  const to = wayOf(asked);
  const { refundId, orderId, paymentId, amount, reason } = asked;
  const refunds = new RefundStore(tx);
  if (amount === 0 || (await refunds.find(refundId))) return;
  const source = paymentId === null ? await ofCash(tx, asked) : await ofOnline(tx, { ...asked, paymentId });
  const left = source.most - sum(source.back);
  if (amount > left) throw new Refusal('refund.too-much', { most: left });
  const now = deps.clock.now();
  const bySource = to.kind === 'source';
  const added = await refunds.add(
    {
      refundId,
      orderId,
      paymentId,
      method: source.method,
      providerPaymentId: source.providerPaymentId,
      amount,
      kind: to.kind,
      destination: destination(deps, refundId, to),
      reason,
      origin: 'shop',
      state: 'owed',
      providerKey: refundId,
      providerRefundId: null,
      tries: 0,
      owedAt: now,
      endedAt: null,
    },
    bySource ? now : null,
  );
  if (added && bySource) await deps.jobs.add(deps.wake.refund, {}, { tx });
};

export const refundsOf = async (
  on: Connection,
  orderIds: readonly string[],
): Promise<Map<string, RefundOf[]>> => {
  const all = new Map<string, RefundOf[]>();
  for (const one of await new RefundStore(on).ofOrders(orderIds)) {
    if (one.orderId === null) continue;
    const { refundId, orderId, state, kind, origin, owedAt, endedAt } = one;
    const refund: RefundOf = {
      refundId,
      orderId,
      amount: toMoney(one.amount),
      state,
      to: kind,
      foreign: origin === 'foreign',
      owedAt,
      processedAt: state === 'processed' ? endedAt : null,
    };
    all.set(orderId, [...(all.get(orderId) ?? []), refund]);
  }
  return all;
};
