import { describe, expect, it } from 'vitest';
import { combine, rowsFor, valuesOf } from './options-table.ts';

const row = (options: Record<string, string>, price: string, stock = '5') => ({
  options,
  price,
  stock,
  sku: '',
});

describe('the variants of a product made by hand', () => {
  it('are all combinations of the options', () => {
    expect(
      combine([
        { name: 'Size', values: 'S, M' },
        { name: 'colour', values: 'Red; Blue' },
      ]),
    ).toEqual([
      { size: 'S', colour: 'Red' },
      { size: 'S', colour: 'Blue' },
      { size: 'M', colour: 'Red' },
      { size: 'M', colour: 'Blue' },
    ]);
  });

  it('are one where there is nothing to choose', () => {
    expect(combine([])).toEqual([{}]);
    expect(combine([{ name: 'size', values: ' , ' }])).toEqual([{}]);
    expect(combine([{ name: ' ', values: 'S' }])).toEqual([{}]);
  });

  it('take each value once', () => {
    expect(valuesOf('S, M,,S,\nL')).toEqual(['S', 'M', 'L']);
  });

  it('keep what was typed when a value is added, and begin like the first', () => {
    const before = [row({ size: 'S' }, '100'), row({ size: 'M' }, '120', '2')];
    expect(rowsFor([{ name: 'size', values: 'S, M, L' }], before)).toEqual([
      row({ size: 'S' }, '100'),
      row({ size: 'M' }, '120', '2'),
      row({ size: 'L' }, '100'),
    ]);
  });
});
