import { Suspense, useState } from 'react';
import type { Basket } from '#contracts/orders';
import { BasketLines } from '../features/basket/basket-lines.tsx';
import { useBasket } from '../features/basket/use-basket.ts';
import { fetched } from '../lib/fetched.ts';
import { useMoney } from '../lib/shop.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Page } from '../ui/page.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../ui/states.tsx';
import styles from './basket.module.css';

const BuySheet = fetched(() => import('../features/buy/buy-sheet.tsx'), 'BuySheet');

export const BasketPage = () => {
  const { data: basket, isPending, error, refetch } = useBasket();
  const [buying, setBuying] = useState<'never' | 'open' | 'closed'>('never');
  const filled = basket && basket.lines.length > 0;
  return (
    <Page title="Basket" width="text">
      <h1 className={styles.title}>Basket</h1>
      {isPending && <Skeleton height="12rem" />}
      {error && <ErrorState failure={error} onRetry={() => void refetch()} />}
      {basket && !filled && (
        <EmptyState
          title="Nothing in it yet"
          action={<ButtonLink href="/search">See all products</ButtonLink>}
        >
          What you put into the basket waits here, at today’s price.
        </EmptyState>
      )}
      {filled && (
        <>
          <BasketLines lines={basket.lines} />
          <Sums basket={basket} onBuy={() => setBuying('open')} />
        </>
      )}
      {basket && buying !== 'never' && (
        <Suspense>
          <BuySheet
            purchase={buying === 'open' ? { kind: 'basket', basket, back: 'Back to the shop' } : null}
            onClose={() => setBuying('closed')}
          />
        </Suspense>
      )}
    </Page>
  );
};

const Sums = ({ basket, onBuy }: { basket: Basket; onBuy: () => void }) => {
  const money = useMoney();
  const short = basket.lines.some((line) => line.quantity > line.available);
  return (
    <section className={styles.sums} aria-label="Total">
      <dl className="number">
        <div>
          <dt>Goods</dt>
          <dd>{money(basket.goods)}</dd>
        </div>
        <div>
          <dt>Delivery</dt>
          <dd>{basket.delivery === 0 ? 'free' : money(basket.delivery)}</dd>
        </div>
        <div className={styles.total}>
          <dt>Total, delivery included</dt>
          <dd>{money(basket.total)}</dd>
        </div>
      </dl>
      {short && <p className={styles.short}>Take out what is sold out, or fewer of it, to go on.</p>}
      <Button look="primary" wide disabled={short} onClick={onBuy}>
        {`Check out ${money(basket.total)}`}
      </Button>
    </section>
  );
};
