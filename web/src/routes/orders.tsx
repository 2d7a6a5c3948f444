import type { Order } from '#contracts/orders';
import { isOpen, stateWords } from '../features/orders/order-words.ts';
import { useOrders } from '../features/orders/use-orders.ts';
import { moment } from '../lib/format.ts';
import { Link } from '../lib/router.ts';
import { useMoney } from '../lib/shop.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { classNames } from '../ui/class-names.ts';
import { Page } from '../ui/page.tsx';
import { Picture } from '../ui/picture.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../ui/states.tsx';
import styles from './orders.module.css';

export const OrdersPage = () => {
  const { data, isPending, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useOrders();
  const orders = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page title="My orders" width="text">
      <h1 className={styles.title}>My orders</h1>
      {isPending && <Skeleton height="12rem" />}
      {error && <ErrorState failure={error} onRetry={() => void refetch()} />}
      {data && orders.length === 0 && (
        <EmptyState title="No orders yet" action={<ButtonLink href="/">Go to the shop</ButtonLink>}>
          What you order appears here, with where it is.
        </EmptyState>
      )}
      <ul>
        {orders.map((order) => (
          <li key={order.id}>
            <OrderRow order={order} />
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Show older orders
        </Button>
      )}
    </Page>
  );
};

const OrderRow = ({ order }: { order: Order }) => {
  const money = useMoney();
  const [first] = order.lines;
  return (
    <Link href={`/orders/${order.id}`} className={styles.row}>
      <Picture className={styles.picture} image={first?.image ?? null} alt="" sizes="4rem" />
      <span className={styles.words}>
        <span className={classNames(styles.state, isOpen(order) && styles.open)}>
          {stateWords[order.state]}
        </span>
        <span className={styles.what}>
          {first?.title}
          {order.lines.length > 1 && ` and ${order.lines.length - 1} more`}
        </span>
        <span className={styles.when}>
          {order.number} · {moment(order.placedAt, Date.now())}
        </span>
      </span>
      <span className={styles.total}>{money(order.total)}</span>
    </Link>
  );
};
