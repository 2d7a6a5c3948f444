import { describe, expect, it } from 'vitest';
import { initials, moment, moneyFormat, plural, stockWords, timeLeft } from './format.ts';

describe('what people read', () => {
  it('writes rupees with Indian grouping and paise only where there are some', () => {
    const rupees = moneyFormat('INR');
    expect(rupees(189_900)).toBe('₹1,899');
    expect(rupees(10_000_000)).toBe('₹1,00,000');
    expect(rupees(189_950)).toBe('₹1,899.50');
    expect(rupees(0)).toBe('₹0');
  });

  it('knows currencies without a smaller unit', () => {
    expect(moneyFormat('JPY')(1500)).toMatch(/1,500$/);
  });

  it('says real stock', () => {
    expect([5, 1, 0, -1].map(stockWords)).toEqual(['5 left', '1 left', 'Sold out', 'Sold out']);
  });

  it('counts in words', () => {
    expect(plural(1, 'product')).toBe('1 product');
    expect(plural(1200, 'product')).toBe('1,200 products');
  });

  it('says when as one says it', () => {
    const now = new Date(2026, 10, 22, 15, 0).getTime();
    expect(moment(new Date(2026, 10, 22, 20, 45).getTime(), now)).toBe('today at 8:45 pm');
    expect(moment(new Date(2026, 10, 23, 9, 0).getTime(), now)).toBe('tomorrow at 9:00 am');
    expect(moment(new Date(2026, 10, 21, 9, 0).getTime(), now)).toBe('yesterday at 9:00 am');
    expect(moment(new Date(2026, 10, 29, 20, 0).getTime(), now)).toMatch(/^Sun,? 29 Nov at 8:00 pm$/);
  });

  it('counts down in its two largest units', () => {
    expect(timeLeft(48_000)).toBe('48 s');
    expect(timeLeft(725_000)).toBe('12 min 5 s');
    expect(timeLeft(3 * 3_600_000 + 12 * 60_000)).toBe('3 h 12 min');
    expect(timeLeft(52 * 3_600_000)).toBe('2 d 4 h');
    expect(timeLeft(-5)).toBe('0 s');
  });

  it('stands in for a picture of the seller', () => {
    expect(initials('Asha Looms')).toBe('AL');
    expect(initials('meera')).toBe('M');
  });
});
