import type { OrderState, PaymentAction } from '#contracts/orders';
import { coinsGoWithCash, isCash, type StoredOrder } from './order.ts';

/** What is known of an order's money beside its row. */
export interface MoneyFacts {
  payment: 'pending' | 'authorised' | 'captured' | 'void';
  cash: 'promised' | 'collected' | 'remitted' | 'void' | 'written-off' | null;
  action: PaymentAction | null;
}

const rupees = new Intl.NumberFormat('en-IN', { maximumFractionDigits: 2, minimumFractionDigits: 2 });
/** As it is said to people: `₹1,849`, `₹0.53`. */
export const said = (paise: number): string => `₹${rupees.format(paise / 100).replace(/\.00$/, '')}`;

const waitingFor = ({ payment, action }: MoneyFacts): string => {
  if (payment === 'authorised' || payment === 'captured')
    return 'Your payment has arrived; the order is being confirmed.';
  if (action?.kind === 'code')
    return 'Type the code we sent you to confirm the order; its goods are held for you meanwhile.';
  return 'Waiting for your payment; the goods are held for you meanwhile.';
};

/** What became of the money of an order that did not come about. */
const moneyBack = (order: StoredOrder, { payment, cash }: MoneyFacts): string => {
  const coins = order.refundedCoins > 0 ? ' Your coins are in your wallet again.' : '';
  if (order.refunded > 0) return ` ${said(order.refunded)} goes back to you.${coins}`;
  if (order.prepaid > 0 && payment === 'captured') return ' Your money goes back to you.';
  if (cash === 'collected' || cash === 'remitted') return coins;
  return (
    coins || (order.coins > 0 ? ' Nothing was taken, and your coins are free again.' : ' Nothing was taken.')
  );
};

const cancelled = (order: StoredOrder, facts: MoneyFacts): string => {
  const why: Record<NonNullable<StoredOrder['cancelledBy']>, string> = {
    buyer: 'You cancelled this order.',
    seller: 'The seller cancelled this order.',
    operator: 'The shop cancelled this order.',
    payment: 'Cancelled, because the payment could not be had.',
    expiry: 'Cancelled, because its time to be paid was over.',
    late: 'Cancelled.',
    failure: 'This order could not be placed.',
  };
  const reason = order.reason ? ` ${order.reason}` : '';
  const back = order.cancelledBy === 'late' ? ' The money goes back to you.' : moneyBack(order, facts);
  return `${order.cancelledBy ? why[order.cancelledBy] : 'Cancelled.'}${reason}${back}`;
};

/** What is paid, and where the money of it is, while the parcel is on its way. */
const untilItComes = (order: StoredOrder, { payment }: MoneyFacts): string => {
  const here = payment === 'captured' || order.exchangeOf !== null || order.prepaid === 0;
  if (isCash(order) && order.prepaid === 0) return `You pay ${said(order.onDelivery)} in cash when it comes.`;
  if (!here) return 'Your payment is promised and is being collected.';
  if (isCash(order))
    return `${said(order.prepaid)} is paid and held by the shop; you pay ${said(order.onDelivery)} in cash when it comes.`;
  return 'Your money is held by the shop until you have what you ordered.';
};

const delivered = (order: StoredOrder, facts: MoneyFacts): string => {
  if (order.disputed) return 'In dispute; the money is held by the shop until it is ruled on.';
  if (order.returning) return 'You are sending something back; the money is held by the shop meanwhile.';
  const held = isCash(order) && facts.cash === 'promised' ? '' : ' The money is held by the shop until';
  return `Delivered.${held || ' The seller is paid when'} you say it is as it should be, or the time for that is over.`;
};

const completed = (order: StoredOrder, facts: MoneyFacts): string => {
  const isWithCourier = isCash(order) && facts.cash === 'collected';
  const paid = isWithCourier
    ? 'The seller is paid once the courier has handed the cash over.'
    : 'The seller is paid.';
  const back = order.refunded > 0 ? ` ${said(order.refunded)} of it goes back to you.` : '';
  return `Completed. ${paid}${back}`;
};

const returned = (order: StoredOrder): string =>
  order.refunded > 0
    ? `Sent back. ${said(order.refunded)} goes back to you.`
    : order.refundedCoins > 0
      ? 'Sent back. Your coins are in your wallet again.'
      : 'Sent back.';

const came = (order: StoredOrder, facts: MoneyFacts): string => {
  const back = moneyBack(order, facts);
  return `The parcel came back to the seller.${order.reason ? ` ${order.reason}` : ''}${back}`;
};

/** The truth about an order in one line, for its buyer. */
export const headline = (order: StoredOrder, facts: MoneyFacts): string => {
  if (order.disputed && order.state !== 'completed')
    return 'In dispute; the money is held by the shop until it is ruled on.';
  switch (order.state) {
    case 'reserved':
      return 'The goods are held for you while the order is being placed.';
    case 'awaiting-payment':
      return waitingFor(facts);
    case 'confirmed':
      return `The seller packs your order. ${untilItComes(order, facts)}`;
    case 'packed':
      return `Packed, and soon on its way. ${untilItComes(order, facts)}`;
    case 'shipped':
      return `On its way. ${untilItComes(order, facts)}`;
    case 'delivered':
      return delivered(order, facts);
    case 'completed':
      return completed(order, facts);
    case 'cancelled':
      return cancelled(order, facts);
    case 'returned':
      return returned(order);
    case 'rto':
      return came(order, facts);
  }
};

type Where = 'none' | 'promised' | 'held' | 'released' | 'returned';

const isHere = (order: StoredOrder, { payment, cash }: MoneyFacts): boolean =>
  payment === 'captured' ||
  order.exchangeOf !== null ||
  cash === 'collected' ||
  cash === 'remitted' ||
  (order.prepaid === 0 && !coinsGoWithCash(order) && order.coins > 0);

const ended: readonly OrderState[] = ['cancelled', 'rto', 'returned'];
const unplaced: readonly OrderState[] = ['reserved', 'awaiting-payment'];

/** Where an order's money is. */
export const whereMoneyIs = (order: StoredOrder, facts: MoneyFacts): Where => {
  const { payment, cash } = facts;
  const back = order.refunded + order.refundedCoins;
  if (back >= order.total) return 'returned';
  if (order.state === 'completed') return cash === 'promised' || cash === 'collected' ? 'held' : 'released';
  if (unplaced.includes(order.state))
    return payment === 'authorised' || payment === 'captured' ? 'promised' : 'none';
  if (!ended.includes(order.state)) return isHere(order, facts) ? 'held' : 'promised';
  if (back > 0) return 'returned';
  return payment === 'captured' ? 'held' : 'none';
};
