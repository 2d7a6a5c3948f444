import { accountOf } from './chart.ts';
import { spent } from './coins.ts';
import { credit, debit, type Entry, merged } from './entry.ts';

interface Parcel {
  orderId: string;
  courier: string;
  awb: string;
  at: number;
}
const ofOrder = (given: {
  orderId: string;
  at: number;
}): Pick<Entry, 'source' | 'sourceId' | 'at' | 'orderId'> => ({
  source: 'order',
  sourceId: given.orderId,
  at: given.at,
  orderId: given.orderId,
});

/** The courier took the cash at the door; coins that were held pay their part now. */
export const cashCollected = (given: Parcel & { cash: number; coins: number; buyerId: string }): Entry => ({
  kind: 'cash-collected',
  memo: `${given.courier} took the cash at the door`,
  ...ofOrder(given),
  lines: merged([
    ...debit(accountOf.collected(given.courier, given.awb), given.cash),
    ...credit(accountOf.held(given.orderId), given.cash),
    ...spent(given.buyerId, given.coins, accountOf.held(given.orderId)),
  ]),
});

/** The courier paid into the bank, less what it deducted. */
export const cashRemitted = (
  given: Parcel & { remittanceId: string; amount: number; deducted: number },
): Entry => ({
  ...ofOrder(given),
  kind: 'cash-remitted',
  source: 'remittance',
  sourceId: `${given.remittanceId}/${given.orderId}`,
  memo: `${given.courier} paid the cash into the bank`,
  lines: [
    ...debit(accountOf.bank, given.amount - given.deducted),
    ...debit(accountOf.freight, given.deducted),
    ...credit(accountOf.collected(given.courier, given.awb), given.amount),
  ],
});

/** Cash that will not come any more, with the name of who decided so in the audit log. */
export const cashWrittenOff = (given: Parcel & { amount: number }): Entry => ({
  ...ofOrder(given),
  kind: 'cash-written-off',
  memo: `Cash with ${given.courier} was given up`,
  lines: [
    ...debit(accountOf.shortfall, given.amount),
    ...credit(accountOf.collected(given.courier, given.awb), given.amount),
  ],
});

/** A parcel that came back costs freight, which the shop pays or charges to the seller. */
export const rtoFreight = (given: {
  orderId: string;
  sellerId: string;
  amount: number;
  charge: 'shop' | 'seller';
  at: number;
}): Entry => ({
  ...ofOrder(given),
  kind: 'rto-freight',
  memo:
    given.charge === 'shop' ? 'Freight of a parcel that came back' : 'Freight of the return, for the seller',
  lines: [
    ...debit(
      given.charge === 'shop' ? accountOf.freight : accountOf.recoverable(given.sellerId),
      given.amount,
    ),
    ...credit(accountOf.logistics, given.amount),
  ],
});

interface Payout {
  payoutId: string;
  sellerId: string;
  amount: number;
  at: number;
}
const ofPayout = ({ payoutId, at }: Payout): Pick<Entry, 'source' | 'sourceId' | 'at' | 'orderId'> => ({
  source: 'payout',
  sourceId: payoutId,
  at,
  orderId: null,
});
/** The bank paid the seller. */
export const paidOut = (given: Payout): Entry => ({
  ...ofPayout(given),
  kind: 'paid-out',
  memo: 'The seller was paid',
  lines: [...debit(accountOf.payable(given.sellerId), given.amount), ...credit(accountOf.bank, given.amount)],
});
/** A payout that was booked came back from the bank. */
export const payoutFailed = (given: Payout): Entry => ({
  ...ofPayout(given),
  kind: 'payout-failed',
  memo: 'The payment to the seller came back',
  lines: [...debit(accountOf.bank, given.amount), ...credit(accountOf.payable(given.sellerId), given.amount)],
});

interface Dispute {
  disputeId: string;
  orderId: string | null;
  amount: number;
  at: number;
}
const ofDispute = ({
  disputeId,
  at,
  orderId,
}: Dispute): Pick<Entry, 'source' | 'sourceId' | 'at' | 'orderId'> => ({
  source: 'dispute',
  sourceId: disputeId,
  at,
  orderId,
});
/** The buyer's bank disputes a payment: the provider takes the money away until it is decided. */
export const disputeOpened = (given: Dispute): Entry => ({
  ...ofDispute(given),
  kind: 'dispute-opened',
  memo: 'The buyer’s bank disputes the payment',
  lines: [...debit(accountOf.disputed, given.amount), ...credit(accountOf.gateway, given.amount)],
});
export const disputeWon = (given: Dispute): Entry => ({
  ...ofDispute(given),
  kind: 'dispute-won',
  memo: 'The dispute was won: the money is back',
  lines: [...debit(accountOf.gateway, given.amount), ...credit(accountOf.disputed, given.amount)],
});
/** Who bears a lost dispute: the order's held money, its seller, or the shop. */
export type LostFrom =
  | { from: 'held'; orderId: string }
  | { from: 'seller'; sellerId: string }
  | { from: 'shop' };
const bearer = (lost: LostFrom): string => {
  if (lost.from === 'held') return accountOf.held(lost.orderId);
  return lost.from === 'seller' ? accountOf.recoverable(lost.sellerId) : accountOf.chargebacks;
};
export const disputeLost = (given: Dispute & { lostFrom: LostFrom }): Entry => ({
  ...ofDispute(given),
  kind: 'dispute-lost',
  memo: 'The dispute was lost',
  lines: [...debit(bearer(given.lostFrom), given.amount), ...credit(accountOf.disputed, given.amount)],
});
