import { badRequest, unknownId } from '../http/api-error.ts';
import * as input from '../http/input.ts';
import type { CaptureRule, Order } from '../state/entities.ts';
import { newId } from '../state/ids.ts';
import type { World } from '../world.ts';
import { rtoAddress } from './rto.ts';
import { planTransfers, readTransfers } from './transfers.ts';

const fields = [
  'amount',
  'currency',
  'receipt',
  'notes',
  'partial_payment',
  'unique_receipt',
  'payment',
  'transfers',
  'rto_review',
  'line_items',
  'line_items_total',
  'shipping_fee',
  'cod_fee',
  'customer_details',
  'promotions',
  'device_details',
];
const day = 86_400;
// Money.md and the documentation: five days, by default and at most.
const longestCapture = 7200;

const minutes = (options: input.Fields, field: string, least: number): number | null => {
  const value = input.optionalInteger(options, field);
  if (value !== null && (value < least || value > longestCapture))
    throw badRequest(`The ${field} must be between ${least} and ${longestCapture}.`, { field });
  return value;
};

const captureRule = (given: unknown, standard: CaptureRule['mode']): CaptureRule => {
  if (given === undefined || given === null)
    return { mode: standard, automaticFor: longestCapture, manualFor: longestCapture, refundSpeed: 'normal' };
  if (!input.isFields(given)) throw badRequest('The payment must be an array.', { field: 'payment' });
  input.only(given, ['capture', 'capture_options']);
  const mode = input.choice(given, 'capture', ['automatic', 'manual']);
  if (mode === null) throw badRequest('The capture field is required.', { field: 'capture' });
  const options = given['capture_options'] ?? {};
  if (!input.isFields(options))
    throw badRequest('The capture options must be an array.', { field: 'capture_options' });
  input.only(options, ['automatic_expiry_period', 'manual_expiry_period', 'refund_speed']);
  const automatic = minutes(options, 'automatic_expiry_period', 12);
  if (mode === 'automatic' && automatic === null)
    throw badRequest('The automatic expiry period field is required.', { field: 'automatic_expiry_period' });
  const manualFor = minutes(options, 'manual_expiry_period', 12) ?? longestCapture;
  if (automatic !== null && manualFor < automatic)
    throw badRequest('The manual expiry period should not be less than the automatic expiry period.', {
      field: 'manual_expiry_period',
    });
  const refundSpeed = input.choice(options, 'refund_speed', ['normal', 'optimum']) ?? 'normal';
  return { mode, automaticFor: automatic ?? longestCapture, manualFor, refundSpeed };
};

/** The order that has this receipt already, where the shop asked for receipts that are unique. */
const sameReceipt = ({ books }: World, order: Order): Order | null => {
  const [there] = order.receipt === null ? [] : books.orders.by('receipt', order.receipt);
  if (!there) return null;
  const isSame = there.amount === order.amount && there.currency === order.currency;
  if (isSame && books.settings.switches.uniqueReceipt === 'same-order') return there;
  throw badRequest('Order receipt should be unique.', { field: 'receipt' });
};

export const createOrder = (world: World, body: input.Fields): Order => {
  const { books, clock } = world;
  input.only(body, fields);
  if (input.flag(body, 'partial_payment'))
    throw badRequest('Partial payment is not enabled for the merchant', { field: 'partial_payment' });
  const order: Order = {
    id: newId('order'),
    amount: input.amount(body),
    amountPaid: 0,
    currency: input.currency(body),
    receipt: input.text(body, 'receipt', 40),
    status: 'created',
    attempts: 0,
    notes: input.notes(body),
    createdAt: clock.seconds(),
    capture: captureRule(body['payment'], books.settings.switches.capture),
    transferIds: [],
    rto: { review: input.flag(body, 'rto_review') ?? false, address: rtoAddress(body['customer_details']) },
    fulfillment: null,
  };
  const asked = readTransfers(world, body['transfers'], order.amount);
  const there = input.flag(body, 'unique_receipt') ? sameReceipt(world, order) : null;
  if (there) return there;
  order.transferIds = planTransfers(world, asked, { source: order.id, paymentId: null });
  return books.orders.add(order);
};

export const findOrder = ({ books, clock }: World, id: string): Order => {
  const order = books.orders.get(id);
  if (!order) throw unknownId();
  if (clock.seconds() - order.createdAt > 180 * day)
    throw badRequest('Order older than 180 days, please use reports.');
  return order;
};

export const editOrder = (world: World, id: string, body: input.Fields): Order => {
  const order = findOrder(world, id);
  input.only(body, ['notes']);
  if (body['notes'] === undefined) throw badRequest('The notes field is required.', { field: 'notes' });
  order.notes = input.notes(body);
  world.books.orders.save(order);
  return order;
};
