import type { Facets } from '#contracts/catalog';

/** The address of the search page is its state: it can be shared, and the back button works. */
export interface SearchQuery {
  q: string;
  size: string[];
  colour: string[];
  material: string[];
  seller: string[];
  category: string;
  /** Minor units; empty for none. */
  priceMin: string;
  priceMax: string;
  sort: string;
}

export const facetNames = ['size', 'colour', 'material', 'seller'] as const;
export type FacetName = (typeof facetNames)[number];

export const sorts = [
  { value: 'relevance', label: 'Best match' },
  { value: 'bestselling', label: 'Bestsellers' },
  { value: 'newest', label: 'Newest' },
  { value: 'price', label: 'Price, low to high' },
  { value: '-price', label: 'Price, high to low' },
] as const;

const wholeNumber = (text: string | null) => (text && /^\d{1,15}$/.test(text) ? text : '');

export const readSearch = (search: URLSearchParams): SearchQuery => {
  const sort = search.get('sort') ?? '';
  return {
    q: search.get('q') ?? '',
    size: search.getAll('size'),
    colour: search.getAll('colour'),
    material: search.getAll('material'),
    seller: search.getAll('seller'),
    category: search.get('category') ?? '',
    priceMin: wholeNumber(search.get('priceMin')),
    priceMax: wholeNumber(search.get('priceMax')),
    sort: sorts.some(({ value }) => value === sort) ? sort : '',
  };
};

/** What was asked for in words sorts by match, everything else by what sells. */
export const sortOf = ({ sort, q }: SearchQuery): string => sort || (q.trim() ? 'relevance' : 'bestselling');

export const toggled = (query: SearchQuery, name: FacetName, value: string): SearchQuery => ({
  ...query,
  [name]: query[name].includes(value) ? query[name].filter((one) => one !== value) : [...query[name], value],
});

/** One chosen filter, in words, with the query without it. */
export interface Chosen {
  words: string;
  without: SearchQuery;
}

interface Words {
  facets: Facets | null | undefined;
  money: (minor: number) => string;
}

export const chosenFilters = (query: SearchQuery, { facets, money }: Words): Chosen[] => {
  const named = facetNames.flatMap((name) =>
    query[name].map((value) => ({
      words:
        facets?.[name].find((facet) => facet.value === value)?.label ??
        (name === 'seller' ? 'Seller' : value),
      without: toggled(query, name, value),
    })),
  );
  const more: Chosen[] = [];
  if (query.category) more.push({ words: query.category, without: { ...query, category: '' } });
  if (query.priceMin)
    more.push({ words: `from ${money(Number(query.priceMin))}`, without: { ...query, priceMin: '' } });
  if (query.priceMax)
    more.push({ words: `up to ${money(Number(query.priceMax))}`, without: { ...query, priceMax: '' } });
  return [...named, ...more];
};

export const withoutFilters = ({ q, sort }: SearchQuery): SearchQuery => ({
  ...readSearch(new URLSearchParams()),
  q,
  sort,
});

/** A whole-rupee figure someone typed, as minor units for the address; empty where it is no figure. */
export const typedPrice = (typed: string): string => {
  const figure = typed.replace(/[^\d]/g, '');
  return figure && figure.length < 12 ? String(Number(figure) * 100) : '';
};
