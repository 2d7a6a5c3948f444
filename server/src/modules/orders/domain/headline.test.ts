import { describe, expect, it } from 'vitest';
import { orderState } from '#contracts/orders';
import { toMoney } from '#contracts/values';
import { headline, type MoneyFacts, said, whereMoneyIs } from './headline.ts';
import type { StoredOrder } from './order.ts';

const order = (given: Partial<StoredOrder>): StoredOrder =>
  ({
    coins: 0,
    prepaid: toMoney(0),
    onDelivery: toMoney(0),
    total: toMoney(54_800),
    refunded: toMoney(0),
    refundedCoins: 0,
    disputed: false,
    returning: false,
    reason: null,
    cancelledBy: null,
    exchangeOf: null,
    ...given,
  }) as StoredOrder;
const prepaid = (given: Partial<StoredOrder>) => order({ prepaid: toMoney(54_800), ...given });
const inCash = (given: Partial<StoredOrder>) => order({ onDelivery: toMoney(54_800), ...given });
const facts = (given: Partial<MoneyFacts> = {}): MoneyFacts => ({
  payment: 'pending',
  cash: null,
  action: null,
  ...given,
});
const captured = facts({ payment: 'captured' });

describe('an order in one line', () => {
  it('says money as people write it', () => {
    expect([said(54_800), said(184_950), said(53), said(10_000_000)]).toEqual([
      '₹548',
      '₹1,849.50',
      '₹0.53',
      '₹1,00,000',
    ]);
  });

  it('says something at every stage, one or a few plain sentences, and never the word escrow', () => {
    for (const state of orderState.options)
      for (const one of [prepaid({ state }), inCash({ state }), order({ state, coins: 54_800 })])
        for (const known of [facts(), captured, facts({ cash: 'collected' })]) {
          expect(headline(one, known)).toMatch(/^[A-Z].*\.$/);
          expect(headline(one, known)).not.toMatch(/escrow|undefined|null|!/i);
        }
  });

  it('tells a buyer what they still have to do', () => {
    const state = 'awaiting-payment';
    expect(headline(prepaid({ state }), facts())).toBe(
      'Waiting for your payment; the goods are held for you meanwhile.',
    );
    const code = facts({ action: { kind: 'code', to: '00' } });
    expect(headline(inCash({ state }), code)).toMatch(/Type the code/);
    expect(headline(prepaid({ state }), facts({ payment: 'authorised' }))).toMatch(/has arrived/);
  });

  it('says where the money is while the parcel is on its way', () => {
    expect(headline(prepaid({ state: 'confirmed' }), captured)).toBe(
      'The seller packs your order. Your money is held by the shop until you have what you ordered.',
    );
    expect(headline(prepaid({ state: 'confirmed' }), facts({ payment: 'authorised' }))).toMatch(
      /is being collected/,
    );
    expect(headline(inCash({ state: 'shipped' }), facts({ cash: 'promised' }))).toBe(
      'On its way. You pay ₹548 in cash when it comes.',
    );
    const part = order({ state: 'packed', prepaid: toMoney(11_000), onDelivery: toMoney(43_800) });
    expect(headline(part, captured)).toBe(
      'Packed, and soon on its way. ₹110 is paid and held by the shop; you pay ₹438 in cash when it comes.',
    );
  });

  it('does not say that a seller is paid whose cash is still with the courier', () => {
    const state = 'completed';
    expect(headline(inCash({ state }), facts({ cash: 'collected' }))).toMatch(/once the courier has handed/);
    expect(headline(inCash({ state }), facts({ cash: 'remitted' }))).toBe('Completed. The seller is paid.');
    expect(headline(prepaid({ state }), captured)).toBe('Completed. The seller is paid.');
  });

  it('says why an order was cancelled, and what became of the money', () => {
    const state = 'cancelled';
    expect(headline(prepaid({ state, cancelledBy: 'expiry' }), facts())).toBe(
      'Cancelled, because its time to be paid was over. Nothing was taken.',
    );
    const back = { refunded: toMoney(54_800) };
    expect(headline(prepaid({ state, cancelledBy: 'seller', reason: 'Torn.', ...back }), captured)).toBe(
      'The seller cancelled this order. Torn. ₹548 goes back to you.',
    );
    const late = { cancelledBy: 'late' as const, reason: 'Your payment came too late.' };
    expect(headline(prepaid({ state, ...late }), facts())).toBe(
      'Cancelled. Your payment came too late. The money goes back to you.',
    );
  });
});

describe('where the money is', () => {
  const where = (one: StoredOrder, known: MoneyFacts) => whereMoneyIs(one, known);
  it('is promised, held, released or returned, as the books have it', () => {
    expect(where(prepaid({ state: 'awaiting-payment' }), facts())).toBe('none');
    expect(where(prepaid({ state: 'confirmed' }), facts({ payment: 'authorised' }))).toBe('promised');
    expect(where(prepaid({ state: 'confirmed' }), captured)).toBe('held');
    expect(where(inCash({ state: 'shipped' }), facts({ cash: 'promised' }))).toBe('promised');
    expect(where(inCash({ state: 'delivered' }), facts({ cash: 'collected' }))).toBe('held');
    expect(where(inCash({ state: 'completed' }), facts({ cash: 'collected' }))).toBe('held');
    expect(where(inCash({ state: 'completed' }), facts({ cash: 'remitted' }))).toBe('released');
    expect(where(prepaid({ state: 'completed' }), captured)).toBe('released');
    expect(where(order({ state: 'confirmed', coins: 54_800 }), facts())).toBe('held');
    expect(where(prepaid({ state: 'cancelled', refunded: toMoney(54_800) }), captured)).toBe('returned');
    expect(where(prepaid({ state: 'cancelled' }), captured)).toBe('held');
    expect(where(inCash({ state: 'rto' }), facts({ cash: 'void' }))).toBe('none');
  });
});
