import { memo } from 'react';
import type { RunSheetEntry } from '#contracts/sales';
import { Link } from '../../lib/router.ts';
import { Picture } from '../../ui/picture.tsx';
import { Price } from '../../ui/price.tsx';
import { Stock } from '../../ui/stock.tsx';
import { summary } from '../product/variants.ts';
import styles from './featured-card.module.css';

interface FeaturedCardProps {
  entry: RunSheetEntry;
  onBuy: (productId: string) => void;
}

/** What the seller shows right now, with the price and the stock of this moment. */
export const FeaturedCard = memo(({ entry, onBuy }: FeaturedCardProps) => {
  const { cheapest, available } = summary(entry);
  return (
    <article className={styles.card} data-featured={entry.productId} aria-label="On screen now">
      <Picture className={styles.picture} image={entry.image} alt="" sizes="76px" />
      <div className={styles.words}>
        <h2 className={styles.title}>
          <Link href={`/products/${entry.slug}`}>{entry.title}</Link>
        </h2>
        {/* A new price is a new element: it comes in with one small movement, and only then. */}
        {cheapest && (
          <span key={cheapest.price} className={styles.price}>
            <Price amount={cheapest.price} was={cheapest.compareAt} />
          </span>
        )}
        <Stock available={available} />
      </div>
      <button
        type="button"
        className={styles.buy}
        aria-haspopup="dialog"
        aria-label={available > 0 ? `Buy ${entry.title}` : `${entry.title}, look at it`}
        onClick={() => onBuy(entry.productId)}
      >
        {available > 0 ? 'Buy' : 'Look'}
      </button>
    </article>
  );
});
