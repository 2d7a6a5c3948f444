import { describe, expect, it } from 'vitest';
import { toMoney } from '#contracts/values';
import { ApiRefusal } from '../../lib/api.ts';
import { checkAddress, draftOf, emptyDraft, fieldError, typed } from './address-draft.ts';
import { placeOfPin } from './pin-places.ts';
import { deliveryWords, totalsOf } from './totals.ts';
import { agreed } from './use-checkout.ts';

const delivery = { fee: toMoney(4900), freeFrom: toMoney(99_900) };
const cash = {
  id: 'cash-on-delivery',
  title: 'Cash on delivery',
  kind: 'on-delivery' as const,
  fee: toMoney(3000),
  note: null,
};
const line = (price: number, quantity = 1) => ({ variantId: 'v', quantity, price });

describe('what an order comes to', () => {
  it('adds delivery and what the way of paying costs', () => {
    expect(totalsOf([line(45_000)], delivery, cash)).toEqual({
      goods: 45_000,
      delivery: 4900,
      fee: 3000,
      total: 52_900,
    });
  });

  it('delivers free from the shop’s limit', () => {
    expect(totalsOf([line(49_950, 2)], delivery, undefined)).toMatchObject({ delivery: 0, total: 99_900 });
    expect(totalsOf([line(99_899)], delivery, undefined)).toMatchObject({ delivery: 4900 });
    expect(totalsOf([line(900_000)], { fee: toMoney(4900), freeFrom: null }, undefined).delivery).toBe(4900);
  });

  it('takes the shop’s total where the price moved, so that the next press agrees to it', () => {
    const ours = totalsOf([line(189_900)], delivery, undefined);
    const moved = new ApiRefusal('order.price-changed', 'It changed.', {
      details: { seen: 189_900, now: 179_900 },
    });
    expect(agreed(ours, moved)).toMatchObject({ goods: 189_900, total: 179_900 });
    expect(agreed(ours, new ApiRefusal('stock.sold-out', 'Gone.'))).toBe(ours);
  });

  it('says so before anything is chosen', () => {
    const money = (minor: number) => `₹${minor / 100}`;
    expect(deliveryWords(delivery, money)).toBe('Delivery ₹49, free from ₹999');
    expect(deliveryWords({ fee: toMoney(0), freeFrom: null }, money)).toBe('Delivery free');
  });
});

describe('where an order goes', () => {
  const meera = {
    ...emptyDraft,
    phone: '98765 43210',
    name: 'Meera Joshi',
    pin: '411001',
    line: '4 Laxmi Road',
    city: 'Pune',
    state: 'Maharashtra',
  };

  it('takes a phone number as people write it', () => {
    expect(checkAddress(meera)).toMatchObject({ address: { phone: '9876543210', landmark: undefined } });
  });

  it('says at each field what to type', () => {
    expect(checkAddress({ ...meera, phone: '12', pin: '', city: ' ' })).toEqual({
      errors: {
        phone: 'Type a phone number with 10 digits.',
        pin: 'Type the six digits of the PIN code.',
        city: 'Type the city or village.',
      },
    });
    expect(fieldError('name', 'Meera')).toBeUndefined();
    expect(fieldError('landmark', '')).toBeUndefined();
  });

  it('knows city and state from the PIN code', () => {
    expect(placeOfPin('411001')).toEqual({ city: 'Pune', state: 'Maharashtra' });
    expect(placeOfPin('403001')).toEqual({ city: 'Panaji', state: 'Goa' });
    expect(placeOfPin('413102')).toEqual({ city: '', state: 'Maharashtra' });
    expect(placeOfPin('41100')).toEqual({ city: '', state: '' });
  });

  it('fills them in, follows a corrected PIN code, and never writes over the buyer', () => {
    const filled = typed(emptyDraft, 'pin', '411001');
    expect(filled).toMatchObject({ city: 'Pune', state: 'Maharashtra' });
    const corrected = ['41100', '4110', '5', '56000', '560001'].reduce(
      (draft, pin) => typed(draft, 'pin', pin),
      filled,
    );
    expect(corrected).toMatchObject({ city: 'Bengaluru', state: 'Karnataka' });
    const own = typed(filled, 'city', 'Aundh');
    expect(typed(own, 'pin', '560001')).toMatchObject({ city: 'Aundh', state: 'Karnataka' });
  });

  it('begins with the address kept from the last order', () => {
    const known = {
      name: 'Meera',
      phone: '9876543210',
      pin: '411001',
      line: '4 Laxmi Road',
      city: 'Pune',
      state: 'Maharashtra',
    };
    expect(draftOf(known)).toEqual({ ...known, landmark: '' });
    expect(draftOf(null)).toEqual(emptyDraft);
  });
});
