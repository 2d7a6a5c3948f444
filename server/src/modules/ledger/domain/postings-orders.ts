import { accountOf } from './chart.ts';
import { ended, issued, restored } from './coins.ts';
import { credit, debit, type Entry, type Line, merged } from './entry.ts';

/** What a refund after the release takes back: commission and its tax, what is payable still, the rest is recoverable. */
export interface AfterRelease {
  commission: number;
  tax: number;
  payable: number;
  recoverable: number;
}

/** The buyer is satisfied: the money is the seller's, less what the shop keeps. `recover` pays back what the seller owes. */
export const released = (given: {
  orderId: string;
  sellerId: string;
  buyerId: string;
  at: number;
  total: number;
  commission: number;
  tax: number;
  fee: number;
  recover: number;
  coinsEarned: number;
}): Entry => {
  const { total, commission, tax, fee, recover, coinsEarned } = given;
  return {
    kind: 'released',
    source: 'order',
    sourceId: given.orderId,
    memo: 'The buyer is satisfied: the money is the seller’s',
    at: given.at,
    orderId: given.orderId,
    lines: [
      ...debit(accountOf.held(given.orderId), total),
      ...credit(accountOf.commission, commission),
      ...credit(accountOf.taxes, tax),
      ...credit(accountOf.fees, fee),
      ...credit(accountOf.recoverable(given.sellerId), recover),
      ...credit(accountOf.payable(given.sellerId), total - commission - tax - fee - recover),
      ...debit(accountOf.loyalty, coinsEarned),
      ...issued(given.buyerId, coinsEarned),
    ],
  };
};

/** What the shop keeps of a held order by its published rules, when the rest goes back. */
export const feeKept = (given: { orderId: string; amount: number; at: number }): Entry => ({
  kind: 'fee-kept',
  source: 'order',
  sourceId: given.orderId,
  memo: 'The shop keeps its published fee',
  at: given.at,
  orderId: given.orderId,
  lines: [...debit(accountOf.held(given.orderId), given.amount), ...credit(accountOf.fees, given.amount)],
});

const takenFrom = (
  given: { orderId: string; sellerId: string; after: AfterRelease | null },
  whole: number,
): Line[] => {
  const { after, sellerId } = given;
  if (!after) return debit(accountOf.held(given.orderId), whole);
  return [
    ...debit(accountOf.commission, after.commission),
    ...debit(accountOf.taxes, after.tax),
    ...debit(accountOf.payable(sellerId), after.payable),
    ...debit(accountOf.recoverable(sellerId), after.recoverable),
  ];
};

/** A refund is promised: money is owed, coins are back at once. `after`: null before the release. */
export const refundOwed = (given: {
  refundId: string;
  orderId: string;
  sellerId: string;
  buyerId: string;
  at: number;
  cash: number;
  coins: number;
  after: AfterRelease | null;
}): Entry => ({
  kind: 'refund-owed',
  source: 'refund',
  sourceId: given.refundId,
  memo: given.after ? 'A refund is owed, after the release' : 'A refund is owed',
  at: given.at,
  orderId: given.orderId,
  lines: [
    ...takenFrom(given, given.cash + given.coins),
    ...credit(accountOf.refund(given.refundId), given.cash),
    ...restored(given.buyerId, given.coins),
  ],
});

/** The money of a refund has left: by the provider, or from the bank. */
export const refundProcessed = (given: {
  refundId: string;
  orderId: string | null;
  at: number;
  amount: number;
  from: 'gateway' | 'bank';
}): Entry => ({
  kind: 'refund-processed',
  source: 'refund',
  sourceId: given.refundId,
  memo: given.from === 'gateway' ? 'The provider paid the refund' : 'The refund was paid from the bank',
  at: given.at,
  orderId: given.orderId,
  lines: [
    ...debit(accountOf.refund(given.refundId), given.amount),
    ...credit(accountOf[given.from], given.amount),
  ],
});

/** The buyer takes a refund as coins. */
export const refundAsCoins = (given: {
  refundId: string;
  orderId: string | null;
  buyerId: string;
  amount: number;
  at: number;
}): Entry => ({
  kind: 'refund-as-coins',
  source: 'refund',
  sourceId: given.refundId,
  memo: 'The buyer took the refund as coins',
  at: given.at,
  orderId: given.orderId,
  lines: [...debit(accountOf.refund(given.refundId), given.amount), ...issued(given.buyerId, given.amount)],
});

/** Coins a refunded order had earned: taken back as far as they are there, the rest from the refund. */
export const clawedBack = (given: {
  refundId: string;
  orderId: string;
  buyerId: string;
  coins: number;
  shortfall: number;
  at: number;
}): Entry => ({
  kind: 'clawed-back',
  source: 'refund',
  sourceId: given.refundId,
  memo: 'Coins the order had earned were taken back',
  at: given.at,
  orderId: given.orderId,
  lines: merged([
    ...ended(given.buyerId, given.coins, { as: 'clawed', to: accountOf.loyalty }),
    ...debit(accountOf.refund(given.refundId), given.shortfall),
    ...credit(accountOf.loyalty, given.shortfall),
  ]),
});

/** What came back pays for what is sent instead; `after` as in `refundOwed`. Of `amount`, `coins` were paid with coins. */
export const exchanged = (given: {
  returnId: string;
  fromOrderId: string;
  toOrderId: string;
  sellerId: string;
  amount: number;
  coins?: number;
  after: AfterRelease | null;
  at: number;
}): Entry => ({
  kind: 'exchanged',
  source: 'return',
  sourceId: given.returnId,
  memo: given.coins
    ? `Exchanged: the money goes to the new order, ${given.coins} paise of it were coins`
    : 'Exchanged: the money goes to the new order',
  at: given.at,
  orderId: given.fromOrderId,
  lines: [
    ...takenFrom({ orderId: given.fromOrderId, sellerId: given.sellerId, after: given.after }, given.amount),
    ...credit(accountOf.held(given.toOrderId), given.amount),
  ],
});

/** Coins whose time is over. */
export const coinsExpired = (given: {
  /** What expires: each lot once. */
  lotId: string;
  buyerId: string;
  coins: number;
  at: number;
}): Entry => ({
  kind: 'coins-expired',
  source: 'coin-lot',
  sourceId: given.lotId,
  memo: 'Coins expired',
  at: given.at,
  orderId: null,
  lines: ended(given.buyerId, given.coins, { as: 'expired', to: accountOf.breakage }),
});

/** Puts an entry right: the books are never changed, the same is booked the other way round. */
export const reversal = (given: { of: Entry; reason: string; at: number }): Entry => ({
  kind: 'reversed',
  source: 'entry',
  sourceId: `${given.of.source}/${given.of.sourceId}/${given.of.kind}`,
  memo: `Put right: ${given.reason}`,
  at: given.at,
  orderId: given.of.orderId ?? null,
  lines: given.of.lines.map((line) => ({ ...line, debit: line.credit, credit: line.debit })),
});
