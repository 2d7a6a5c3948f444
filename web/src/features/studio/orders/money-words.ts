import type { Order } from '#contracts/orders';

type Money = (minor: number) => string;
type Facts = Pick<
  Order,
  'payment' | 'prepaid' | 'onDelivery' | 'coins' | 'money' | 'state' | 'completesAt' | 'refunded' | 'disputed'
>;

const prepaidWords: Record<Order['payment']['state'], string> = {
  pending: 'is not paid yet',
  authorised: 'is promised by the bank, and being taken',
  captured: 'was paid',
  void: 'was not taken',
};

const cashState = ({ money, payment, state }: Facts): string => {
  if (state === 'cancelled' || state === 'rto' || payment.state === 'void') return 'was not collected';
  if (money === 'promised' || payment.state !== 'captured') return 'is to be collected at the door';
  return 'was paid to the courier';
};

/** How it is paid, one sentence for each part: through a provider, in cash, with coins. */
export const paymentSentences = (order: Facts, money: Money): string[] => [
  ...(order.prepaid > 0
    ? [`${money(order.prepaid)} by ${order.payment.title} ${prepaidWords[order.payment.state]}.`]
    : []),
  ...(order.onDelivery > 0 ? [`${money(order.onDelivery)} in cash ${cashState(order)}.`] : []),
  ...(order.coins.used > 0 ? [`${money(order.coins.used)} was paid with coins.`] : []),
];

/** Where the money is, for its seller. */
export const moneySentence = (order: Facts, when: (at: number) => string): string => {
  if (order.disputed) return 'Held by the shop: the buyer says that something is wrong.';
  if (order.money === 'held' && order.state === 'completed')
    return order.onDelivery > 0
      ? 'The buyer is satisfied. It is yours as soon as the courier has handed the cash over.'
      : 'The buyer is satisfied. It is being released to you.';
  if (order.money === 'held')
    return order.completesAt === null
      ? 'Held by the shop until the buyer is satisfied.'
      : `Held by the shop; yours ${when(order.completesAt)}, or as soon as the buyer is satisfied.`;
  const plain: Record<Exclude<Order['money'], 'held'>, string> = {
    none: 'No money has moved.',
    promised: 'Nothing is paid yet.',
    released: 'Released to you.',
    returned: 'Given back to the buyer.',
  };
  return plain[order.money];
};

/** What the courier has to collect at the door. */
export const toCollect = ({ state, onDelivery }: Pick<Order, 'state' | 'onDelivery'>): number =>
  state === 'cancelled' ? 0 : onDelivery;

/** What can still be given back in money. */
export const refundable = (
  order: Pick<Order, 'prepaid' | 'onDelivery' | 'refunded' | 'payment' | 'money'>,
): number =>
  order.payment.state === 'captured' && (order.money === 'held' || order.money === 'released')
    ? Math.max(0, order.prepaid + order.onDelivery - order.refunded)
    : 0;

/** Whether a part of it is cash: that has no card it could go back to. */
export const paidInCash = ({ onDelivery }: Pick<Order, 'onDelivery'>): boolean => onDelivery > 0;
