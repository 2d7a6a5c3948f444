import { badRequest, unknownId } from '../http/api-error.ts';
import * as input from '../http/input.ts';
import type { Order, RtoAddress } from '../state/entities.ts';
import type { World } from '../world.ts';

const addressFields = [
  'name',
  'line1',
  'line2',
  'zipcode',
  'contact',
  'city',
  'state',
  'country',
  'tag',
  'landmark',
  'type',
];

const part = (address: input.Fields, field: string): string => input.text(address, field) ?? '';

export const rtoAddress = (details: unknown): RtoAddress | null => {
  if (details === undefined || details === null) return null;
  if (!input.isFields(details))
    throw badRequest('The customer details must be an array.', { field: 'customer_details' });
  input.only(details, ['name', 'contact', 'email', 'shipping_address', 'billing_address']);
  const address = details['shipping_address'];
  if (address === undefined) return null;
  if (!input.isFields(address))
    throw badRequest('The shipping address must be an array.', { field: 'shipping_address' });
  input.only(address, addressFields);
  return {
    line: `${part(address, 'line1')} ${part(address, 'line2')}`.trim(),
    zipcode: part(address, 'zipcode'),
    state: part(address, 'state').toLowerCase(),
    contact: part(address, 'contact') || (input.text(details, 'contact') ?? ''),
  };
};

/** The postal circles by a pincode's first digit. */
const circles: Record<string, readonly string[]> = {
  1: ['delhi', 'haryana', 'punjab', 'himachal pradesh', 'jammu and kashmir', 'ladakh', 'chandigarh'],
  2: ['uttar pradesh', 'uttarakhand'],
  3: ['rajasthan', 'gujarat', 'dadra and nagar haveli and daman and diu'],
  4: ['maharashtra', 'goa', 'madhya pradesh', 'chhattisgarh'],
  5: ['telangana', 'andhra pradesh', 'karnataka'],
  6: ['tamil nadu', 'kerala', 'puducherry', 'lakshadweep'],
  7: [
    'west bengal',
    'odisha',
    'assam',
    'sikkim',
    'arunachal pradesh',
    'nagaland',
    'manipur',
    'mizoram',
    'tripura',
    'meghalaya',
    'andaman and nicobar islands',
  ],
  8: ['bihar', 'jharkhand'],
};

const isGibberish = (line: string): boolean =>
  line
    .toLowerCase()
    .split(/[^a-z]+/)
    .some((word) => word.length >= 5 && (!/[aeiouy]/.test(word) || /(.)\1{3}/.test(word)));

interface Reason {
  reason: string;
  description: string;
  bucket: string;
}

const reasonsOf = (address: RtoAddress, riskyPhones: readonly string[]): Reason[] => {
  const reasons: Reason[] = [];
  const add = (reason: string, description: string, bucket = 'address') =>
    reasons.push({ reason, description, bucket });
  if (address.line.length < 20) add('short_shipping_address', 'Short shipping address');
  const states = circles[address.zipcode[0] ?? ''];
  if (!/^[1-9]\d{5}$/.test(address.zipcode)) add('invalid_pincode', 'Invalid pincode entered');
  else if (states && address.state !== '' && !states.includes(address.state))
    add('address_pincode_state_mismatch', 'Incorrect pincode state entered');
  if (isGibberish(address.line)) add('gibberish_address', 'Address is not readable');
  if (!/\d/.test(address.line)) add('address_without_number', 'No house or plot number');
  if (riskyPhones.includes(address.contact))
    add('rto_prone_phone', 'Phone number has a history of returns', 'phone');
  return reasons.slice(0, 5);
};

/** Both calls want the order's id without `order_`, as documented. */
const findStripped = ({ books }: World, id: string): Order => {
  const order = /^[A-Za-z0-9]{14}$/.test(id) ? books.orders.get(`order_${id}`) : undefined;
  if (!order) throw unknownId();
  return order;
};

export const reviewRto = (world: World, id: string): object => {
  const { switches, riskyPhones } = world.books.settings;
  const { rto } = findStripped(world, id);
  if (!switches.rtoReview) throw badRequest('RTO review is not enabled for the merchant');
  if (!rto.review) throw badRequest('Order is not eligible for RTO review');
  if (!rto.address)
    throw badRequest('The shipping address field is required.', { field: 'shipping_address' });
  const reasons = reasonsOf(rto.address, riskyPhones);
  const isHigh = reasons.length > 1 || reasons.some(({ bucket }) => bucket === 'phone');
  const tier = isHigh ? 'high' : reasons.length === 1 ? 'medium' : 'low';
  return { risk_tier: tier, rto_reasons: reasons };
};

export const fulfil = (world: World, id: string, body: input.Fields): object => {
  const order = findStripped(world, id);
  input.only(body, ['payment_method', 'shipping']);
  const shipping = body['shipping'] ?? {};
  if (!input.isFields(shipping)) throw badRequest('The shipping must be an array.', { field: 'shipping' });
  input.only(shipping, ['waybill', 'status', 'provider']);
  const kept = Object.keys(shipping).map((name) => [name, input.text(shipping, name) ?? ''] as const);
  order.fulfillment = {
    paymentMethod: input.text(body, 'payment_method'),
    shipping: Object.fromEntries(kept),
  };
  world.books.orders.save(order);
  return {
    entity: 'order.fulfillment',
    order_id: id,
    payment_method: order.fulfillment.paymentMethod,
    shipping: order.fulfillment.shipping,
  };
};
