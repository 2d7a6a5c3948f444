import { type AnyReaction, reaction } from '../../kernel/events/outbox.ts';
import type { OrdersDeps } from './context.ts';
import { takeCaptured } from './end-order.ts';
import { moveStanding } from './move-order.ts';
import { noteForeignRefund } from './note-foreign-refund.ts';
import { committed } from './points.ts';
import { reclaimPurchase } from './reclaim-purchase.ts';
import { OrderStore } from './store/orders.ts';
import { isWaiting, undoPurchase } from './undo-purchase.ts';

/** Money is promised for a purchase: whoever waits goes on; where nobody waits any more, it is claimed again or sent back. */
const useMoney = async (deps: OrdersDeps, purchaseId: string): Promise<void> => {
  await deps.sagas.wake(purchaseId);
  const orders = await new OrderStore(deps.db).ofPurchase(purchaseId);
  // Its run is not there yet, or just at work: this is told again in a moment, and nothing is lost.
  if (orders.some(isWaiting)) throw new Error(`The purchase ${purchaseId} cannot take its payment yet`);
  await reclaimPurchase(deps, purchaseId);
};

const lost = 'The bank did not give the money that was promised.';

/** Money that was promised is not to be had: what was placed for it is not to be either. */
const loseMoney = async (deps: OrdersDeps, purchaseId: string, says: string): Promise<void> => {
  const reason = says || lost;
  await committed(deps, 'orders/payment lost', async (tx) => {
    await undoPurchase(deps, { purchaseId, by: 'payment', reason }, tx);
    const at = deps.clock.now();
    const orders = await new OrderStore(tx).ofPurchase(purchaseId, { lock: true });
    for (const order of orders) {
      if (order.state !== 'confirmed' || order.prepaid === 0) continue;
      const who = { accountId: order.sellerId, role: 'operator' as const, name: null };
      const request = { id: order.id, to: 'cancelled' as const, who, as: 'seller' as const, reason };
      await moveStanding(deps, order, { request, by: 'system', at, tx });
    }
  });
  await deps.sagas.wake(purchaseId);
};

export const orderReactions = (deps: OrdersDeps): AnyReaction[] => [
  reaction({
    name: 'orders.payment-authorised',
    on: 'payment.authorised',
    run: ({ payload }) => useMoney(deps, payload.paymentId),
  }),
  reaction({
    name: 'orders.payment-captured',
    on: 'payment.captured',
    run: ({ payload }) => takeCaptured(deps, payload.paymentId),
  }),
  reaction({
    name: 'orders.payment-lost',
    on: 'payment.lost',
    run: ({ payload }) => loseMoney(deps, payload.paymentId, payload.reason),
  }),
  reaction({
    name: 'orders.refund-not-ours',
    on: 'refund.moved',
    run: async ({ payload: { orderId, refundId, to } }) => {
      if (orderId !== null && to === 'processed') await noteForeignRefund(deps, { orderId, refundId });
    },
  }),
];
