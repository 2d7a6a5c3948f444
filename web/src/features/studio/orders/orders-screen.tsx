import { useState } from 'react';
import { type Order, type OrderState, orderState } from '#contracts/orders';
import { capitalise, moment, optionWords, plural } from '../../../lib/format.ts';
import { Link, useSearchParams } from '../../../lib/router.ts';
import { useMoney } from '../../../lib/shop.ts';
import { Button } from '../../../ui/button.tsx';
import { ToggleChip } from '../../../ui/chip.tsx';
import { classNames } from '../../../ui/class-names.ts';
import { Select } from '../../../ui/field.tsx';
import { Page } from '../../../ui/page.tsx';
import { Picture } from '../../../ui/picture.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { ActionError, EmptyState, ErrorState } from '../../../ui/states.tsx';
import { Head } from '../parts/head.tsx';
import { useStudioSales } from '../sales/use-studio-sales.ts';
import { nextMove, sellerWords } from './moves.ts';
import styles from './orders-screen.module.css';
import { StateBadge } from './state-badge.tsx';
import { moveWith, useMoveOrder, useStudioOrders } from './use-studio-orders.ts';

const filters: readonly OrderState[] = ['confirmed', 'packed', 'shipped', 'delivered', 'cancelled'];

/** Orders with this seller's goods, newest first; new ones come in by themselves. */
export const OrdersScreen = () => {
  const [search, setSearch] = useSearchParams();
  const asked = orderState.safeParse(search.get('state'));
  const filter = {
    state: asked.success ? asked.data : undefined,
    saleId: search.get('sale') ?? undefined,
  };
  const { data, isPending, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useStudioOrders(filter);
  const orders = data?.pages.flatMap((page) => page.items) ?? [];
  const [opened] = useState(() => Date.now());
  const set = (name: 'state' | 'sale', value: string | undefined) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { replace: true },
    );
  return (
    <Page title="Orders">
      <Head title="Orders" />
      <div className={styles.filters}>
        <fieldset className={styles.states}>
          <legend className="visually-hidden">State</legend>
          <ToggleChip on={!filter.state} onToggle={() => set('state', undefined)}>
            All
          </ToggleChip>
          {filters.map((state) => (
            <ToggleChip
              key={state}
              on={filter.state === state}
              onToggle={() => set('state', filter.state === state ? undefined : state)}
            >
              {sellerWords[state]}
            </ToggleChip>
          ))}
        </fieldset>
        <SaleFilter chosen={filter.saleId} onChoose={(sale) => set('sale', sale)} />
      </div>
      {isPending && <Skeleton height="20rem" />}
      {error && <ErrorState failure={error} onRetry={() => void refetch()} />}
      {data && orders.length === 0 && <Nothing filtered={Boolean(filter.state ?? filter.saleId)} />}
      <ul className={styles.list} aria-label="Orders">
        {orders.map((order) => (
          <OrderRow key={order.id} order={order} fresh={order.placedAt > opened} />
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

const Nothing = ({ filtered }: { filtered: boolean }) =>
  filtered ? (
    <EmptyState title="No orders like these">
      Choose another state or sale; all orders are under All.
    </EmptyState>
  ) : (
    <EmptyState title="No orders yet">What buyers order from you appears here by itself.</EmptyState>
  );

interface SaleFilterProps {
  chosen: string | undefined;
  onChoose: (saleId: string | undefined) => void;
}

const SaleFilter = ({ chosen, onChoose }: SaleFilterProps) => {
  const { data } = useStudioSales();
  const sales = data?.pages.flatMap((page) => page.items).filter((sale) => sale.state !== 'scheduled') ?? [];
  if (sales.length === 0) return null;
  return (
    <Select
      label="From the sale"
      value={chosen ?? ''}
      onChange={(event) => onChoose(event.currentTarget.value || undefined)}
    >
      <option value="">Any, or none</option>
      {sales.map((sale) => (
        <option key={sale.id} value={sale.id}>
          {sale.title}
        </option>
      ))}
    </Select>
  );
};

const goods = (order: Order) => {
  const [first] = order.lines;
  if (!first) return '';
  const words = [first.title, optionWords(first.options)].filter(Boolean).join(' · ');
  const units = order.lines.reduce((sum, line) => sum + line.quantity, 0);
  return units > 1 ? `${words}, ${plural(units, 'piece')} in all` : words;
};

const OrderRow = ({ order, fresh }: { order: Order; fresh: boolean }) => {
  const money = useMoney();
  const move = useMoveOrder(order.id);
  const next = nextMove(order);
  return (
    <li className={classNames(styles.row, fresh && styles.fresh)} data-order={order.number}>
      <Picture className={styles.picture} image={order.lines[0]?.image ?? null} alt="" sizes="4rem" />
      <div className={styles.words}>
        <StateBadge state={order.state} />
        <Link href={`/studio/orders/${order.id}`} className={styles.goods}>
          {goods(order)}
        </Link>
        <span className={styles.facts}>
          {order.number} · {order.address.name}, {order.address.city} ·{' '}
          {capitalise(moment(order.placedAt, Date.now()))}
        </span>
        <ActionError failure={move.error} />
      </div>
      <span className={styles.total}>{money(order.total)}</span>
      <span className={styles.act}>
        {next && (
          <Button
            small
            busy={move.isPending}
            aria-label={`${next.words}: ${order.number}`}
            onClick={() => move.mutate(moveWith(next.to))}
          >
            {next.words}
          </Button>
        )}
      </span>
    </li>
  );
};
