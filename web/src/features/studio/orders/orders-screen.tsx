import { useReducer, useState } from 'react';
import type { Order } from '#contracts/orders';
import { plural } from '../../../lib/format.ts';
import { useSearchParams } from '../../../lib/router.ts';
import { Button, ButtonLink, IconButton } from '../../../ui/button.tsx';
import { Page } from '../../../ui/page.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../../ui/states.tsx';
import { Head } from '../parts/head.tsx';
import { BulkBar, type Refused } from './bulk-bar.tsx';
import { type FilterName, filterOf, OrderFilters } from './order-filters.tsx';
import { OrderRow } from './order-row.tsx';
import { OrdersNav } from './orders-nav.tsx';
import styles from './orders-screen.module.css';
import { choose, movable } from './selection.ts';
import { useStudioOrders } from './use-studio-orders.ts';

/** Orders with this seller's goods, newest first; new ones come in by themselves. */
export const OrdersScreen = () => {
  const [search, setSearch] = useSearchParams();
  const [words, setWords] = useState('');
  const filter = { ...filterOf(search), q: words || undefined };
  const list = useStudioOrders(filter);
  const { data, isPending, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = list;
  const orders = data?.pages.flatMap((page) => page.items) ?? [];
  const set = (name: FilterName, value: string | undefined) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { replace: true },
    );
  const sale = filter.saleId ? `?sale=${filter.saleId}` : '';
  return (
    <Page title="Orders">
      <Head title="Orders">
        <ButtonLink href={`/studio/orders/packing${sale}`} icon="print">
          Packing list
        </ButtonLink>
      </Head>
      <OrdersNav />
      <OrderFilters filter={filter} onSet={set} onSearch={setWords} />
      {isPending && <Skeleton height="20rem" />}
      {error && <ErrorState failure={error} onRetry={() => void refetch()} />}
      {data && orders.length === 0 && <Nothing filtered={Object.values(filter).some(Boolean)} />}
      {orders.length > 0 && <List orders={orders} />}
      {hasNextPage && (
        <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Show older orders
        </Button>
      )}
    </Page>
  );
};

const List = ({ orders }: { orders: readonly Order[] }) => {
  const [opened] = useState(() => Date.now());
  const [chosen, dispatch] = useReducer(choose, new Set<string>());
  const [refused, setRefused] = useState<Refused>([]);
  const candidates = movable(orders);
  const inSight = new Set(candidates.filter(({ id }) => chosen.has(id)).map(({ id }) => id));
  return (
    <>
      {candidates.length > 1 && (
        <label className={styles.all}>
          <input
            type="checkbox"
            checked={inSight.size === candidates.length}
            onChange={() =>
              dispatch(
                inSight.size === candidates.length
                  ? { type: 'none' }
                  : { type: 'all', ids: candidates.map(({ id }) => id) },
              )
            }
          />
          <span>Choose all {candidates.length} that can go along</span>
        </label>
      )}
      <ul className={styles.list} aria-label="Orders">
        {orders.map((order) => (
          <OrderRow
            key={order.id}
            order={order}
            fresh={order.placedAt > opened}
            chosen={inSight.has(order.id)}
            onChoose={() => dispatch({ type: 'toggle', id: order.id })}
          />
        ))}
      </ul>
      {(inSight.size > 0 || refused.length > 0) && (
        <section className={styles.bulk} aria-label="Chosen orders">
          {refused.length > 0 && (
            <NotMoved orders={orders} refused={refused} onDismiss={() => setRefused([])} />
          )}
          {inSight.size > 0 && (
            <BulkBar
              orders={orders}
              chosen={inSight}
              onNone={() => dispatch({ type: 'none' })}
              onRefused={setRefused}
            />
          )}
        </section>
      )}
    </>
  );
};

interface NotMovedProps {
  orders: readonly Order[];
  refused: Refused;
  onDismiss: () => void;
}

/** Named one by one, with the reason: the others were moved. */
const NotMoved = ({ orders, refused, onDismiss }: NotMovedProps) => (
  <div className={styles.refused} role="alert">
    <p>
      <b>{plural(refused.length, 'order')} could not be moved</b>
    </p>
    <IconButton icon="close" label="Dismiss" onClick={onDismiss} />
    <ul>
      {refused.map(({ id, message }) => (
        <li key={id}>
          {orders.find((order) => order.id === id)?.number ?? 'An order'}: {message}
        </li>
      ))}
    </ul>
  </div>
);

const Nothing = ({ filtered }: { filtered: boolean }) =>
  filtered ? (
    <EmptyState title="No orders like these">
      Choose another state, sale or way of paying, or search for something else; all orders are under All.
    </EmptyState>
  ) : (
    <EmptyState title="No orders yet" action={<ButtonLink href="/studio/sales">Prepare a sale</ButtonLink>}>
      What buyers order appears here at once, with where it goes and what is to be done next.
    </EmptyState>
  );
