import { describe, expect, it } from 'vitest';
import { fractionDigits, readCount, readPrice } from './numbers.ts';

describe('the price in a cell', () => {
  it.each([
    ['1899', 189_900],
    ['1899.5', 189_950],
    ['1,899.00', 189_900],
    ['1,899', 189_900],
    ['1,00,000', 10_000_000],
    ['1,00,000.50', 10_000_050],
    ['₹1,099', 109_900],
    ['₹ 1,099/-', 109_900],
    ['Rs. 499', 49_900],
    ['Rs.499', 49_900],
    ['INR 499', 49_900],
    ['10.00 USD', 1_000],
    ['$10', 1_000],
    ['10,50', 1_050],
    ['10,50 €', 1_050],
    ['1.899,00', 189_900],
    ['1.899.000', 189_900_000],
    ["1'899.00", 189_900],
    ['1 899,00', 189_900],
    ['1\u00a0899', 189_900],
    ['.99', 99],
    ['25.0000', 2_500],
    ['१२९९', 129_900],
    ['௧௨௯௯', 129_900],
    ['１２９９', 129_900],
    [' 42.99 ', 4_299],
  ])('%s is read by rule', (cell, paise) => {
    expect(readPrice(cell, 2)).toMatchObject({ value: paise });
  });

  it.each([
    ['', 'is missing'],
    ['  ', 'is missing'],
    ['-5', 'is negative'],
    ['−5', 'is negative'],
    ['(5.00)', 'is negative'],
    ['₹-5', 'is negative'],
    ['0', 'must be above zero'],
    ['0.00', 'must be above zero'],
    ['1e3', 'is no price: 1e3'],
    ['free', 'is no price: free'],
    ['₹', 'is no price: ₹'],
    ['12-15', 'is no price: 12-15'],
    ['1.899', 'is not clear: 1.899'],
    ['1,89,9', 'is not clear: 1,89,9'],
    ['1.2.3', 'is not clear: 1.2.3'],
    ['12.', 'is not clear: 12.'],
    ['10.005,1', 'is not clear: 10.005,1', 1_000_510],
    ['10.0055', 'has more than 2 digits after the point'],
    ['99999999999999999999', 'is too large'],
    ['NaN', 'is no price: NaN'],
    ['Infinity', 'is no price: Infinity'],
    ['0x10', 'is no price: 0x10'],
    ['=1+1', 'is no price: =1+1'],
  ])('%j is not guessed', (cell, reason, paise?: number) => {
    if (paise) expect(readPrice(cell, 2)).toMatchObject({ value: paise });
    else expect(readPrice(cell, 2)).toEqual({ reason });
  });

  it('follows the currency: yen have no fraction, dinars have three digits', () => {
    expect(readPrice('1,899', fractionDigits('JPY'))).toMatchObject({ value: 1_899 });
    expect(readPrice('18.5', fractionDigits('JPY'))).toEqual({
      reason: 'has more than 0 digits after the point',
    });
    expect(readPrice('18.5', fractionDigits('KWD'))).toMatchObject({ value: 18_500 });
  });

  it('says which currency it names', () => {
    expect(readPrice('10.00 USD', 2)).toMatchObject({ currency: 'USD' });
    expect(readPrice('₹10', 2)).toMatchObject({ currency: 'INR' });
    expect(readPrice('10', 2)).toMatchObject({ currency: undefined });
  });
});

describe('the stock in a cell', () => {
  it.each([
    ['5', 5],
    ['0', 0],
    ['-3', -3],
    ['1,200', 1_200],
    ['7.0', 7],
    ['५', 5],
  ])('%s is a number', (cell, count) => {
    expect(readCount(cell)).toEqual({ value: count });
  });
  it.each(['many', '1.5', '1e3', '', '-', ',', '1000001'])('%j is none', (cell) => {
    expect(readCount(cell)).toHaveProperty('reason');
  });
});
