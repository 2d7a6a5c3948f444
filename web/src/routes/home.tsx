import { listBestsellers, listProducts, type ProductCard } from '#contracts/catalog';
import type { Sale } from '#contracts/sales';
import { LiveCard } from '../features/live/live-card.tsx';
import { SoonCard } from '../features/live/soon-card.tsx';
import { useSales } from '../features/live/use-sales.ts';
import { ProductGrid } from '../features/product/product-card.tsx';
import { call } from '../lib/api.ts';
import { keys, useQuery } from '../lib/query.ts';
import { Link } from '../lib/router.ts';
import { useShop } from '../lib/shop.ts';
import { Page } from '../ui/page.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../ui/states.tsx';
import styles from './home.module.css';

const shelf = 8;
const newest = { sort: 'newest', limit: 12 } as const;

const useBestsellers = () =>
  useQuery({
    queryKey: keys.bestsellers,
    queryFn: async ({ signal }) => (await call(listBestsellers, { query: { limit: shelf }, signal })).items,
  });

const useNewest = () =>
  useQuery({
    queryKey: keys.products(newest),
    queryFn: ({ signal }) => call(listProducts, { query: newest, signal }),
  });

/** Live now, starting soon, what sells, what is new. A part waits for those above it, so nothing is pushed down. */
export const Home = () => {
  const live = useSales('live');
  const soon = useSales('scheduled');
  const bestsellers = useBestsellers();
  const products = useNewest();
  const waiting = [live, soon, bestsellers, products].findIndex((part) => part.isPending);
  const settled = waiting === -1 ? 4 : waiting;
  return (
    <Page title="">
      <h1 className="visually-hidden">{useShop().data?.name ?? 'Shop'}</h1>
      {settled < 2 && <Skeleton height="min(70dvh, 30rem)" />}
      {settled >= 2 && <LiveNow sales={live.data ?? []} />}
      {settled >= 2 && <StartingSoon sales={soon.data ?? []} />}
      {settled >= 3 && <Bestsellers cards={bestsellers.data ?? []} />}
      {settled >= 4 && <NewProducts products={products} />}
    </Page>
  );
};

const LiveNow = ({ sales }: { sales: readonly Sale[] }) => {
  const shop = useShop().data;
  const [first, ...others] = sales;
  if (!first) return null;
  return (
    <section className={styles.section} aria-labelledby="live-now">
      <h2 id="live-now">Live now</h2>
      <LiveCard sale={first} preview={shop?.video === true} />
      {others.length > 0 && (
        <ul className={styles.others}>
          {others.map((sale) => (
            <li key={sale.id}>
              <LiveCard sale={sale} small />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
};

const StartingSoon = ({ sales }: { sales: readonly Sale[] }) =>
  sales.length > 0 && (
    <section className={styles.section} aria-labelledby="starting-soon">
      <h2 id="starting-soon">Starting soon</h2>
      <ul className={styles.soon}>
        {sales.slice(0, 6).map((sale) => (
          <li key={sale.id}>
            <SoonCard sale={sale} />
          </li>
        ))}
      </ul>
    </section>
  );

const Bestsellers = ({ cards }: { cards: readonly ProductCard[] }) =>
  cards.length > 0 && (
    <section className={styles.section} aria-labelledby="bestsellers">
      <h2 id="bestsellers">Bestsellers</h2>
      <ProductGrid cards={cards} />
    </section>
  );

const NewProducts = ({ products }: { products: ReturnType<typeof useNewest> }) => {
  const { data, error, refetch } = products;
  if (error) return <ErrorState failure={error} onRetry={() => void refetch()} />;
  if (!data?.items.length)
    return <EmptyState title="Nothing on sale yet">Products appear here when a seller adds them.</EmptyState>;
  return (
    <section className={styles.section} aria-labelledby="new-products">
      <div className={styles.head}>
        <h2 id="new-products">New in the shop</h2>
        <Link href="/search" className={styles.all}>
          See all {data.total} products
        </Link>
      </div>
      <ProductGrid cards={data.items} />
    </section>
  );
};
