import type { Reply } from '#contracts/route';
import type { getBalance, listStatement, Payout } from '#contracts/settlement';

type Money = (minor: number) => string;
export type Balance = Reply<typeof getBalance>['balance'];
export type StatementLine = Reply<typeof listStatement>['items'][number];

/** `500` as `5%`, `1850` as `18.5%`. */
export const percent = (basisPoints: number): string => `${basisPoints / 100}%`;

/** The first sentence of the screen is its answer. */
export const answer = ({ payable, held }: Balance, money: Money): string => {
  if (payable > 0) return `${money(payable)} can be paid out`;
  return held > 0 ? 'Nothing can be paid out yet' : 'Nothing is waiting for you';
};

/** What the shop keeps, in words. */
export const commissionWords = (commission: { basisPoints: number; taxBasisPoints: number }): string => {
  const { basisPoints, taxBasisPoints } = commission;
  if (basisPoints === 0) return 'The shop keeps nothing of what you sell.';
  const tax = taxBasisPoints > 0 ? `, and ${percent(taxBasisPoints)} tax on that` : '';
  return `The shop keeps ${percent(basisPoints)} of what you sell${tax}. Some categories may have a rate of their own; the statement shows what was kept of each order.`;
};

export const lineWords: Record<StatementLine['kind'], string> = {
  released: 'Released to you',
  refunded: 'Given back to the buyer',
  recovered: 'Kept for an earlier refund',
  'paid-out': 'Paid out',
  adjusted: 'Corrected',
};

export const payoutWords: Record<Payout['state'], string> = {
  prepared: 'Being paid',
  paid: 'Paid',
  failed: 'Did not go through',
};

/** With its sign, so that less is seen at once. */
export const signed = (net: number, money: Money): string =>
  net < 0 ? `−${money(-net)}` : net > 0 ? `+${money(net)}` : money(0);
