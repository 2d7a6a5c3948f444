import { accountOf } from './chart.ts';
import { spent } from './coins.ts';
import { credit, debit, type Entry, type Line, merged } from './entry.ts';

/** What one order of a purchase gets: money in paise, and coins of its buyer. */
export interface Share {
  orderId: string;
  cash: number;
  coins: number;
  buyerId: string;
}

const rupees = (paise: number): string => `₹${(paise / 100).toFixed(2)}`;

const cashOf = (shares: readonly Share[]): number => shares.reduce((sum, share) => sum + share.cash, 0);
/** An entry of several orders is found by their accounts. */
const onlyOrder = (shares: readonly Share[]): string | null =>
  shares.length === 1 ? (shares[0]?.orderId ?? null) : null;

const intoOrders = (shares: readonly Share[]): Line[] =>
  shares.flatMap(({ orderId, cash, coins, buyerId }) => [
    ...credit(accountOf.held(orderId), cash),
    ...spent(buyerId, coins, accountOf.held(orderId)),
  ]);

/** The provider has the buyers' money, less its fee (which has its tax in it). */
export const captured = (given: {
  paymentId: string;
  at: number;
  fee: number;
  tax?: number;
  shares: readonly Share[];
}): Entry => ({
  kind: 'captured',
  source: 'payment',
  sourceId: given.paymentId,
  memo: given.tax
    ? `The buyer paid online; of the provider’s fee, ${rupees(given.tax)} are tax`
    : 'The buyer paid online',
  at: given.at,
  orderId: onlyOrder(given.shares),
  lines: merged([
    ...debit(accountOf.gateway, cashOf(given.shares) - given.fee),
    ...debit(accountOf.gatewayFees, given.fee),
    ...intoOrders(given.shares),
  ]),
});

/** A purchase that coins pay whole. */
export const coinsOnly = (given: { purchaseId: string; at: number; shares: readonly Share[] }): Entry => ({
  kind: 'coins-only',
  source: 'purchase',
  sourceId: given.purchaseId,
  memo: 'The buyer paid with coins',
  at: given.at,
  orderId: onlyOrder(given.shares),
  lines: merged(intoOrders(given.shares)),
});

/** Money came that no order waits for: late, twice, or unknown. */
export const unapplied = (given: {
  providerPaymentId: string;
  amount: number;
  fee: number;
  at: number;
  /** The order it came too late or twice for, where that is known. */
  orderId?: string | null;
}): Entry => ({
  kind: 'unapplied',
  source: 'provider-payment',
  sourceId: given.providerPaymentId,
  memo: 'Money came that no order waits for',
  at: given.at,
  orderId: given.orderId ?? null,
  lines: [
    ...debit(accountOf.gateway, given.amount - given.fee),
    ...debit(accountOf.gatewayFees, given.fee),
    ...credit(accountOf.unapplied(given.providerPaymentId), given.amount),
  ],
});

/** Late money whose orders still stand, and have their stock again. */
export const applied = (given: {
  paymentId: string;
  providerPaymentId: string;
  at: number;
  shares: readonly Share[];
}): Entry => ({
  kind: 'applied',
  source: 'provider-payment',
  sourceId: given.providerPaymentId,
  memo: `Late money was put to its order (payment ${given.paymentId})`,
  at: given.at,
  orderId: onlyOrder(given.shares),
  lines: merged([
    ...debit(accountOf.unapplied(given.providerPaymentId), cashOf(given.shares)),
    ...intoOrders(given.shares),
  ]),
});

export const unappliedRefundOwed = (given: {
  refundId: string;
  providerPaymentId: string;
  amount: number;
  at: number;
  orderId?: string | null;
}): Entry => ({
  kind: 'unapplied-refund-owed',
  source: 'refund',
  sourceId: given.refundId,
  memo: 'Money that belongs to no order is to go back',
  at: given.at,
  orderId: given.orderId ?? null,
  lines: [
    ...debit(accountOf.unapplied(given.providerPaymentId), given.amount),
    ...credit(accountOf.refund(given.refundId), given.amount),
  ],
});

interface Transfer {
  orderId: string;
  sellerId: string;
  transferId: string;
  amount: number;
  at: number;
}
const transferred = (given: Transfer, about: Pick<Entry, 'kind' | 'memo' | 'lines'>): Entry => ({
  source: 'transfer',
  sourceId: given.transferId,
  at: given.at,
  orderId: given.orderId,
  ...about,
});
const held = ({ sellerId, orderId }: Transfer): string => accountOf.transfer(sellerId, orderId);

/** The provider set the seller's share aside. */
export const transferHeld = (given: Transfer): Entry =>
  transferred(given, {
    kind: 'transfer-held',
    memo: 'The provider holds the seller’s share',
    lines: [...debit(held(given), given.amount), ...credit(accountOf.gateway, given.amount)],
  });
/** A share, or a part of it, came back; each part has its own `reversalId`. */
export const transferReversed = (given: Transfer & { reversalId?: string }): Entry => ({
  ...transferred(given, {
    kind: 'transfer-reversed',
    memo: 'The seller’s share came back to the shop',
    lines: [...debit(accountOf.gateway, given.amount), ...credit(held(given), given.amount)],
  }),
  sourceId: given.reversalId ?? given.transferId,
});
/** The provider paid the seller. */
export const transferSettled = (given: Transfer): Entry =>
  transferred(given, {
    kind: 'transfer-settled',
    memo: 'The provider paid the seller',
    lines: [...debit(accountOf.payable(given.sellerId), given.amount), ...credit(held(given), given.amount)],
  });

/** The provider paid the shop's bank account. */
export const settled = (given: { settlementId: string; amount: number; at: number }): Entry => ({
  kind: 'settled',
  source: 'settlement',
  sourceId: given.settlementId,
  memo: 'The provider paid into the bank',
  at: given.at,
  orderId: null,
  lines: [...debit(accountOf.bank, given.amount), ...credit(accountOf.gateway, given.amount)],
});
