import type { Connection } from '../../../db/connection.ts';
import { RefundStore } from './store/refunds.ts';
import { ReturnStore } from './store/returns.ts';

export type { ReturnDeps, ReturnShelves, ShowOrder } from './context.ts';
export { returnRoutes } from './routes.ts';

/** Of these orders, those whose buyer sends something back just now. */
export const openReturnsOf = (on: Connection, orderIds: readonly string[]): Promise<Set<string>> =>
  new ReturnStore(on).openOf(orderIds);

/** What was given back of an order, money and coins together; what was exchanged is among it. */
export interface GivenBack {
  refundId: string;
  amount: number;
  /** The goods that came back for it; null where none did. */
  lines: { variantId: string; quantity: number }[] | null;
}

/** Oldest first. */
export const givenBack = async (on: Connection, orderId: string): Promise<GivenBack[]> => {
  const refunds = await new RefundStore(on).ofOrder(orderId);
  const returns = await new ReturnStore(on).ofOrder(orderId);
  return refunds.map(({ refundId, amount, returnId }) => ({
    refundId,
    amount,
    lines: returns.find(({ id }) => id === returnId)?.lines ?? null,
  }));
};
