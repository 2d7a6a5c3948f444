import type { Connection } from '../../db/connection.ts';
import { newId } from '../../kernel/ids.ts';
import { accountOf } from '../ledger/index.ts';
import type { SettlementDeps, SoldLine } from './context.ts';
import { split } from './domain/commission.ts';
import { reach } from './points.ts';
import { ratedLines } from './release.ts';
import { BankStore } from './store/banks.ts';
import { PayoutStore } from './store/payouts.ts';
import { ReleaseStore, type StoredRelease } from './store/releases.ts';

/** A share of a payment that a provider holds for its seller. */
export interface TransferShare {
  account: string;
  amount: number;
}
/** What is known of an order before it is paid. */
export interface ShareOf {
  orderId: string;
  sellerId: string;
  lines: readonly SoldLine[];
  goods: number;
  delivery: number;
  fee: number;
  total: number;
  prepaid: number;
}

/** Providers move no less than a rupee. */
const least = 100;

/** What the provider is to hold for whom: the seller's share, as far as it is paid there. */
export const transfersFor = async (
  deps: SettlementDeps,
  on: Connection,
  orders: readonly ShareOf[],
): Promise<Map<string, TransferShare>> => {
  const banks = await new BankStore(on).findMany(orders.map((one) => one.sellerId));
  const accounts = new Map(banks.map((one) => [one.sellerId, one.linkedAccount]));
  const shares = new Map<string, TransferShare>();
  for (const order of orders) {
    const account = accounts.get(order.sellerId);
    if (!account) continue;
    const { goods, delivery, fee, total } = order;
    const lines = await ratedLines(deps, order);
    const { taxBasisPoints } = deps.commission;
    const { payable } = split({ held: total, goods, delivery, fee, lines, taxBasisPoints });
    const amount = Math.min(payable, order.prepaid);
    if (amount >= least) shares.set(order.orderId, { account, amount });
  }
  return shares;
};

/** Those of these sellers for whom a provider can hold nothing. */
export const withoutAccount = async (on: Connection, sellerIds: readonly string[]): Promise<string[]> => {
  const banks = await new BankStore(on).findMany(sellerIds);
  const linked = new Set(banks.flatMap((one) => (one.linkedAccount === null ? [] : one.sellerId)));
  return [...new Set(sellerIds)].filter((id) => !linked.has(id));
};

const settled = async (
  deps: SettlementDeps,
  release: StoredRelease,
  { transferId, amount }: { transferId: string; amount: number },
): Promise<void> => {
  const at = deps.clock.now();
  const { orderId, sellerId } = release;
  await reach(deps, 'transfer/begin');
  await deps.db.transaction(async (tx) => {
    if (!(await new ReleaseStore(tx).closeTransfer(orderId))) return;
    const none = { name: null, ifsc: null, last4: null, sealed: null };
    const how = { state: 'paid', way: 'route', reference: transferId, paidAt: at } as const;
    if (amount > 0)
      await new PayoutStore(tx).add({ id: newId(), sellerId, orderId, amount, at, ...how, ...none });
    await reach(deps, 'transfer/booked');
  });
  await reach(deps, 'transfer/done');
};

/** Shares the provider has paid to sellers become payouts that are seen; those it took back are not waited for any more. */
export const noteTransfers = async (deps: SettlementDeps, only: readonly StoredRelease[]): Promise<void> => {
  const { db, ledger, payments } = deps;
  const transfers = await payments.transfersOf(
    db,
    only.map((one) => one.orderId),
  );
  for (const release of only) {
    const { orderId, sellerId } = release;
    if ((await ledger.balance(db, accountOf.transfer(sellerId, orderId))) > 0) continue;
    const transfer = transfers.get(orderId);
    const paid = transfer?.state === 'settled' ? transfer.amount - transfer.reversed : 0;
    await settled(deps, release, { transferId: transfer?.transferId ?? orderId, amount: paid });
  }
};

/** The same for all that are open. */
export const noteOpenTransfers = async (deps: SettlementDeps): Promise<void> =>
  noteTransfers(deps, await new ReleaseStore(deps.db).openTransfers(null, 500));
