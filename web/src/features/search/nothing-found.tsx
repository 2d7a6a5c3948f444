import { listBestsellers } from '#contracts/catalog';
import { call, toQueryString } from '../../lib/api.ts';
import { keys, useQuery } from '../../lib/query.ts';
import { Link } from '../../lib/router.ts';
import { Button } from '../../ui/button.tsx';
import { ProductGrid } from '../product/product-card.tsx';
import styles from './nothing-found.module.css';
import type { Chosen, SearchQuery } from './search-query.ts';

interface NothingFoundProps {
  query: SearchQuery;
  didYouMean: string | null;
  chosen: readonly Chosen[];
  onChange: (query: SearchQuery) => void;
}

/** A way on from every search: the word that was meant, fewer filters one by one, then what others buy. */
export const NothingFound = ({ query, didYouMean, chosen, onChange }: NothingFoundProps) => {
  const bestsellers = useQuery({
    queryKey: keys.bestsellers,
    queryFn: async ({ signal }) => (await call(listBestsellers, { query: { limit: 8 }, signal })).items,
  });
  return (
    <div className={styles.nothing}>
      <h2>{query.q ? `Nothing found for “${query.q}”` : 'Nothing matches these filters'}</h2>
      {didYouMean && (
        <p className={styles.meant}>
          Did you mean <Link href={`/search${toQueryString({ ...query, q: didYouMean })}`}>{didYouMean}</Link>
          ?
        </p>
      )}
      {chosen.length > 0 && (
        <ul className={styles.drop}>
          {chosen.map((filter) => (
            <li key={filter.words}>
              <Button small onClick={() => onChange(filter.without)}>
                {`Look without ${filter.words}`}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {bestsellers.data && bestsellers.data.length > 0 && (
        <section aria-labelledby="instead">
          <h2 id="instead" className={styles.instead}>
            What others buy
          </h2>
          <ProductGrid cards={bestsellers.data} />
        </section>
      )}
    </div>
  );
};
