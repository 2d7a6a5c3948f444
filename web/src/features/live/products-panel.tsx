import { memo } from 'react';
import type { LiveState } from '#contracts/live';
import type { RunSheetEntry } from '#contracts/sales';
import { Link } from '../../lib/router.ts';
import { classNames } from '../../ui/class-names.ts';
import { Picture } from '../../ui/picture.tsx';
import { Price } from '../../ui/price.tsx';
import { Stock } from '../../ui/stock.tsx';
import { summary } from '../product/variants.ts';
import styles from './products-panel.module.css';

interface RunSheetProps {
  live: LiveState;
  onBuy: (productId: string) => void;
}

/** Everything of this sale, in the seller's order: what was on screen before stays reachable. */
export const RunSheet = ({ live, onBuy }: RunSheetProps) => (
  <ul className={styles.list}>
    {live.runSheet.map((entry) => (
      <li key={entry.productId}>
        <Entry entry={entry} featured={entry.productId === live.featured} onBuy={onBuy} />
      </li>
    ))}
  </ul>
);

interface EntryProps {
  entry: RunSheetEntry;
  featured: boolean;
  onBuy: (productId: string) => void;
}

/** Drawn again only when something of this product changed: a sale with a busy chat redraws four times a second. */
const Entry = memo(({ entry, featured, onBuy }: EntryProps) => {
  const { cheapest, available } = summary(entry);
  return (
    <article className={classNames(styles.entry, featured && styles.featured)}>
      <Picture className={styles.picture} image={entry.image} alt="" sizes="64px" />
      <div className={styles.words}>
        {featured && <p className={styles.now}>On screen now</p>}
        <h3 className={styles.title}>
          <Link href={`/products/${entry.slug}`}>{entry.title}</Link>
        </h3>
        {cheapest && <Price amount={cheapest.price} was={cheapest.compareAt} size="row" />}
        <p>
          <Stock available={available} />
        </p>
      </div>
      {available > 0 && (
        <button
          type="button"
          className={styles.buy}
          aria-haspopup="dialog"
          aria-label={`Buy ${entry.title}`}
          onClick={() => onBuy(entry.productId)}
        >
          Buy
        </button>
      )}
    </article>
  );
});

/** The left pane of a wide screen; on a phone the same list is in a sheet. */
export const ProductsPanel = ({ className, ...props }: RunSheetProps & { className?: string }) => (
  <aside className={className} aria-label="Products of this sale">
    <h2 className={styles.heading}>In this sale</h2>
    <RunSheet {...props} />
  </aside>
);
