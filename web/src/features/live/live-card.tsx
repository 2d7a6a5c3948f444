import type { Sale } from '#contracts/sales';
import { count, plural } from '../../lib/format.ts';
import { Link } from '../../lib/router.ts';
import { LiveTag } from '../../ui/live-tag.tsx';
import { Picture } from '../../ui/picture.tsx';
import { Price } from '../../ui/price.tsx';
import styles from './live-card.module.css';

/** A stage one can step onto: the sale's picture, who is on it, and what is being sold. */
export const LiveCard = ({ sale }: { sale: Sale }) => (
  <Link href={`/live/${sale.id}`} className={styles.card}>
    <span className={styles.stage}>
      <Picture
        className={styles.poster}
        image={sale.cover ?? sale.preview[0]?.image ?? null}
        alt=""
        sizes="(min-width: 56.25rem) 26rem, 92vw"
        first
      />
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
    {sale.preview.length > 0 && (
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
