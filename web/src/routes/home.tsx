import { listBestsellers, listProducts } from '#contracts/catalog';
import { LiveCard } from '../features/live/live-card.tsx';
import { SoonCard } from '../features/live/soon-card.tsx';
import { useSales } from '../features/live/use-sales.ts';
import { ProductGrid, ProductGridSkeleton } from '../features/product/product-card.tsx';
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

/** Live now, starting soon, what sells, what is new. */
export const Home = () => (
  <Page title="">
    <h1 className="visually-hidden">{useShop().data?.name ?? 'Shop'}</h1>
    <LiveNow />
    <StartingSoon />
    <Bestsellers />
    <NewProducts />
  </Page>
);

const LiveNow = () => {
  const { data, isPending } = useSales('live');
  const shop = useShop().data;
  if (isPending) return <Skeleton height="min(70dvh, 30rem)" />;
  if (!data?.length) return null;
  return (
    <section className={styles.section} aria-labelledby="live-now">
      <h2 id="live-now">Live now</h2>
      <div className={data.length > 1 ? styles.stages : undefined}>
        {data.map((sale, place) => (
          <LiveCard key={sale.id} sale={sale} preview={place === 0 && shop?.video === true} />
        ))}
      </div>
    </section>
  );
};

const StartingSoon = () => {
  const { data } = useSales('scheduled');
  if (!data?.length) return null;
  return (
    <section className={styles.section} aria-labelledby="starting-soon">
      <h2 id="starting-soon">Starting soon</h2>
      <ul className={styles.soon}>
        {data.slice(0, 6).map((sale) => (
          <li key={sale.id}>
            <SoonCard sale={sale} />
          </li>
        ))}
      </ul>
    </section>
  );
};

const Bestsellers = () => {
  const { data } = useQuery({
    queryKey: keys.bestsellers,
    queryFn: async ({ signal }) => (await call(listBestsellers, { query: { limit: shelf }, signal })).items,
  });
  if (!data?.length) return null;
  return (
    <section className={styles.section} aria-labelledby="bestsellers">
      <h2 id="bestsellers">Bestsellers</h2>
      <ProductGrid cards={data} />
    </section>
  );
};

const NewProducts = () => {
  const { data, isPending, error, refetch } = useQuery({
    queryKey: keys.products(newest),
    queryFn: ({ signal }) => call(listProducts, { query: newest, signal }),
  });
  if (isPending) return <ProductGridSkeleton />;
  if (error) return <ErrorState failure={error} onRetry={() => void refetch()} />;
  if (data.items.length === 0)
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
