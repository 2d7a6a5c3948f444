import type { Payout } from '#contracts/settlement';
import { type Money, toMoney } from '#contracts/values';
import type { Connection, Tx } from '../../db/connection.ts';
import { newId } from '../../kernel/ids.ts';
import type { Who } from '../../kernel/who.ts';
import { accountOf, type Entry } from '../ledger/index.ts';
import { freshlySealed } from './bank.ts';
import type { SettlementDeps } from './context.ts';
import { reach } from './points.ts';
import { showPayouts } from './show-payouts.ts';
import { BankStore, type StoredBank } from './store/banks.ts';
import { PayoutStore, type StoredPayout } from './store/payouts.ts';
import { ReleaseStore } from './store/releases.ts';

const atOnce = 500;

/** What the provider will pay a seller by itself is payable too, and must not be paid twice. */
const byProvider = async ({ ledger }: SettlementDeps, on: Connection, sellerId: string): Promise<number> => {
  const open = await new ReleaseStore(on).openTransfers(sellerId, 100_000);
  const held = await ledger.balances(
    on,
    open.map(({ orderId }) => accountOf.transfer(sellerId, orderId)),
  );
  return [...held.values()].reduce((sum, one) => sum + one, 0);
};

/** What can be sent to a seller's bank now, after what they owe. */
const dueTo = async (deps: SettlementDeps, on: Connection, sellerId: string) => {
  const { ledger } = deps;
  const payable = await ledger.balance(on, accountOf.payable(sellerId));
  const owed = await ledger.balance(on, accountOf.recoverable(sellerId));
  const free = Math.max(0, payable - (await byProvider(deps, on, sellerId)));
  const recover = Math.min(owed, free);
  return { recover, amount: free - recover };
};

const recovered = (of: { payoutId: string; sellerId: string; amount: number; at: number }): Entry => ({
  kind: 'recovered',
  source: 'payout',
  sourceId: of.payoutId,
  memo: 'What the seller owed was kept',
  at: of.at,
  orderId: null,
  lines: [
    { account: accountOf.payable(of.sellerId), unit: 'INR', debit: of.amount, credit: 0 },
    { account: accountOf.recoverable(of.sellerId), unit: 'INR', debit: 0, credit: of.amount },
  ],
});

const prepareOne = async (
  deps: SettlementDeps,
  tx: Tx,
  { who, bank }: { who: Who; bank: StoredBank },
): Promise<StoredPayout | null> => {
  const { sellerId } = bank;
  await deps.ledger.lock(tx, [accountOf.payable(sellerId), accountOf.recoverable(sellerId)]);
  // A prepared payout has the seller's money already, until it is settled.
  if (await new PayoutStore(tx).hasPrepared(sellerId)) return null;
  const { recover, amount } = await dueTo(deps, tx, sellerId);
  const [id, at] = [newId(), deps.clock.now()];
  if (recover > 0) await deps.ledger.post(tx, recovered({ payoutId: id, sellerId, amount: recover, at }));
  await reach(deps, 'prepare/recovered');
  if (amount === 0) return null;
  const { name, ifsc, last4 } = bank;
  const sealed = freshlySealed(deps, bank);
  const state = { state: 'prepared', way: 'bank', reference: null, orderId: null, paidAt: null } as const;
  const payout: StoredPayout = { id, sellerId, amount, name, ifsc, last4, sealed, at, ...state };
  if (!(await new PayoutStore(tx).add(payout))) throw new Error(`${sellerId} has a prepared payout`);
  const details = { sellerId, amount, last4, recovered: recover };
  await deps.audit.record(tx, { actor: who, action: 'payout.prepare', about: id, details });
  await reach(deps, 'prepare/booked');
  return payout;
};

async function* someSellers(on: Connection): AsyncGenerator<string[]> {
  let after = '';
  for (let some = await new ReleaseStore(on).sellers(after, atOnce); some.length > 0; ) {
    yield some;
    after = some.at(-1) ?? after;
    some = await new ReleaseStore(on).sellers(after, atOnce);
  }
}

interface Without {
  id: string;
  name: string;
  payable: Money;
}

/** Of these sellers: those with money to come, by whether we know where to. */
const sort = async (deps: SettlementDeps, sellerIds: readonly string[]) => {
  const payable = await deps.ledger.balances(deps.db, sellerIds.map(accountOf.payable));
  const due = sellerIds.filter((id) => (payable.get(accountOf.payable(id)) ?? 0) > 0);
  const banks = new Map((await new BankStore(deps.db).findMany(due)).map((one) => [one.sellerId, one]));
  const names = await deps.accounts.names(due);
  const without: Without[] = [];
  for (const id of due.filter((one) => !banks.has(one))) {
    const { amount } = await dueTo(deps, deps.db, id);
    if (amount > 0) without.push({ id, name: names.get(id) ?? '', payable: toMoney(amount) });
  }
  return { banks: due.flatMap((id) => banks.get(id) ?? []), without };
};

/**
 * A payout for every seller with money to come, each in a transaction of its own: who asks at the same moment, or
 * again after a crash, gets those that are left.
 */
export const preparePayouts = async (
  deps: SettlementDeps,
  who: Who,
): Promise<{ payouts: Payout[]; without: Without[] }> => {
  await reach(deps, 'prepare/begin');
  const prepared: StoredPayout[] = [];
  const without: Without[] = [];
  for await (const some of someSellers(deps.db)) {
    const sorted = await sort(deps, some);
    without.push(...sorted.without);
    for (const bank of sorted.banks) {
      const one = await deps.db.transaction((tx) => prepareOne(deps, tx, { who, bank }));
      if (one) prepared.push(one);
    }
  }
  await reach(deps, 'prepare/done');
  return { payouts: await showPayouts(deps, prepared), without };
};
