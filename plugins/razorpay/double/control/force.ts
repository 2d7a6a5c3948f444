import { badRequest } from '../http/api-error.ts';
import { disputeShape, paymentShape, refundShape, settlementShape, transferShape } from '../http/shapes.ts';
import { endDispute, findDispute, openDispute } from '../rules/disputes.ts';
import { findOrder } from '../rules/orders.ts';
import { failNow } from '../rules/pay.ts';
import { authorise, findPayment, newPayment, settleCapture } from '../rules/payments.ts';
import { failRefund, findRefund, processRefund } from '../rules/refunds.ts';
import { reverseTransfer } from '../rules/reversals.ts';
import { settle } from '../rules/settlements.ts';
import { failTransfer, findTransfer } from '../rules/transfers.ts';
import type { World } from '../world.ts';
import type { Given } from './schemas.ts';

/** What happens at Razorpay without anybody asking for it over the API. */

/** L1: the bank says yes after all. */
export const lateAuthorise = (world: World, { payment_id }: Given<'force/authorise'>) => {
  const payment = findPayment(world, payment_id);
  if (!['created', 'failed'].includes(payment.status))
    throw badRequest(`A payment that is ${payment.status} is not authorised again`);
  authorise(world, payment);
  return paymentShape(payment);
};

/** An attempt that was left open comes to nothing. */
export const failOpen = (world: World, { payment_id }: Given<'force/fail'>) => {
  const payment = findPayment(world, payment_id);
  if (payment.status !== 'created') throw badRequest('Only a payment that is open can fail');
  failNow(world, payment);
  return paymentShape(payment);
};

/** L2: a second payment of an order is taken as well, past the rules that should have stopped it. */
export const secondCapture = (world: World, { order_id }: Given<'force/second-capture'>) => {
  const order = findOrder(world, order_id);
  const made = newPayment({ order, attempt: { method: 'upi' }, at: world.clock.seconds() });
  const payment = world.books.payments.add({ ...made, amount: order.amount });
  order.attempts += 1;
  Object.assign(payment, { status: 'authorized', authorizedAt: world.clock.seconds() });
  world.emit('payment.authorized', { payment });
  settleCapture(world, payment);
  return paymentShape(payment);
};

/** L4. */
export const endRefund = (world: World, { refund_id, outcome }: Given<'force/refund'>) => {
  const refund = findRefund(world, refund_id);
  if (outcome === 'failed') failRefund(world, refund);
  else processRefund(world, refund.id);
  return refundShape(refund);
};

/** L7. */
export const endTransfer = (world: World, asked: Given<'force/transfer'>) => {
  const transfer = findTransfer(world, asked.transfer_id);
  if (asked.outcome === 'failed') {
    if (transfer.settlementId !== null) throw badRequest('The transfer is settled');
    failTransfer(world, transfer);
  } else {
    const amount = asked.amount ?? transfer.amount - transfer.amountReversed;
    reverseTransfer(world, { transfer, amount, notes: {}, refundId: null });
  }
  return transferShape(transfer);
};

/** L5. */
export const dispute = (world: World, { payment_id, amount }: Given<'force/dispute'>) =>
  disputeShape(openDispute(world, findPayment(world, payment_id), amount));

export const closeDispute = (world: World, { dispute_id, outcome }: Given<'force/dispute-end'>) =>
  disputeShape(endDispute(world, findDispute(world, dispute_id), outcome));

/** L6 with `short`. */
export const settleNow = (world: World, options: Given<'force/settle'>) => ({
  settlements: settle(world, options).map((one) => ({ ...settlementShape(one), account: one.account })),
});
