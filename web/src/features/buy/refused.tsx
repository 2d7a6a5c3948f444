import { ApiRefusal } from '../../lib/api.ts';
import { useMoney } from '../../lib/shop.ts';
import { ActionError } from '../../ui/states.tsx';

interface PriceChange {
  seen: number;
  now: number;
}

/** The two totals of a refused order, where its price moved between looking and paying. */
export const priceChange = (failure: unknown): PriceChange | undefined => {
  if (!(failure instanceof ApiRefusal) || failure.code !== 'order.price-changed') return undefined;
  const { seen, now } = failure.details;
  return typeof seen === 'number' && typeof now === 'number' ? { seen, now } : undefined;
};

/** A way of paying that is closed says why. */
const withReason = (failure: unknown): unknown => {
  if (!(failure instanceof ApiRefusal) || failure.code !== 'payment.not-for-these') return failure;
  const { reason } = failure.details;
  return typeof reason === 'string' && reason ? new ApiRefusal(failure.code, reason) : failure;
};

/** Why the order was not placed, beside the button; a moved price names both totals. */
export const Refused = ({ failure }: { failure: unknown }) => {
  const money = useMoney();
  const change = priceChange(failure);
  if (!change) return <ActionError failure={withReason(failure)} />;
  const words = `The total changed from ${money(change.seen)} to ${money(change.now)} while you were paying. Continue?`;
  return <ActionError failure={new ApiRefusal('order.price-changed', words)} />;
};
