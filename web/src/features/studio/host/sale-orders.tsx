import { plural } from '../../../lib/format.ts';
import { Link } from '../../../lib/router.ts';
import { useMoney } from '../../../lib/shop.ts';
import { classNames } from '../../../ui/class-names.ts';
import { useHost } from '../on-air.tsx';
import type { HostSession } from './host-session.ts';
import { tally } from './host-state.ts';
import styles from './sale-orders.module.css';

/** What the sale brought so far, in one line. */
export const Tally = ({ session }: { session: HostSession }) => {
  const money = useMoney();
  const { count, total } = tally(useHost(session).orders);
  return (
    <p className={styles.tally} role="status" data-tally>
      {count === 0 ? (
        <span className={styles.none}>No orders yet</span>
      ) : (
        <>
          <b className={styles.sum}>{money(total)}</b> from {plural(count, 'order')}
        </>
      )}
    </p>
  );
};

const clock = (at: number) =>
  new Date(at).toLocaleTimeString('en-IN', { hour: 'numeric', minute: '2-digit', hour12: true });

/** Orders of this sale as they arrive, the newest on top. */
export const SaleOrders = ({ session }: { session: HostSession }) => {
  const money = useMoney();
  const { orders } = useHost(session);
  if (orders.length === 0)
    return <p className={styles.empty}>Orders appear here in the moment in which they are placed.</p>;
  return (
    <ol className={styles.list} aria-label="Orders of this sale">
      {orders.map((order) => (
        <li key={order.id} className={classNames(styles.order, order.fresh && styles.fresh)}>
          <Link href={`/studio/orders/${order.id}`} className={styles.link}>
            <span className={styles.goods}>{order.goods.join(', ')}</span>
            <span className={styles.facts}>
              {clock(order.at)} · {order.city} · {order.number}
            </span>
          </Link>
          <b className={styles.total}>{money(order.total)}</b>
        </li>
      ))}
    </ol>
  );
};
