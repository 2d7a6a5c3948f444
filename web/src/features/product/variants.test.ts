import { describe, expect, it } from 'vitest';
import { toMoney } from '#contracts/values';
import { choose, chosenVariant, firstChoice, isGone, summary } from './variants.ts';

const variant = (id: string, options: Record<string, string>, available: number, price = 100) => ({
  id,
  sku: null,
  options,
  available,
  price: toMoney(price),
  compareAt: null,
  live: false,
});
const kurta = {
  options: [
    { name: 'size', values: ['S', 'M', 'L'] },
    { name: 'colour', values: ['Indigo', 'Rani'] },
  ],
  variants: [
    variant('s-indigo', { size: 'S', colour: 'Indigo' }, 0, 80),
    variant('m-indigo', { size: 'M', colour: 'Indigo' }, 3),
    variant('m-rani', { size: 'M', colour: 'Rani' }, 0),
    variant('l-rani', { size: 'L', colour: 'Rani' }, 1, 120),
  ],
};

describe('choosing a variant', () => {
  it('begins with the buyer’s usual size, else with the first that can be bought', () => {
    expect(firstChoice(kurta, { size: 'L' })).toEqual({ size: 'L', colour: 'Rani' });
    expect(firstChoice(kurta, {})).toEqual({ size: 'M', colour: 'Indigo' });
    expect(firstChoice(kurta, { size: 'S' })).toEqual({ size: 'M', colour: 'Indigo' });
  });

  it('strikes through what is gone, given what else is chosen', () => {
    expect(isGone(kurta, { colour: 'Rani' }, ['size', 'M'])).toBe(true);
    expect(isGone(kurta, { colour: 'Indigo' }, ['size', 'M'])).toBe(false);
    expect(isGone(kurta, {}, ['size', 'S'])).toBe(true);
  });

  it('takes the other options along where two values have no variant together', () => {
    expect(choose(kurta, { size: 'M', colour: 'Indigo' }, ['size', 'L'])).toEqual({
      size: 'L',
      colour: 'Rani',
    });
    expect(choose(kurta, { size: 'M', colour: 'Indigo' }, ['colour', 'Rani'])).toEqual({
      size: 'M',
      colour: 'Rani',
    });
  });

  it('knows the variant only when every option is chosen, or when there is only one', () => {
    expect(chosenVariant(kurta, { size: 'M' })).toBeUndefined();
    expect(chosenVariant(kurta, { size: 'M', colour: 'Rani' })?.id).toBe('m-rani');
    expect(chosenVariant({ options: [], variants: [variant('only', {}, 2)] }, {})?.id).toBe('only');
  });

  it('shows the lowest price one can still buy at', () => {
    expect(summary(kurta)).toMatchObject({ cheapest: { id: 'm-indigo' }, most: 120, available: 4 });
  });
});
