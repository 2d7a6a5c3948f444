import { badRequest, unknownId } from '../http/api-error.ts';
import * as input from '../http/input.ts';
import type { Payment, Refund } from '../state/entities.ts';
import { newId } from '../state/ids.ts';
import type { World } from '../world.ts';
import { move } from './balance.ts';
import { checkReversals, reverseTransfer } from './reversals.ts';
import { transfersOf } from './transfers.ts';

// Six months as Razorpay counts them, and how long a refund that is not done at once takes here.
const oldest = 183 * 86_400;
const slow = 3 * 86_400_000;

interface Asked {
  amount: number;
  speed: 'normal' | 'optimum';
  notes: Record<string, string>;
  receipt: string | null;
  reverseAll: boolean;
}

const readRefund = (payment: Payment, body: input.Fields): Asked => {
  input.only(body, ['amount', 'speed', 'notes', 'receipt', 'reverse_all']);
  const left = payment.amount - payment.amountRefunded;
  return {
    amount: body['amount'] === undefined || body['amount'] === null ? left : input.amount(body),
    speed: input.choice(body, 'speed', ['normal', 'optimum']) ?? 'normal',
    notes: input.notes(body),
    receipt: input.text(body, 'receipt', 40),
    reverseAll: input.flag(body, 'reverse_all') ?? false,
  };
};

const refusedRefund = ({ books }: World, payment: Payment, { amount }: Asked): string | null => {
  if (payment.status === 'refunded') return 'The payment has been fully refunded already';
  if (payment.status !== 'captured') return 'The payment status should be captured for action to be taken';
  if (amount > payment.amount) return 'The refund amount provided is greater than amount captured';
  if (amount > payment.amount - payment.amountRefunded)
    return 'The total refund amount is greater than the refund payment amount';
  const { switches } = books.settings;
  if (switches.refundsNeedBalance && books.balance < amount)
    return 'Your account does not have enough balance to carry out the refund operation.';
  return null;
};

/** Takes the sellers' shares back first; nothing is changed where one of them cannot give. */
const reverseShares = (world: World, of: { payment: Payment; asked: Asked; refundId: string }): void => {
  const { payment, asked, refundId } = of;
  const open = transfersOf(world, payment.id).filter(
    ({ status, amount, amountReversed }) =>
      ['processed', 'partially_reversed'].includes(status) && amountReversed < amount,
  );
  const isPartial = asked.amount < payment.amount;
  if (isPartial && open.length > 1)
    throw badRequest(
      'The reverse_all parameter is not supported for partial refund on payments with multiple transfers',
    );
  const parts = open.map((transfer) => {
    const left = transfer.amount - transfer.amountReversed;
    return { transfer, amount: isPartial ? Math.min(asked.amount, left) : left };
  });
  checkReversals(world, parts);
  for (const part of parts) reverseTransfer(world, { ...part, notes: {}, refundId });
};

const newRefund = (world: World, payment: Payment, asked: Omit<Asked, 'reverseAll'>): Refund => ({
  id: newId('rfnd'),
  paymentId: payment.id,
  amount: asked.amount,
  currency: payment.currency,
  status: 'pending',
  speed: asked.speed,
  notes: asked.notes,
  receipt: asked.receipt,
  arn: null,
  createdAt: world.clock.seconds(),
  fromBalance: payment.captured,
});

const take = (world: World, payment: Payment, refund: Refund): void => {
  payment.amountRefunded += refund.amount;
  if (payment.amountRefunded === payment.amount) payment.status = 'refunded';
  world.books.payments.save(payment);
  if (refund.fromBalance)
    move(world, { entityId: refund.id, type: 'refund', debit: refund.amount, paymentId: payment.id });
};

export const createRefund = (world: World, payment: Payment, body: input.Fields): Refund => {
  const { books, clock } = world;
  const asked = readRefund(payment, body);
  const refused = refusedRefund(world, payment, asked);
  if (refused) throw badRequest(refused, { field: 'amount' });
  const refund = newRefund(world, payment, asked);
  if (asked.reverseAll) reverseShares(world, { payment, asked, refundId: refund.id });
  books.refunds.add(refund);
  if (clock.seconds() - payment.createdAt > oldest) {
    refund.status = 'failed';
    books.refunds.save(refund);
    world.emit('refund.failed', { refund, payment });
    return refund;
  }
  take(world, payment, refund);
  world.emit('refund.created', { refund, payment });
  if (books.settings.switches.refunds === 'processed') processRefund(world, refund.id);
  else books.agenda.add({ at: clock.now() + slow, what: 'refund', id: refund.id });
  return refund;
};

/** An authorisation that nobody captured: the buyer's money goes back, and the shop's balance is not touched. */
export const refundUncaptured = (world: World, payment: Payment, speed: Refund['speed']): Refund => {
  const refund = newRefund(world, payment, { amount: payment.amount, speed, notes: {}, receipt: null });
  world.books.refunds.add(refund);
  take(world, payment, refund);
  world.emit('refund.created', { refund, payment });
  processRefund(world, refund.id);
  return refund;
};

export const processRefund = (world: World, id: string): void => {
  const { books } = world;
  const refund = books.refunds.get(id);
  if (refund?.status !== 'pending') return;
  refund.status = 'processed';
  refund.arn = String(10_000_000_000_000 + Math.floor(Math.random() * 89_999_999_999_999));
  books.refunds.save(refund);
  world.emit('refund.processed', { refund, payment: books.payments.get(refund.paymentId) });
};

/** The bank sends it back: the money is the shop's again, and the payment counts as not refunded by it. */
export const failRefund = (world: World, refund: Refund): void => {
  const { books } = world;
  if (refund.status === 'failed') return;
  refund.status = 'failed';
  refund.arn = null;
  books.refunds.save(refund);
  const payment = books.payments.get(refund.paymentId);
  if (payment) {
    payment.amountRefunded -= refund.amount;
    payment.status = payment.captured ? 'captured' : 'authorized';
    books.payments.save(payment);
  }
  if (refund.fromBalance)
    move(world, { entityId: refund.id, type: 'refund', credit: refund.amount, paymentId: refund.paymentId });
  world.emit('refund.failed', { refund, payment });
};

export const findRefund = ({ books }: World, id: string, paymentId?: string): Refund => {
  const refund = books.refunds.get(id);
  if (!refund || (paymentId !== undefined && refund.paymentId !== paymentId)) throw unknownId();
  return refund;
};

export const editRefund = (world: World, id: string, body: input.Fields): Refund => {
  const refund = findRefund(world, id);
  input.only(body, ['notes']);
  if (body['notes'] === undefined) throw badRequest('The notes field is required.', { field: 'notes' });
  refund.notes = input.notes(body);
  world.books.refunds.save(refund);
  return refund;
};
