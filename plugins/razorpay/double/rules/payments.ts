import { badRequest, unknownId } from '../http/api-error.ts';
import * as input from '../http/input.ts';
import type { Method, Order, Payment, PaymentError } from '../state/entities.ts';
import { newId } from '../state/ids.ts';
import type { World } from '../world.ts';
import { move } from './balance.ts';
import { refundUncaptured } from './refunds.ts';
import { processTransfers } from './transfers.ts';

export interface Attempt {
  method: Method;
  vpa?: string | null;
  email?: string | null;
  contact?: string | null;
  description?: string | null;
  notes?: Record<string, string>;
}

/** Two per cent, and 18 % tax on them; `fee` holds both, as at Razorpay. */
export const feeOf = (amount: number): { fee: number; tax: number } => {
  const base = Math.floor((amount * 2 + 50) / 100);
  const tax = Math.floor((base * 18 + 50) / 100);
  return { fee: base + tax, tax };
};

/** Why no further attempt is taken on this order, or null. */
const refusedAttempt = ({ books }: World, order: Order): string | null => {
  if (order.status === 'paid') return 'Payment already done for this order.';
  const earlier = books.payments.by('order', order.id);
  if (earlier.some(({ status }) => status === 'authorized'))
    return 'Another payment for this order is authorised already.';
  if (earlier.length > 0 && !books.settings.switches.manyAttempts)
    return 'The order id has been used for a payment attempt already.';
  return null;
};

/** The buyer's attempt begins. */
export const beginPayment = (world: World, order: Order, attempt: Attempt): Payment => {
  const { books, clock } = world;
  const refused = refusedAttempt(world, order);
  if (refused) throw badRequest(refused);
  order.attempts += 1;
  order.status = 'attempted';
  books.orders.save(order);
  return books.payments.add(newPayment({ order, attempt, at: clock.seconds() }));
};

export const newPayment = (of: { order: Order; attempt: Attempt; at: number }): Payment => {
  const { order, attempt, at } = of;
  return {
    id: newId('pay'),
    orderId: order.id,
    amount: order.amount - order.amountPaid || order.amount,
    currency: order.currency,
    status: 'created',
    captured: false,
    method: attempt.method,
    vpa: attempt.method === 'upi' ? (attempt.vpa ?? 'success@razorpay') : null,
    cardId: attempt.method === 'card' ? newId('card') : null,
    bank: attempt.method === 'netbanking' ? 'HDFC' : null,
    wallet: attempt.method === 'wallet' ? 'mobikwik' : null,
    email: attempt.email ?? 'buyer@example.com',
    contact: attempt.contact ?? '+919000090000',
    description: attempt.description ?? null,
    notes: attempt.notes ?? {},
    amountRefunded: 0,
    fee: null,
    tax: null,
    error: null,
    reference: String(100_000_000_000 + Math.floor(Math.random() * 899_999_999_999)),
    createdAt: at,
    authorizedAt: null,
    capturedAt: null,
    onHold: false,
    onHoldUntil: null,
  };
};

export const orderOf = ({ books }: World, { orderId }: Payment): Order | undefined =>
  orderId === null ? undefined : books.orders.get(orderId);

/**
 * The bank says yes: from `created`, or late from `failed`. The window in which it can be captured begins here, so
 * that a late authorisation has the whole of it; then the buyer gets the money back.
 */
export const authorise = (world: World, payment: Payment): void => {
  const { books, clock } = world;
  payment.status = 'authorized';
  payment.error = null;
  payment.authorizedAt = clock.seconds();
  books.payments.save(payment);
  world.emit('payment.authorized', { payment });
  const order = orderOf(world, payment);
  const rule = order?.capture;
  const isLate = payment.authorizedAt - payment.createdAt > (rule?.automaticFor ?? 0) * 60;
  if (rule?.mode === 'automatic' && !isLate && order?.status !== 'paid') return settleCapture(world, payment);
  const window = (rule?.manualFor ?? 7200) * 60_000;
  books.agenda.add({ at: clock.now() + window, what: 'capture-window', id: payment.id });
};

export const fail = (world: World, payment: Payment, error: PaymentError): void => {
  payment.status = 'failed';
  payment.error = error;
  world.books.payments.save(payment);
  world.emit('payment.failed', { payment });
};

/** The money is the shop's: fee taken, order paid, the sellers' shares on their way. */
export const settleCapture = (world: World, payment: Payment): void => {
  const { books, clock } = world;
  const { fee, tax } = feeOf(payment.amount);
  Object.assign(payment, { status: 'captured', captured: true, fee, tax, capturedAt: clock.seconds() });
  books.payments.save(payment);
  move(world, {
    entityId: payment.id,
    type: 'payment',
    credit: payment.amount - fee,
    amount: payment.amount,
    fee,
    tax,
    description: payment.description,
    paymentId: payment.id,
  });
  const order = orderOf(world, payment);
  world.emit('payment.captured', { payment });
  if (!order) return;
  const isFirst = order.status !== 'paid';
  order.status = 'paid';
  order.amountPaid = order.amount;
  books.orders.save(order);
  world.emit('order.paid', { payment, order });
  if (isFirst) processTransfers(world, order, payment);
};

export const findPayment = ({ books }: World, id: string): Payment => {
  const payment = books.payments.get(id);
  if (!payment) throw unknownId();
  return payment;
};

const captureError = (world: World, payment: Payment, asked: { amount: number; currency: string }) => {
  if (payment.captured) return 'This payment has already been captured';
  if (payment.status !== 'authorized')
    return 'Only payments which have been authorized and not yet captured can be captured';
  if (asked.amount !== payment.amount) return 'Capture amount must be equal to the amount authorized.';
  if (asked.currency !== payment.currency) return 'Payment currency mismatch';
  if (orderOf(world, payment)?.status === 'paid') return 'Payment already done for this order.';
  return null;
};

export const capture = (world: World, id: string, body: input.Fields): Payment => {
  const payment = findPayment(world, id);
  input.only(body, ['amount', 'currency']);
  const asked = { amount: input.amount(body), currency: input.currency(body) };
  const refused = captureError(world, payment, asked);
  if (refused) throw badRequest(refused);
  settleCapture(world, payment);
  return payment;
};

/** The end of the capture window: what nobody captured goes back to the buyer. */
export const closeWindow = (world: World, id: string): void => {
  const payment = world.books.payments.get(id);
  if (payment?.status !== 'authorized') return;
  refundUncaptured(world, payment, orderOf(world, payment)?.capture.refundSpeed ?? 'normal');
};

/** Notes, or a hold of its settlement. */
export const editPayment = (world: World, id: string, body: input.Fields): Payment => {
  const payment = findPayment(world, id);
  input.only(body, ['notes', 'on_hold', 'on_hold_until']);
  if (Object.keys(body).length === 0) throw badRequest('The notes field is required.', { field: 'notes' });
  if (body['notes'] !== undefined) payment.notes = input.notes(body);
  const hold = input.flag(body, 'on_hold');
  if (hold !== null) payment.onHold = hold;
  if (body['on_hold_until'] !== undefined) payment.onHoldUntil = input.optionalInteger(body, 'on_hold_until');
  if (!payment.onHold) payment.onHoldUntil = null;
  world.books.payments.save(payment);
  return payment;
};
