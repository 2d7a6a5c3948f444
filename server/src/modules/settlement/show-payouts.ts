import type { Payout } from '#contracts/settlement';
import { toMoney } from '#contracts/values';
import type { Who } from '../../kernel/who.ts';
import { aboutOf } from './bank.ts';
import type { SettlementDeps } from './context.ts';
import { type FileLine, payoutCsv } from './domain/payout-file.ts';
import { pageOf, readPlace } from './places.ts';
import { reach } from './points.ts';
import { PayoutStore, type StoredPayout } from './store/payouts.ts';

export const showPayouts = async (
  { accounts }: SettlementDeps,
  some: readonly StoredPayout[],
): Promise<Payout[]> => {
  const names = await accounts.names(some.map((one) => one.sellerId));
  return some.map(({ id, sellerId, amount, state, way, reference, at, paidAt }) => ({
    id,
    seller: { id: sellerId, name: names.get(sellerId) ?? '' },
    amount: toMoney(amount),
    state,
    by: way,
    reference,
    at,
    paidAt,
  }));
};

export const listPayouts = async (
  deps: SettlementDeps,
  who: Who,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ items: Payout[]; next: string | null }> => {
  const sellerId = who.role === 'operator' ? null : who.accountId;
  const some = await new PayoutStore(deps.db).list(sellerId, readPlace(cursor), limit + 1);
  const { items, next } = pageOf(some, limit, ({ at, id }) => ({ rank: 0, at, id }));
  return { items: await showPayouts(deps, items), next };
};

const lineOf = ({ secrets }: SettlementDeps, payout: StoredPayout): FileLine => {
  const { id, sellerId, amount, name, ifsc, sealed } = payout;
  if (name === null || ifsc === null || sealed === null)
    throw new Error(`The payout ${id} has no bank details`);
  return {
    name,
    ifsc,
    amount,
    account: secrets.open(sealed, aboutOf({ sellerId, name, ifsc })),
    reference: id,
  };
};

/** The one place where account numbers are read back; who asked is in the audit log. */
export const payoutFile = async (deps: SettlementDeps, who: Who): Promise<{ name: string; csv: string }> => {
  const prepared = await new PayoutStore(deps.db).prepared();
  const csv = payoutCsv(prepared.map((one) => lineOf(deps, one)));
  const day = new Date(deps.clock.now()).toISOString().slice(0, 10);
  const details = { payouts: prepared.map((one) => one.id) };
  await reach(deps, 'file/begin');
  await deps.db.transaction((tx) =>
    deps.audit.record(tx, { actor: who, action: 'payout.file', about: 'payouts', details }),
  );
  await reach(deps, 'file/done');
  return { name: `payouts-${day}.csv`, csv };
};
