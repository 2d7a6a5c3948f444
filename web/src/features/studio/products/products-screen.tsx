import { useState } from 'react';
import { Button, ButtonLink } from '../../../ui/button.tsx';
import { Page } from '../../../ui/page.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../../ui/states.tsx';
import { Head } from '../parts/head.tsx';
import { SearchBox } from '../parts/search-box.tsx';
import { ProductRow } from './product-row.tsx';
import styles from './products-screen.module.css';
import { useStudioProducts } from './use-studio-products.ts';

/** All products of the seller, with price and stock to type over. */
export const ProductsScreen = () => {
  const [words, setWords] = useState('');
  const { data, isPending, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useStudioProducts(words);
  const products = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page title="Products">
      <Head title="Products">
        <ButtonLink href="/studio/products/import">Import a sheet</ButtonLink>
        <ButtonLink href="/studio/products/new" look="primary" icon="plus">
          Add a product
        </ButtonLink>
      </Head>
      <SearchBox label="Search by title or SKU" onSearch={setWords} />
      {isPending && <Skeleton height="24rem" />}
      {error && <ErrorState failure={error} onRetry={() => void refetch()} />}
      {data && products.length === 0 && <Nothing words={words} />}
      <ul className={styles.list} aria-label="Products">
        {products.map((product) => (
          <ProductRow key={product.id} product={product} />
        ))}
      </ul>
      {hasNextPage && (
        <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Show more products
        </Button>
      )}
    </Page>
  );
};

const Nothing = ({ words }: { words: string }) =>
  words ? (
    <EmptyState title={`Nothing is called “${words}”`}>
      Search for another word of the title, or for the SKU.
    </EmptyState>
  ) : (
    <EmptyState
      title="No products yet"
      action={<ButtonLink href="/studio/products/import">Import a sheet</ButtonLink>}
    >
      Import the sheet of the shop you have, or add a product by hand. Then line products up for a sale.
    </EmptyState>
  );
