import { Suspense, useRef } from 'react';
import type { Sale } from '#contracts/sales';
import { fetched } from '../../lib/fetched.ts';
import { count, plural } from '../../lib/format.ts';
import { Link } from '../../lib/router.ts';
import { classNames } from '../../ui/class-names.ts';
import { LiveTag } from '../../ui/live-tag.tsx';
import { Picture } from '../../ui/picture.tsx';
import { Price } from '../../ui/price.tsx';
import styles from './live-card.module.css';
import { useLiveSession } from './use-live.ts';
import { usePreviewWanted } from './use-preview-wanted.ts';

const LivePreview = fetched(() => import('./live-preview.tsx'), 'LivePreview');

interface LiveCardProps {
  sale: Sale;
  /** The first card shows the sale as it is right now, without sound. */
  preview?: boolean;
  /** One of several: without its products. */
  small?: boolean;
}

/** A stage one can step onto: the sale's picture, who is on it, and what is being sold. */
export const LiveCard = ({ sale, preview = false, small = false }: LiveCardProps) => {
  const stage = useRef<HTMLSpanElement>(null);
  // What plays in the small frame already need not play twice.
  const entered = useLiveSession()?.saleId === sale.id;
  const moving = usePreviewWanted(stage, preview && !entered);
  return (
    <Link href={`/live/${sale.id}`} className={classNames(styles.card, small && styles.small)}>
      <span className={styles.stage} ref={stage}>
        <Picture
          className={styles.poster}
          image={sale.cover ?? sale.preview[0]?.image ?? null}
          alt=""
          sizes="(min-width: 56.25rem) 26rem, 92vw"
          first
        />
        <Suspense>{moving && <LivePreview saleId={sale.id} />}</Suspense>
        <span className={styles.top}>
          <LiveTag />
          {sale.watching > 0 && <span className={styles.watching}>{count(sale.watching)} watching</span>}
        </span>
      </span>
      <span className={styles.words}>
        <span className={styles.title}>{sale.title}</span>
        <span className={styles.seller}>
          {sale.seller.name} · {plural(sale.products, 'product')}
        </span>
        <span className={styles.go}>Watch live</span>
      </span>
      {!small && sale.preview.length > 0 && (
        <span className={styles.shelf}>
          {sale.preview.slice(0, 4).map((card) => (
            <span key={card.id} className={styles.item}>
              <Picture
                className={styles.thumb}
                image={card.image}
                alt={card.title}
                sizes="(min-width: 56.25rem) 11rem, 6rem"
              />
              <Price amount={card.price} size="row" />
            </span>
          ))}
        </span>
      )}
    </Link>
  );
};
