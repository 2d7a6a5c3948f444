import { randomUUID } from 'node:crypto';
import type { Address } from '#contracts/accounts';
import { toMoney } from '#contracts/values';
import type { Parcel } from '../ports/courier.ts';
import type { PaymentRequest } from '../ports/payment.ts';

const address: Address = {
  name: 'Asha Rao',
  phone: '+919800000000',
  pin: '411001',
  line: '12 Laxmi Road',
  city: 'Pune',
  state: 'Maharashtra',
};

/** A payment nobody asked for before. */
export const paymentRequest = (amount: number): PaymentRequest => ({
  orderId: randomUUID(),
  amount: toMoney(amount),
  currency: 'INR',
  address,
  number: 'L-1001',
  expiresAt: Date.now() + 600_000,
  shopUrl: 'https://shop.example',
});

/** A parcel nobody booked before. */
export const parcel = (cash: number): Parcel => ({
  orderId: randomUUID(),
  number: 'L-1001',
  to: address,
  cash: toMoney(cash),
  value: toMoney(49_900),
});

export const kebab = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
