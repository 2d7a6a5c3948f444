import type { Sale } from '#contracts/sales';
import { capitalise, count, moment, plural } from '../../../lib/format.ts';
import { Link } from '../../../lib/router.ts';
import { useMoney } from '../../../lib/shop.ts';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { Tile, Tiles } from '../parts/tile.tsx';
import styles from './last-sale.module.css';
import { recapOf, useSaleOrders } from './use-recap.ts';
import { minutesWords } from './when.ts';

/** The answer first: what the last sale brought. */
export const LastSale = ({ sale }: { sale: Sale }) => {
  const money = useMoney();
  const { data } = useSaleOrders(sale.id);
  const recap = data && recapOf(data);
  return (
    <section className={styles.last} aria-labelledby="last">
      <p className={styles.over}>
        Last sale · {capitalise(moment(sale.startedAt ?? sale.scheduledFor, Date.now()))}
      </p>
      <h2 id="last" className={styles.sum}>
        {recap ? (
          <Link href={`/studio/sales/${sale.id}`} className={styles.link}>
            {money(recap.revenue)} from {plural(recap.orders, 'order')}
          </Link>
        ) : (
          <Skeleton height="2rem" width="18rem" />
        )}
      </h2>
      <p className={styles.title}>{sale.title}</p>
      <Tiles>
        <Tile label="Pieces sold">{recap ? count(recap.units) : '–'}</Tile>
        <Tile label="Live for">
          {sale.startedAt && sale.endedAt ? minutesWords(sale.endedAt - sale.startedAt) : '–'}
        </Tile>
        <Tile label="Products shown">{count(sale.products)}</Tile>
      </Tiles>
    </section>
  );
};
