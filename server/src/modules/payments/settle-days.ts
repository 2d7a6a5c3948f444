import { toMoney } from '#contracts/values';
import type { SettlementLine } from '../../../../sdk/index.ts';
import { postings } from '../ledger/index.ts';
import { committed, type Payments, type Within } from './context.ts';
import { AttemptStore } from './store/attempts.ts';
import { type MethodMarks, MethodStore } from './store/methods.ts';
import { ReconciliationStore } from './store/reconciliation.ts';
import { RefundStore } from './store/refunds.ts';
import { SettlementStore } from './store/settlements.ts';
import { TransferStore } from './store/transfers.ts';

const hour = 3_600_000;
const day = 24 * hour;
const atOnce = 8;

/** What a line should say by our books; undefined where they have no such thing. */
type Expected = Map<string, { credit: number; debit: number } | undefined>;
const keyOf = (line: Pick<SettlementLine, 'kind' | 'id'>): string => `${line.kind} ${line.id}`;

const expected = async (
  deps: Payments,
  method: string,
  lines: readonly SettlementLine[],
): Promise<Expected> => {
  const ids = (kind: SettlementLine['kind']) =>
    lines.filter((line) => line.kind === kind).map((line) => line.id);
  const attempts = await new AttemptStore(deps.db).known(method, ids('payment'));
  const refunds = await new RefundStore(deps.db).byProviderIds(method, ids('refund'));
  const transfers = await new TransferStore(deps.db).byIds(method, ids('transfer'));
  const all: Expected = new Map();
  for (const one of attempts.values())
    if (one.booked !== 'none')
      all.set(`payment ${one.providerId}`, { credit: one.amount - one.fee, debit: 0 });
  for (const one of refunds) {
    const before = all.get(`refund ${one.providerRefundId}`)?.debit ?? 0;
    all.set(`refund ${one.providerRefundId}`, { credit: 0, debit: before + one.amount });
  }
  const settlements = new SettlementStore(deps.db);
  // Disputes and shares that came back have no name of their own in a settlement: their amounts are known.
  for (const line of lines)
    if (line.kind === 'adjustment' && (await settlements.hasAdjustment(method, line.credit - line.debit)))
      all.set(keyOf(line), { credit: line.credit, debit: line.debit });
  for (const one of transfers) all.set(`transfer ${one.transferId}`, { credit: 0, debit: one.amount });
  return all;
};

const said = ({ credit, debit }: { credit: number; debit: number }): string =>
  debit > 0 ? `${debit} taken` : `${credit} paid`;

/** What the provider settled and what our books say, where they differ. Nothing is booked to make them equal. */
const differenceOf = (line: SettlementLine, ours: Expected): { amount: number; says: string } | undefined => {
  const known = ours.get(keyOf(line));
  const net = line.credit - line.debit;
  const asBooked = known ? known.credit - known.debit : 0;
  // A refund that failed comes back with its own name and the other sign.
  const isBack = line.kind === 'refund' && net === -asBooked;
  if (known && (net === asBooked || isBack)) return undefined;
  const amount = Math.abs(net - asBooked);
  if (!known)
    return {
      amount,
      says: `The provider settled the ${line.kind} ${line.id} (${said(line)}), which the books do not have.`,
    };
  return {
    amount,
    says: `The provider settled the ${line.kind} ${line.id} with ${said(line)}; the books say ${said(known)}.`,
  };
};

interface Settled {
  method: string;
  settlementId: string;
  lines: readonly SettlementLine[];
}

const noteSettlement = async (
  { deps, tx }: Within,
  { method, settlementId, lines }: Settled,
  ours: Expected,
) => {
  const [first] = lines;
  const now = deps.clock.now();
  const at = first?.settledAt ?? now;
  const rows = new ReconciliationStore(tx);
  const settlements = new SettlementStore(tx);
  const flagged = { kind: 'settlement-difference' as const, method, orderId: null, at: now };
  for (const line of lines) {
    const found = differenceOf(line, ours);
    if (found) await rows.add({ ...flagged, ...found, reference: line.id });
  }
  const total = lines.reduce((sum, line) => sum + line.credit - line.debit, 0);
  const amount = first?.settlementAmount ?? total;
  if (amount !== total) {
    const says = `The settlement ${settlementId} paid ${amount}; its lines add up to ${total}.`;
    await rows.add({ ...flagged, reference: settlementId, amount: Math.abs(total - amount), says });
  }
  if (!(await settlements.add({ method, settlementId, amount, utr: first?.utr ?? null, at }))) {
    const before = await settlements.amountOf(method, settlementId);
    if (before === amount) return;
    const says = `The settlement ${settlementId} was of ${before}, and now the provider says ${amount}.`;
    await rows.add({ ...flagged, reference: settlementId, amount: Math.abs(amount - (before ?? 0)), says });
    return;
  }
  if (amount > 0) await deps.ledger.post(tx, postings.settled({ settlementId, amount: toMoney(amount), at }));
  else if (amount < 0)
    await rows.add({
      ...flagged,
      reference: settlementId,
      amount: -amount,
      says: `The settlement ${settlementId} took ${-amount} more than it paid.`,
    });
};

const bySettlement = (method: string, lines: readonly SettlementLine[]): Settled[] => {
  const all = new Map<string, SettlementLine[]>();
  for (const line of lines)
    if (line.settlement !== null) all.set(line.settlement, [...(all.get(line.settlement) ?? []), line]);
  return [...all].map(([settlementId, of]) => ({ method, settlementId, lines: of }));
};

export const settleDay = async (deps: Payments, method: string, when: string): Promise<void> => {
  const lines = await deps.ways.ask(method, 'payments/settlements', (online) => online.settlements(when));
  const settled = bySettlement(method, lines);
  if (settled.length === 0) return;
  const ours = await expected(deps, method, lines);
  for (const one of settled)
    await committed(deps, 'payments/settlement note', (tx) => noteSettlement({ deps, tx }, one, ours));
};

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/**
 * Once an hour, the days since the last look and the two before: a settlement appears late, and the provider's day
 * begins earlier or later than ours.
 */
export const settleDays = async (deps: Payments, marks: MethodMarks): Promise<void> => {
  const now = deps.clock.now();
  if (marks.settledLook !== null && marks.settledLook > now - hour) return;
  const from = Math.max((marks.settledUntil ?? now) - 2 * day, now - 60 * day);
  const to = Math.min(now + day, from + atOnce * day);
  const days = new Set<string>();
  for (let at = from; at <= to; at += day) days.add(dayOf(at));
  for (const one of days) await settleDay(deps, marks.method, one);
  await new MethodStore(deps.db).settlementsSeen(marks.method, { until: Math.min(to, now), now });
};
