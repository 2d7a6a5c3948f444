type CashState = 'promised' | 'collected' | 'remitted' | 'void' | 'written-off';
type PaymentState = 'pending' | 'authorised' | 'captured' | 'void';

/** One order's money, as far as it is known. */
export interface Funding {
  prepaid: number;
  onDelivery: number;
  payment: PaymentState | undefined;
  cash: CashState | undefined;
}

/** Void is money that does not come any more; what a courier never handed over stands in the shop's own books. */
const cashIsHere = (state: CashState | undefined): boolean =>
  state === 'remitted' || state === 'written-off' || state === 'void';
const paymentIsHere = (state: PaymentState | undefined): boolean => state === 'captured' || state === 'void';

const isHere = ({ prepaid, onDelivery, payment, cash }: Funding): boolean =>
  (onDelivery === 0 || cashIsHere(cash)) && (prepaid === 0 || paymentIsHere(payment));

/**
 * Whether a completed order's money can go to its seller. `funding` begins with the order, and goes on with those it
 * was exchanged for: their money is what it was paid with.
 */
export const readiness = (order: {
  funding: readonly Funding[];
  held: number;
  disputed: boolean;
}): 'ready' | 'waiting' | 'nothing' => {
  if (order.disputed || !order.funding.every(isHere)) return 'waiting';
  return order.held > 0 ? 'ready' : 'nothing';
};
