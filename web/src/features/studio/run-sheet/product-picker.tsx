import { useState } from 'react';
import type { StudioProduct } from '#contracts/catalog';
import type { RunSheetEntry } from '#contracts/sales';
import { Button, ButtonLink } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Picture } from '../../../ui/picture.tsx';
import { Price } from '../../../ui/price.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../../ui/states.tsx';
import { Stock } from '../../../ui/stock.tsx';
import { SearchBox } from '../parts/search-box.tsx';
import { useStudioProducts } from '../products/use-studio-products.ts';
import { availableOf } from './order.ts';
import styles from './product-picker.module.css';

interface PickerProps {
  /** Ids of what is in the run sheet already. */
  chosen: ReadonlySet<string>;
  onAdd: (entry: RunSheetEntry) => void;
}

const entryOf = (product: StudioProduct): RunSheetEntry => ({
  productId: product.id,
  slug: product.slug,
  title: product.title,
  image: product.images[0] ?? null,
  options: product.options,
  variants: product.variants,
});

/** The seller's own products, to be put into a run sheet one by one. */
export const ProductPicker = ({ chosen, onAdd }: PickerProps) => {
  const [words, setWords] = useState('');
  const { data, isPending, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useStudioProducts(words);
  const products = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className={styles.picker}>
      <SearchBox label="Search your products" onSearch={setWords} />
      {isPending && <Skeleton height="12rem" />}
      {error && <ErrorState failure={error} onRetry={() => void refetch()} />}
      {data && products.length === 0 && <Nothing searched={words !== ''} />}
      <ul className={styles.list}>
        {products.map((product) => (
          <PickerRow
            key={product.id}
            product={product}
            added={chosen.has(product.id)}
            onAdd={() => onAdd(entryOf(product))}
          />
        ))}
        {hasNextPage && (
          <li>
            <Button wide busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
              Show more products
            </Button>
          </li>
        )}
      </ul>
    </div>
  );
};

const Nothing = ({ searched }: { searched: boolean }) =>
  searched ? (
    <EmptyState title="None of your products is called that">
      Search for another word of its title.
    </EmptyState>
  ) : (
    <EmptyState
      title="No products yet"
      action={<ButtonLink href="/studio/products/import">Import a sheet</ButtonLink>}
    >
      Import a sheet or add a product by hand; then it can be put here.
    </EmptyState>
  );

const PickerRow = ({
  product,
  added,
  onAdd,
}: {
  product: StudioProduct;
  added: boolean;
  onAdd: () => void;
}) => {
  const price = Math.min(...product.variants.map((variant) => variant.price));
  return (
    <li className={styles.row}>
      <Picture className={styles.picture} image={product.images[0] ?? null} alt="" sizes="3.5rem" />
      <span className={styles.words}>
        <span className={styles.title}>{product.title}</span>
        <span className={styles.facts}>
          <Price amount={price} size="row" /> <Stock available={availableOf(product)} />
        </span>
      </span>
      {added ? (
        <span className={styles.added}>
          <Icon name="check" size={18} /> Added
        </span>
      ) : (
        <Button small icon="plus" aria-label={`Add ${product.title}`} onClick={onAdd}>
          Add
        </Button>
      )}
    </li>
  );
};
