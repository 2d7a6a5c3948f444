import type { Sale } from '#contracts/sales';
import { capitalise, moment, timeLeft } from '../../lib/format.ts';
import { Link } from '../../lib/router.ts';
import { useNow } from '../../lib/use-now.ts';
import { Picture } from '../../ui/picture.tsx';
import styles from './soon-card.module.css';

/** The last hour is counted; before it a date says more. */
const countFromMs = 60 * 60_000;

export const SoonCard = ({ sale }: { sale: Sale }) => {
  const now = useNow(1000);
  const left = sale.scheduledFor - now;
  return (
    <Link href={`/live/${sale.id}`} className={styles.card}>
      <Picture
        className={styles.cover}
        image={sale.cover ?? sale.preview[0]?.image ?? null}
        alt=""
        sizes="8rem"
      />
      <span className={styles.words}>
        <span className={styles.when}>{capitalise(moment(sale.scheduledFor, now))}</span>
        <span className={styles.title}>{sale.title}</span>
        <span className={styles.seller}>
          {sale.seller.name}
          {left > 0 && left < countFromMs && ` · in ${timeLeft(left)}`}
        </span>
      </span>
    </Link>
  );
};
