import { describe, expect, it } from 'vitest';
import { minorUnit, parseCount, parseMoney, plainMoney } from './money-input.ts';

describe('a price a seller types', () => {
  it.each([
    ['1899', 189_900],
    [' ₹1,899.50 ', 189_950],
    ['1,899/-', 189_900],
    ['Rs. 99', 9900],
    ['0.5', 50],
  ])('%s is understood', (typed, minor) => {
    expect(parseMoney(typed, 100)).toBe(minor);
  });

  it.each(['', '0', 'free', '12abc', '1.899,50', '-5', '99999999999'])('%s is no price', (typed) => {
    expect(parseMoney(typed, 100)).toBeNull();
  });

  it('comes back as it was typed', () => {
    expect(plainMoney(189_900, 100)).toBe('1899');
    expect(plainMoney(189_950, 100)).toBe('1899.50');
    expect(parseMoney(plainMoney(189_950, 100), 100)).toBe(189_950);
  });

  it('knows currencies without decimals', () => {
    expect(minorUnit('INR')).toBe(100);
    expect(minorUnit('JPY')).toBe(1);
  });
});

describe('a stock a seller types', () => {
  it('is a whole number', () => {
    expect(parseCount('1,200')).toBe(1200);
    expect(parseCount('0')).toBe(0);
    expect(parseCount('2.5')).toBeNull();
    expect(parseCount('some')).toBeNull();
  });
});
