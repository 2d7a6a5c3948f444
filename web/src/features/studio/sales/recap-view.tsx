import type { Sale } from '#contracts/sales';
import { capitalise, count, moment, plural } from '../../../lib/format.ts';
import { Link } from '../../../lib/router.ts';
import { useMoney } from '../../../lib/shop.ts';
import { ButtonLink } from '../../../ui/button.tsx';
import { Page } from '../../../ui/page.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../../ui/states.tsx';
import { Head } from '../parts/head.tsx';
import { Tile, Tiles } from '../parts/tile.tsx';
import styles from './recap-view.module.css';
import { type Recap, recapOf, useSaleOrders } from './use-recap.ts';
import { minutesWords } from './when.ts';

interface RecapProps {
  sale: Sale;
  /** The most that watched at once, where this page saw the sale. */
  peak?: number;
}

/** After the sale: the answer first, then the numbers, then what they are made of. */
export const RecapView = ({ sale, peak }: RecapProps) => {
  const { data, isPending, error, refetch } = useSaleOrders(sale.id);
  const money = useMoney();
  const recap = data && recapOf(data);
  const at = sale.startedAt ?? sale.scheduledFor;
  return (
    <Page title={sale.title}>
      <Head
        title={recap ? `${money(recap.revenue)} from ${plural(recap.orders, 'order')}` : sale.title}
        back={{ href: '/studio/sales', words: 'All sales' }}
        over={
          <span>
            {sale.title} · {capitalise(moment(at, Date.now()))}
          </span>
        }
      >
        <ButtonLink href={`/studio/orders?sale=${sale.id}`}>See its orders</ButtonLink>
        <ButtonLink href="/studio/sales/new">Schedule the next sale</ButtonLink>
      </Head>
      {isPending && <Skeleton height="8rem" />}
      {error && <ErrorState failure={error} onRetry={() => void refetch()} />}
      {recap && (
        <div className={styles.recap}>
          <Numbers sale={sale} recap={recap} peak={peak} />
          <Sold recap={recap} />
        </div>
      )}
    </Page>
  );
};

const Numbers = ({ sale, recap, peak = 0 }: RecapProps & { recap: Recap }) => {
  const lasted = sale.startedAt && sale.endedAt ? sale.endedAt - sale.startedAt : null;
  return (
    <Tiles>
      <Tile label="Pieces sold">{count(recap.units)}</Tile>
      <Tile label="Live for">{lasted === null ? '–' : minutesWords(lasted)}</Tile>
      {peak > 0 && <Tile label="Peak watching">{count(peak)}</Tile>}
      {recap.cancelled > 0 && (
        <Tile label="Cancelled" note="not in the sum">
          {plural(recap.cancelled, 'order')}
        </Tile>
      )}
    </Tiles>
  );
};

const Sold = ({ recap }: { recap: Recap }) => {
  const money = useMoney();
  if (recap.products.length === 0)
    return (
      <EmptyState title="Nothing was ordered in this sale">
        Orders that buyers place while they watch are counted here, product by product.
      </EmptyState>
    );
  return (
    <table className={styles.table}>
      <caption className={styles.caption}>What sold</caption>
      <thead>
        <tr>
          <th scope="col">Product</th>
          <th scope="col" className={styles.number}>
            Pieces
          </th>
          <th scope="col" className={styles.number}>
            Revenue
          </th>
        </tr>
      </thead>
      <tbody>
        {recap.products.map((product) => (
          <tr key={product.productId}>
            <th scope="row">
              <Link href={`/studio/products/${product.productId}`}>{product.title}</Link>
            </th>
            <td className={styles.number}>{count(product.units)}</td>
            <td className={styles.money}>{money(product.revenue)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
