import { Suspense, useState } from 'react';
import type { Product } from '#contracts/catalog';
import { useBasket, usePutLine } from '../features/basket/use-basket.ts';
import { Gallery } from '../features/product/gallery.tsx';
import { ProductFacts } from '../features/product/product-facts.tsx';
import { useProduct } from '../features/product/use-product.ts';
import { readUsual } from '../features/product/usual-choice.ts';
import { type Choice, chosenVariant, firstChoice } from '../features/product/variants.ts';
import { codeOf } from '../lib/api.ts';
import { fetched } from '../lib/fetched.ts';
import { useParams } from '../lib/router.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Page } from '../ui/page.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { ActionError, EmptyState, ErrorState } from '../ui/states.tsx';
import { useStatus } from '../ui/status.tsx';
import styles from './product.module.css';

const Follow = fetched(() => import('../features/product/follow.tsx'), 'Follow');
const BuySheet = fetched(() => import('../features/buy/buy-sheet.tsx'), 'BuySheet');

export const ProductPage = () => {
  const { product: slug } = useParams<{ product: string }>();
  const { data, isPending, error, refetch } = useProduct(slug);
  return (
    <Page title={data?.title ?? 'Product'} key={slug}>
      {isPending && <Skeleton height="70dvh" />}
      {error && codeOf(error) === 'product.unknown' ? (
        <EmptyState
          page
          title="No longer on sale"
          action={<ButtonLink href="/search">See all products</ButtonLink>}
        >
          The seller took this product off the shelf, or the link is not right.
        </EmptyState>
      ) : (
        error && <ErrorState failure={error} onRetry={() => void refetch()} />
      )}
      {data && <Shown product={data} />}
      <Suspense>{data && <Follow productId={data.id} />}</Suspense>
    </Page>
  );
};

const Shown = ({ product }: { product: Product }) => {
  const [choice, setChoice] = useState<Choice>(() => firstChoice(product, readUsual()));
  return (
    <article className={styles.product}>
      <Gallery images={product.images} title={product.title} />
      <div className={styles.side}>
        <ProductFacts product={product} choice={choice} onChoose={setChoice} />
        <BuyButtons product={product} choice={choice} />
        {product.description && <p className={styles.description}>{product.description}</p>}
      </div>
    </article>
  );
};

const BuyButtons = ({ product, choice }: { product: Product; choice: Choice }) => {
  const { toast } = useStatus();
  const put = usePutLine();
  const [buying, setBuying] = useState<'never' | 'open' | 'closed'>('never');
  const variant = chosenVariant(product, choice);
  const soldOut = !variant || variant.available < 1;
  const held = useBasket().data?.lines.find((line) => line.variantId === variant?.id)?.quantity ?? 0;
  const add = () => {
    if (variant)
      put.mutate(
        { variantId: variant.id, quantity: Math.min(held + 1, variant.available, 99) },
        { onSuccess: () => toast(`${product.title} is in the basket`) },
      );
  };
  const purchase = { kind: 'product', product, choice, back: 'Back to the product' } as const;
  return (
    <div className={styles.buttons}>
      <Button look="primary" wide disabled={soldOut} onClick={() => setBuying('open')}>
        {soldOut ? 'Sold out' : 'Buy now'}
      </Button>
      <Button icon="bag" wide disabled={soldOut} busy={put.isPending} onClick={add}>
        Add to basket
      </Button>
      <ActionError failure={put.error} />
      {buying !== 'never' && (
        <Suspense>
          <BuySheet purchase={buying === 'open' ? purchase : null} onClose={() => setBuying('closed')} />
        </Suspense>
      )}
    </div>
  );
};
