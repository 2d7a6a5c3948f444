import { describe, expect, it } from 'vitest';
import { toQueryString } from '../../lib/api.ts';
import { chosenFilters, readSearch, sortOf, toggled, typedPrice, withoutFilters } from './search-query.ts';

const read = (text: string) => readSearch(new URLSearchParams(text));
const words = { facets: null, money: (minor: number) => `₹${minor / 100}` };

describe('what a buyer searches for', () => {
  it('stands in the address, and the address brings it back', () => {
    const query = read('q=kurta&size=M&size=L&priceMax=200000&sort=price');
    expect(query).toMatchObject({ q: 'kurta', size: ['M', 'L'], priceMax: '200000', sort: 'price' });
    expect(read(toQueryString({ ...query }).slice(1))).toEqual(query);
  });

  it('ignores what no page of ours wrote', () => {
    expect(read('priceMin=1e9&priceMax=-5&sort=cheapest')).toMatchObject({
      priceMin: '',
      priceMax: '',
      sort: '',
    });
  });

  it('sorts by match where words were typed, else by what sells', () => {
    expect([sortOf(read('q=kurta')), sortOf(read('q=%20')), sortOf(read('sort=newest'))]).toEqual([
      'relevance',
      'bestselling',
      'newest',
    ]);
  });

  it('takes a filter in and out', () => {
    const once = toggled(read(''), 'size', 'M');
    expect(once.size).toEqual(['M']);
    expect(toggled(once, 'size', 'M').size).toEqual([]);
  });

  it('names each chosen filter and what the search is without it', () => {
    const query = read('q=kurta&colour=Indigo&priceMin=50000');
    const chosen = chosenFilters(query, words);
    expect(chosen.map((filter) => filter.words)).toEqual(['Indigo', 'from ₹500']);
    expect(chosen[0]?.without).toMatchObject({ q: 'kurta', colour: [], priceMin: '50000' });
    expect(withoutFilters(query)).toMatchObject({ q: 'kurta', colour: [], priceMin: '' });
  });

  it('reads a price as people type it', () => {
    expect(['₹1,500', '1500', '', 'cheap'].map(typedPrice)).toEqual(['150000', '150000', '', '']);
  });
});
