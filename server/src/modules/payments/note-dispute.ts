import { toMoney } from '#contracts/values';
import type { ProviderDispute } from '../../../../sdk/index.ts';
import type { Connection, Tx } from '../../db/connection.ts';
import { accountOf, type Line, postings } from '../ledger/index.ts';
import { committed, type Payments } from './context.ts';
import { AttemptStore } from './store/attempts.ts';
import { PaymentStore, type StoredPayment } from './store/payments.ts';
import { ReconciliationStore } from './store/reconciliation.ts';
import { SettlementStore } from './store/settlements.ts';

interface Disputed {
  method: string;
  heard: ProviderDispute;
  row: StoredPayment | undefined;
}

/** To the paisa: each order's part of an amount in proportion to what it paid; the first get what is left over. */
const partsOf = (
  row: StoredPayment,
  amount: number,
): { orderId: string; sellerId: string; amount: number }[] => {
  const parts = row.shares.map(({ orderId, sellerId, cash }) => ({
    orderId,
    sellerId,
    amount: Number((BigInt(amount) * BigInt(cash)) / BigInt(Math.max(1, row.amount))),
  }));
  let left = amount - parts.reduce((sum, one) => sum + one.amount, 0);
  for (const part of parts) {
    if (left <= 0) break;
    part.amount += 1;
    left -= 1;
  }
  return parts;
};

/** Who bears a lost dispute: the order's held money; where that has gone to the seller, the seller; else the shop. */
const bearers = async (deps: Payments, tx: Tx, { heard, row }: Disputed): Promise<Line[]> => {
  const line = (account: string, debit: number): Line[] =>
    debit === 0 ? [] : [{ account, unit: 'INR', debit, credit: 0 }];
  if (!row || row.shares.length === 0 || row.state !== 'captured')
    return line(accountOf.chargebacks, heard.amount);
  const parts = partsOf(row, heard.amount);
  await deps.ledger.lock(
    tx,
    parts.map((part) => accountOf.held(part.orderId)),
  );
  const lines: Line[] = [];
  for (const { orderId, sellerId, amount } of parts) {
    const held = Math.min(amount, Math.max(0, await deps.ledger.balance(tx, accountOf.held(orderId))));
    lines.push(
      ...line(accountOf.held(orderId), held),
      ...line(accountOf.recoverable(sellerId), amount - held),
    );
  }
  return lines;
};

const tell = async (deps: Payments, tx: Tx, { method, heard, row }: Disputed): Promise<void> => {
  if (row)
    await deps.outbox.tell(tx, 'payment.disputed', {
      paymentId: row.paymentId,
      method,
      state: heard.state,
      amount: toMoney(heard.amount),
      orderIds: row.shares.map((share) => share.orderId),
      at: deps.clock.now(),
    });
};

const open = async (deps: Payments, tx: Tx, disputed: Disputed): Promise<void> => {
  const { method, heard, row } = disputed;
  if (!(await new SettlementStore(tx).openDispute(method, heard))) return;
  const at = deps.clock.now();
  const { id: disputeId, amount } = heard;
  const orderId = row?.shares.length === 1 ? (row.shares[0]?.orderId ?? null) : null;
  await deps.ledger.post(tx, postings.disputeOpened({ disputeId, orderId, amount, at }));
  await new ReconciliationStore(tx).add({
    kind: 'dispute',
    method,
    reference: disputeId,
    orderId: row?.shares[0]?.orderId ?? null,
    amount,
    says: 'The buyer’s bank disputes this payment and has taken it back. Answer at the provider’s pages, in time.',
    at,
  });
  deps.log.warn({ method, disputeId, amount }, 'a payment is disputed');
  await tell(deps, tx, { ...disputed, heard: { ...heard, state: 'open' } });
};

const end = async (deps: Payments, tx: Tx, disputed: Disputed & { state: 'won' | 'lost' }): Promise<void> => {
  const { method, heard, row, state } = disputed;
  const at = deps.clock.now();
  const known = await new SettlementStore(tx).dispute(method, heard.id);
  if (!known || !(await new SettlementStore(tx).endDispute(method, heard.id, state))) return;
  const { amount } = known;
  const orderId = row?.shares.length === 1 ? (row.shares[0]?.orderId ?? null) : null;
  const whole = { disputeId: heard.id, orderId, amount, at };
  if (state === 'won') await deps.ledger.post(tx, postings.disputeWon(whole));
  else {
    const lost = postings.disputeLost({ ...whole, lostFrom: { from: 'shop' } });
    const taken = await bearers(deps, tx, { ...disputed, heard: { ...heard, amount } });
    const credits = lost.lines.filter((one) => one.credit > 0);
    await deps.ledger.post(tx, { ...lost, lines: [...taken, ...credits] });
  }
  await new ReconciliationStore(tx).move({ kinds: ['dispute'], method, reference: heard.id }, 'settled', at);
  await tell(deps, tx, { ...disputed, heard: { ...heard, amount } });
};

/** Books what a provider took for a dispute, and how it ended. */
export const noteDispute = (deps: Payments, method: string, heard: ProviderDispute): Promise<void> =>
  committed(deps, 'payments/dispute note', async (tx) => {
    const attempt = await new AttemptStore(tx).find(method, heard.paymentId);
    // What was never in the books cannot be taken out of them.
    if (!attempt || attempt.booked === 'none') return;
    const row = attempt.paymentId
      ? await new PaymentStore(tx).find(attempt.paymentId, { lock: true })
      : undefined;
    const disputed = { method, heard, row };
    // A dispute that was won before we heard of it took nothing in the end.
    if (heard.amount > 0) await open(deps, tx, disputed);
    const { state } = heard;
    if (state !== 'open') await end(deps, tx, { ...disputed, state });
  });

/** Orders whose payment is disputed just now. */
export const contested = async (on: Connection, orderIds: readonly string[]): Promise<Set<string>> => {
  const rows = await new PaymentStore(on).ofOrders(orderIds);
  const open = await new SettlementStore(on).contested(rows.flatMap((row) => row.providerId ?? []));
  const theirs = rows.filter((row) => row.providerId !== null && open.has(row.providerId));
  const found = new Set(theirs.flatMap((row) => row.shares.map((share) => share.orderId)));
  return new Set(orderIds.filter((id) => found.has(id)));
};

export const seeDisputes = async (
  deps: Payments,
  method: string,
  providerPaymentId: string,
): Promise<void> => {
  const disputes = await deps.ways.ask(method, 'payments/dispute fetch', async (online) =>
    online.disputesOf ? online.disputesOf(providerPaymentId) : [],
  );
  for (const dispute of disputes) await noteDispute(deps, method, dispute);
};
