import { badRequest, unknownId } from '../http/api-error.ts';
import * as input from '../http/input.ts';
import type { Dispute, Payment } from '../state/entities.ts';
import { newId } from '../state/ids.ts';
import type { World } from '../world.ts';
import { move } from './balance.ts';

const day = 86_400;

/** The bank takes the money while it looks: Razorpay deducts it at once. */
export const openDispute = (world: World, payment: Payment, amount = payment.amount): Dispute => {
  const { books, clock } = world;
  if (!payment.captured) throw badRequest('Only captured payments can be disputed');
  if (!Number.isSafeInteger(amount) || amount <= 0 || amount > payment.amount)
    throw badRequest('The amount must be between 1 and the payment amount.', { field: 'amount' });
  const dispute = books.disputes.add({
    id: newId('disp'),
    paymentId: payment.id,
    amount,
    currency: payment.currency,
    amountDeducted: amount,
    reasonCode: 'goods_or_services_not_received_or_partially_received',
    status: 'open',
    respondBy: clock.seconds() + 7 * day,
    createdAt: clock.seconds(),
    summary: null,
    submittedAt: null,
  });
  moveFor(world, dispute, { debit: amount });
  world.emit('payment.dispute.created', { dispute, payment });
  return dispute;
};

const moveFor = (world: World, dispute: Dispute, part: { debit: number } | { credit: number }): void =>
  move(world, {
    entityId: newId('adj'),
    type: 'adjustment',
    description: 'Debit for dispute',
    paymentId: dispute.paymentId,
    disputeId: dispute.id,
    ...part,
  });

export const endDispute = (world: World, dispute: Dispute, outcome: 'won' | 'lost'): Dispute => {
  if (!['open', 'under_review'].includes(dispute.status)) throw badRequest('The dispute is closed already');
  dispute.status = outcome;
  if (outcome === 'won') {
    moveFor(world, dispute, { credit: dispute.amountDeducted });
    dispute.amountDeducted = 0;
  }
  world.books.disputes.save(dispute);
  const payment = world.books.payments.get(dispute.paymentId);
  world.emit(`payment.dispute.${outcome}`, { dispute, payment });
  return dispute;
};

export const findDispute = ({ books }: World, id: string): Dispute => {
  const dispute = books.disputes.get(id);
  if (!dispute) throw unknownId();
  return dispute;
};

const evidence = [
  'shipping_proof',
  'billing_proof',
  'cancellation_proof',
  'customer_communication',
  'proof_of_service',
  'explanation_letter',
  'refund_confirmation',
  'access_activity_log',
  'refund_cancellation_policy',
  'term_and_conditions',
  'others',
];

/** The shop's evidence. Documents are not kept: whether they convince is the control plane's decision. */
export const contest = (world: World, id: string, body: input.Fields): Dispute => {
  const dispute = findDispute(world, id);
  input.only(body, ['amount', 'summary', 'action', ...evidence]);
  if (dispute.status !== 'open') throw badRequest('The dispute is not open');
  dispute.summary = input.text(body, 'summary', 1000) ?? dispute.summary;
  if (input.choice(body, 'action', ['draft', 'submit']) === 'submit') {
    dispute.status = 'under_review';
    dispute.submittedAt = world.clock.seconds();
    const payment = world.books.payments.get(dispute.paymentId);
    world.emit('payment.dispute.under_review', { dispute, payment });
  }
  world.books.disputes.save(dispute);
  return dispute;
};
