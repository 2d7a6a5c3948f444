import type { listProducts } from '#contracts/catalog';
import type { Query } from '#contracts/route';
import { type FilterName, fold } from './options.ts';

export type Sort = 'relevance' | 'bestselling' | 'newest' | 'price' | '-price';

/** What a buyer asks of the list, in one spelling. */
export interface ListQuery {
  q: string | null;
  /** Folded values; any of them fits. */
  options: Record<FilterName, string[]>;
  sellers: string[];
  category: string | null;
  priceMin: number | null;
  priceMax: number | null;
  sort: Sort;
  limit: number;
}

const folded = (...lists: (readonly string[] | undefined)[]): string[] =>
  [...new Set(lists.flatMap((list) => list ?? []).map(fold))].filter((value) => value !== '').sort();

/** `color` is `colour`; without words there is nothing to be relevant to, so the newest come first. */
export const readListQuery = (query: Query<typeof listProducts>): ListQuery => {
  const q = query.q?.trim() || null;
  const sort = query.sort ?? 'relevance';
  return {
    q,
    options: {
      size: folded(query.size),
      colour: folded(query.colour, query.color),
      material: folded(query.material),
    },
    sellers: [...new Set(query.seller ?? [])].sort(),
    category: query.category === undefined ? null : fold(query.category) || null,
    priceMin: query.priceMin ?? null,
    priceMax: query.priceMax ?? null,
    sort: sort === 'relevance' && q === null ? 'newest' : sort,
    limit: query.limit,
  };
};

/** Where the page before ended: the last item's place in the sort, its id, and the total of the whole list. */
export interface Place {
  value: number;
  id: string;
  total: number;
}

const encode = (value: unknown): string =>
  btoa(JSON.stringify(value)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const cursorOf = (sort: Sort, { value, id, total }: Place): string => encode([sort, value, id, total]);

const decode = (cursor: string): unknown => {
  try {
    return JSON.parse(atob(cursor.replace(/-/g, '+').replace(/_/g, '/')));
  } catch {
    return undefined;
  }
};

/** Undefined for what was no cursor of this sort; what it holds is checked, for anyone can write one. */
export const placeOf = (sort: Sort, cursor: string): Place | undefined => {
  const parts = decode(cursor);
  if (!Array.isArray(parts) || parts.length !== 4 || parts[0] !== sort) return undefined;
  const [, value, id, total] = parts as unknown[];
  const fits =
    Number.isSafeInteger(value) && Number.isSafeInteger(total) && typeof id === 'string' && uuid.test(id);
  return fits ? { value: value as number, id: id as string, total: total as number } : undefined;
};
