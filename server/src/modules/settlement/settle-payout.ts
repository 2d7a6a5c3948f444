import type { Payout } from '#contracts/settlement';
import type { Tx } from '../../db/connection.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Who } from '../../kernel/who.ts';
import { accountOf, type Entry, postings } from '../ledger/index.ts';
import type { SettlementDeps } from './context.ts';
import { reach } from './points.ts';
import { showPayouts } from './show-payouts.ts';
import { PayoutStore, type StoredPayout } from './store/payouts.ts';

export interface Settling {
  id: string;
  state: 'paid' | 'failed';
  reference: string;
}

/** The bank has paid more than is payable, because a refund took of it after it was prepared: the seller owes that. */
const overpaid = (payout: StoredPayout, amount: number, at: number): Entry => ({
  kind: 'overpaid',
  source: 'payout',
  sourceId: payout.id,
  memo: 'Paid before a refund was known: the seller owes it',
  at,
  orderId: null,
  lines: [
    { account: accountOf.recoverable(payout.sellerId), unit: 'INR', debit: amount, credit: 0 },
    { account: accountOf.bank, unit: 'INR', debit: 0, credit: amount },
  ],
});

const bookPaid = async (deps: SettlementDeps, tx: Tx, payout: StoredPayout): Promise<void> => {
  const { ledger, clock } = deps;
  const { id: payoutId, sellerId } = payout;
  await ledger.lock(tx, [accountOf.payable(sellerId), accountOf.recoverable(sellerId)]);
  const at = clock.now();
  const amount = Math.min(payout.amount, await ledger.balance(tx, accountOf.payable(sellerId)));
  if (amount > 0) await ledger.post(tx, postings.paidOut({ payoutId, sellerId, amount, at }));
  if (amount < payout.amount) await ledger.post(tx, overpaid(payout, payout.amount - amount, at));
};

/** A payment the bank sent back is payable again. One that never left was not booked. */
const bookFailed = async (deps: SettlementDeps, tx: Tx, payout: StoredPayout): Promise<void> => {
  if (payout.state !== 'paid') return;
  const { id: payoutId, sellerId, amount } = payout;
  await deps.ledger.post(tx, postings.payoutFailed({ payoutId, sellerId, amount, at: deps.clock.now() }));
};

const settle = async (
  deps: SettlementDeps,
  tx: Tx,
  { who, payout, to }: { who: Who; payout: StoredPayout; to: Settling },
): Promise<void> => {
  const { id, state, reference } = to;
  const paidAt = state === 'paid' ? deps.clock.now() : null;
  const settled = await new PayoutStore(tx).settle({ id, state, reference, paidAt }, payout.state);
  if (!settled) throw new Refusal('payout.wrong-move');
  await (state === 'paid' ? bookPaid : bookFailed)(deps, tx, payout);
  await deps.audit.record(tx, {
    actor: who,
    action: 'payout.settle',
    about: id,
    details: { sellerId: payout.sellerId, amount: payout.amount, from: payout.state, to: state, reference },
  });
  await reach(deps, 'payout/booked');
};

/** Prepared → paid or failed; and paid → failed, for what the bank sends back days later. */
const may = ({ state, way }: StoredPayout, to: Settling['state']): boolean =>
  way === 'bank' && (state === 'prepared' || (state === 'paid' && to === 'failed'));

const isThere = ({ state, reference }: StoredPayout, to: Settling): boolean =>
  state === to.state && reference === to.reference;

/** What the bank did with a payout. Refuses `payout.unknown`, `payout.wrong-move`. */
export const settlePayout = async (deps: SettlementDeps, who: Who, to: Settling): Promise<Payout> => {
  await reach(deps, 'payout/begin');
  const payout = await new PayoutStore(deps.db).find(to.id);
  if (!payout) throw new Refusal('payout.unknown');
  // The same word from the bank again changes nothing.
  if (!isThere(payout, to)) {
    if (!may(payout, to.state)) throw new Refusal('payout.wrong-move', { state: payout.state });
    await deps.db.transaction((tx) => settle(deps, tx, { who, payout, to }));
    await reach(deps, 'payout/done');
  }
  const now = await new PayoutStore(deps.db).find(to.id);
  const [shown] = now ? await showPayouts(deps, [now]) : [];
  if (!shown) throw new Refusal('payout.unknown');
  return shown;
};
