import type { Connection, Tx } from '../../db/connection.ts';
import { accountOf, postings } from '../ledger/index.ts';
import type { SettledOrder, SettlementDeps } from './context.ts';
import { rateOf, type Split, split } from './domain/commission.ts';
import { type Funding, readiness } from './domain/readiness.ts';
import { reach } from './points.ts';
import { DisputeStore } from './store/disputes.ts';
import { ReleaseStore, type StoredRelease } from './store/releases.ts';

/** An exchange of an exchange of …: so many are followed. */
const mostExchanges = 20;

/** The order, and those it was exchanged for: their money is what it was paid with. */
export const chainOf = async (
  deps: SettlementDeps,
  on: Connection,
  order: SettledOrder,
): Promise<SettledOrder[]> => {
  const chain = [order];
  for (let before = order.exchangeOf; before !== null && chain.length < mostExchanges; ) {
    const found = await deps.orders.find(on, before);
    if (!found) break;
    chain.push(found);
    before = found.exchangeOf;
  }
  return chain;
};

const fundingOf = async (
  { payments }: SettlementDeps,
  on: Connection,
  chain: readonly SettledOrder[],
): Promise<Funding[]> => {
  const states = await payments.states(on, [...new Set(chain.map((one) => one.purchaseId))]);
  const cash = await payments.cashOf(
    on,
    chain.map((one) => one.id),
  );
  return chain.map(({ id, purchaseId, prepaid, onDelivery, exchangeOf }) => ({
    // What was sent instead is paid with the money of what came back, which is further on in the chain.
    prepaid: exchangeOf === null ? prepaid : 0,
    onDelivery,
    payment: states.get(purchaseId),
    cash: cash.get(id)?.state,
  }));
};

/** By its buyer here, or by their bank at the provider. */
const isDisputed = async (
  { payments }: SettlementDeps,
  on: Connection,
  chain: readonly SettledOrder[],
): Promise<boolean> => {
  const ids = chain.map((one) => one.id);
  const [own = ''] = ids;
  return (await new DisputeStore(on).isOpen(own)) || (await payments.contested(on, ids)).size > 0;
};

/** The goods at the rates of today; e-mails and categories do not need the transaction. */
export const ratedLines = async (
  { accounts, commission }: SettlementDeps,
  { sellerId, lines }: Pick<SettledOrder, 'sellerId' | 'lines'>,
): Promise<{ amount: number; basisPoints: number }[]> => {
  const email = (await accounts.find(sellerId))?.email ?? null;
  return lines.map(({ category, quantity, price }) => ({
    amount: quantity * price,
    basisPoints: rateOf(commission, { email, category }),
  }));
};

interface Known {
  order: SettledOrder;
  lines: { amount: number; basisPoints: number }[];
}

const book = async (
  deps: SettlementDeps,
  tx: Tx,
  { order, held, ...kept }: { order: SettledOrder; held: number; split: Split; promised: number },
): Promise<StoredRelease & { at: number }> => {
  const { ledger, loyalty, payments, clock } = deps;
  const at = clock.now();
  const { id: orderId, sellerId } = order;
  const owed = await ledger.balance(tx, accountOf.recoverable(sellerId));
  // What the seller owes is kept of it first, but not of what the provider pays them by itself.
  const recovered = Math.min(owed, Math.max(0, kept.split.payable - kept.promised));
  const coinsEarned = await loyalty.vest(tx, { orderId, at });
  await reach(deps, 'release/vested');
  // Read after the wallet is locked: a visitor who signs in just now takes order and wallet along together.
  const buyerId = (await deps.orders.find(tx, orderId))?.buyerId ?? order.buyerId;
  const { commission, tax, fee, payable } = kept.split;
  const booked = await ledger.post(
    tx,
    postings.released({
      orderId,
      sellerId,
      buyerId,
      at,
      total: held,
      commission,
      tax,
      fee,
      recover: recovered,
      coinsEarned,
    }),
  );
  // The row says waiting and the books say released: one of them was written without the other.
  if (!booked) throw new Error(`The order ${orderId} was released before`);
  if (kept.promised > 0) await payments.releaseTransfer(tx, orderId);
  return {
    orderId,
    sellerId,
    buyerId,
    state: 'released',
    cash: order.onDelivery,
    total: held,
    commission,
    tax,
    fee,
    recovered,
    payable,
    transfer: kept.promised,
    releasedAt: at,
    at,
  };
};

const accountsOf = ({ id, sellerId }: SettledOrder): string[] => [
  accountOf.held(id),
  accountOf.recoverable(sellerId),
  accountOf.payable(sellerId),
];

const release = async (deps: SettlementDeps, tx: Tx, { order, lines }: Known): Promise<boolean> => {
  const store = new ReleaseStore(tx);
  const row = await store.lock(order.id);
  if (row?.state !== 'waiting') return false;
  // From here on no dispute can be opened and no refund can be made until this is committed.
  await deps.ledger.lock(tx, accountsOf(order));
  const held = await deps.ledger.balance(tx, accountOf.held(order.id));
  const chain = await chainOf(deps, tx, order);
  const verdict = readiness({
    funding: await fundingOf(deps, tx, chain),
    held,
    disputed: await isDisputed(deps, tx, chain),
  });
  if (verdict === 'waiting') await store.checked(order.id, deps.clock.now());
  if (verdict === 'nothing') await store.close(order.id, deps.clock.now());
  if (verdict !== 'ready') return false;
  const promised = await deps.ledger.balance(tx, accountOf.transfer(order.sellerId, order.id));
  const { goods, delivery, fee } = order;
  const { taxBasisPoints } = deps.commission;
  const parts = split({ held, goods, delivery, fee, lines, taxBasisPoints, promised });
  await store.release(await book(deps, tx, { order, held, split: parts, promised }));
  await reach(deps, 'release/booked');
  return true;
};

/** Gives a completed order's money to its seller as soon as all of it is here. True where it did; safe to repeat. */
export const releaseOrder = async (deps: SettlementDeps, orderId: string): Promise<boolean> => {
  await reach(deps, 'release/begin');
  const order = await deps.orders.find(deps.db, orderId);
  if (!order) return false;
  const lines = await ratedLines(deps, order);
  const done = await deps.db.transaction((tx) => release(deps, tx, { order, lines }));
  if (done) await reach(deps, 'release/done');
  return done;
};

/** Of goods that came back what it cost to bring them stays paid: it is the seller's like the rest of a completed order. */
export const isOver = ({ state }: SettledOrder): boolean => state === 'completed' || state === 'returned';

/** An order is completed, or has come back: what its release needs is written down, and tried. */
export const completeOrder = async (deps: SettlementDeps, orderId: string): Promise<boolean> => {
  const order = await deps.orders.find(deps.db, orderId);
  if (!order || !isOver(order)) return false;
  await reach(deps, 'complete/begin');
  await deps.db.transaction(async (tx) => {
    const store = new ReleaseStore(tx);
    const at = deps.clock.now();
    await store.add([{ orderId, sellerId: order.sellerId, buyerId: order.buyerId, at }]);
    await store.complete(orderId, { cash: order.onDelivery, at });
  });
  await reach(deps, 'complete/done');
  return releaseOrder(deps, orderId);
};
