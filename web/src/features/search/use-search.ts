import { listProducts } from '#contracts/catalog';
import { call } from '../../lib/api.ts';
import { keepPreviousData, keys, useInfiniteQuery } from '../../lib/query.ts';
import { type SearchQuery, sortOf } from './search-query.ts';

const pageOf = 24;

const toRequest = (query: SearchQuery) => ({
  ...query,
  q: query.q.trim() || undefined,
  category: query.category || undefined,
  priceMin: query.priceMin ? Number(query.priceMin) : undefined,
  priceMax: query.priceMax ? Number(query.priceMax) : undefined,
  sort: sortOf(query) as 'relevance',
  limit: pageOf,
});

/** Pages of what was found; facets and the count come with the first. */
export const useSearchResults = (query: SearchQuery) => {
  const request = toRequest(query);
  return useInfiniteQuery({
    queryKey: keys.products(request),
    queryFn: ({ pageParam, signal }) =>
      call(listProducts, { query: { ...request, cursor: pageParam ?? undefined }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
};
