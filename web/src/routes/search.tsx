import { Suspense, useEffect, useState } from 'react';
import { ProductGrid, ProductGridSkeleton } from '../features/product/product-card.tsx';
import { Filters } from '../features/search/filters.tsx';
import { NothingFound } from '../features/search/nothing-found.tsx';
import {
  chosenFilters,
  readSearch,
  type SearchQuery,
  sortOf,
  sorts,
  withoutFilters,
} from '../features/search/search-query.ts';
import { useSearchResults } from '../features/search/use-search.ts';
import { toQueryString } from '../lib/api.ts';
import { fetched } from '../lib/fetched.ts';
import { plural } from '../lib/format.ts';
import { useLocation, useSearchParams } from '../lib/router.ts';
import { useMoney } from '../lib/shop.ts';
import { Button } from '../ui/button.tsx';
import { RemovableChip } from '../ui/chip.tsx';
import { Page } from '../ui/page.tsx';
import { ErrorState } from '../ui/states.tsx';
import { useStatus } from '../ui/status.tsx';
import styles from './search.module.css';

/** Fetched when a phone asks for the filters: on a wide screen they stand beside the products. */
const Sheet = fetched(() => import('../ui/sheet.tsx'), 'Sheet');

export const Search = () => {
  const [search] = useSearchParams();
  const [, navigate] = useLocation();
  const [filtering, setFiltering] = useState<'never' | 'open' | 'closed'>('never');
  const close = () => setFiltering('closed');
  const query = readSearch(search);
  const results = useSearchResults(query);
  const first = results.data?.pages[0];
  const cards = results.data?.pages.flatMap((page) => page.items) ?? [];
  const chosen = chosenFilters(query, { facets: first?.facets, money: useMoney() });
  const change = (next: SearchQuery) => navigate(`/search${toQueryString({ ...next })}`, { replace: true });
  const filters = <Filters query={query} facets={first?.facets} onChange={change} />;
  useAnnounced(first && !results.isPlaceholderData ? `${plural(first.total, 'product')} found` : '');

  return (
    <Page title={query.q || 'All products'}>
      <div className={styles.layout}>
        <aside className={styles.side} aria-label="Filters">
          {filters}
        </aside>
        <div className={styles.found}>
          <Head query={query} total={first?.total} onChange={change} onFilter={() => setFiltering('open')} />
          {chosen.length > 0 && (
            <ul className={styles.chips} aria-label="Chosen filters">
              {chosen.map((filter) => (
                <li key={filter.words}>
                  <RemovableChip onRemove={() => change(filter.without)}>{filter.words}</RemovableChip>
                </li>
              ))}
              <li>
                <Button look="quiet" onClick={() => change(withoutFilters(query))}>
                  Remove all
                </Button>
              </li>
            </ul>
          )}
          {results.isPending && <ProductGridSkeleton places={12} />}
          {results.error && cards.length === 0 && (
            <ErrorState failure={results.error} onRetry={() => void results.refetch()} />
          )}
          {first?.total === 0 && (
            <NothingFound query={query} didYouMean={first.didYouMean} chosen={chosen} onChange={change} />
          )}
          <ProductGrid cards={cards} label="Products" first />
          {results.hasNextPage && (
            <div className={styles.more}>
              <Button busy={results.isFetchingNextPage} onClick={() => void results.fetchNextPage()}>
                Show more products
              </Button>
            </div>
          )}
        </div>
      </div>
      <Suspense>
        {filtering !== 'never' && (
          <Sheet open={filtering === 'open'} onClose={close} title="Filters" detent="full">
            {filters}
            <div className={styles.done}>
              <Button look="primary" wide onClick={close}>
                {first ? `Show ${plural(first.total, 'product')}` : 'Show products'}
              </Button>
            </div>
          </Sheet>
        )}
      </Suspense>
    </Page>
  );
};

interface HeadProps {
  query: SearchQuery;
  total: number | undefined;
  onChange: (query: SearchQuery) => void;
  onFilter: () => void;
}

const Head = ({ query, total, onChange, onFilter }: HeadProps) => (
  <div className={styles.head}>
    <h1 className={styles.title}>{query.q ? `“${query.q}”` : 'All products'}</h1>
    {total !== undefined && <p className={styles.total}>{plural(total, 'product')}</p>}
    <div className={styles.tools}>
      <span className={styles.filter}>
        <Button icon="filter" onClick={onFilter}>
          Filters
        </Button>
      </span>
      <select
        className={styles.sort}
        aria-label="Sort by"
        value={sortOf(query)}
        onChange={(event) => onChange({ ...query, sort: event.currentTarget.value })}
      >
        {sorts
          .filter(({ value }) => value !== 'relevance' || query.q)
          .map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
      </select>
    </div>
  </div>
);

/** Says each new result once. */
const useAnnounced = (words: string) => {
  const { say } = useStatus();
  useEffect(() => {
    if (words) say(words);
  }, [words, say]);
};
