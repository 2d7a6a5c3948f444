import { useState } from 'react';
import type { Order, packingList } from '#contracts/orders';
import type { Reply } from '#contracts/route';
import { count, moment, optionWords, plural } from '../../../lib/format.ts';
import { useSearchParams } from '../../../lib/router.ts';
import { useMoney, useShop } from '../../../lib/shop.ts';
import { Button } from '../../../ui/button.tsx';
import { Page } from '../../../ui/page.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../../ui/states.tsx';
import { Head } from '../parts/head.tsx';
import { Table } from '../parts/table.tsx';
import { toCollect } from './money-words.ts';
import { SaleFilter } from './order-filters.tsx';
import styles from './packing-screen.module.css';
import { usePackingList } from './use-studio-orders.ts';

type List = Reply<typeof packingList>;

/** What is to be packed: on screen to look at, on paper to tick off. */
export const PackingScreen = () => {
  const [search, setSearch] = useSearchParams();
  const sale = search.get('sale') ?? undefined;
  const { data, isPending, error, refetch } = usePackingList(sale);
  const choose = (chosen: string | undefined) => setSearch(chosen ? { sale: chosen } : {}, { replace: true });
  return (
    <Page title="Packing list">
      <div className={styles.screen}>
        <Head title="Packing list" back={{ href: '/studio/orders', words: 'All orders' }}>
          {data && data.orders.length > 0 && (
            <Button look="primary" icon="print" onClick={() => window.print()}>
              Print the list
            </Button>
          )}
        </Head>
        <div className={styles.filter}>
          <SaleFilter chosen={sale} onChoose={choose} />
        </div>
      </div>
      {isPending && <Skeleton height="20rem" />}
      {error && <ErrorState failure={error} onRetry={() => void refetch()} />}
      {data && data.orders.length === 0 && (
        <EmptyState title="Nothing is to be packed">
          Orders that are confirmed and not packed yet stand here,{' '}
          {sale ? 'those of this sale' : 'all of them'}.
        </EmptyState>
      )}
      {data && data.orders.length > 0 && <Paper list={data} />}
    </Page>
  );
};

const Paper = ({ list }: { list: List }) => {
  const shop = useShop().data;
  const [now] = useState(() => Date.now());
  const units = list.items.reduce((sum, item) => sum + item.quantity, 0);
  return (
    <article className={styles.paper} data-print>
      <p className={styles.headline}>
        <b>{shop?.name}</b>
        {shop?.test && ' · TEST MODE'} · packing list, {moment(now, now)} ·{' '}
        {plural(list.orders.length, 'parcel')}, {plural(units, 'piece')}
      </p>
      <section aria-labelledby="by-product" className={styles.part}>
        <h2 id="by-product">Take from the shelf</h2>
        <Table
          caption="Pieces by product"
          rows={list.items}
          keyOf={(item) => item.variantId}
          columns={[
            {
              name: 'Product',
              of: (item) => [item.title, optionWords(item.options)].filter(Boolean).join(' · '),
            },
            { name: 'SKU', of: (item) => item.sku ?? '' },
            { name: 'Pieces', number: true, of: (item) => count(item.quantity) },
          ]}
        />
      </section>
      <section aria-labelledby="by-parcel" className={styles.part}>
        <h2 id="by-parcel">Put into parcels</h2>
        <ul className={styles.parcels}>
          {list.orders.map((order) => (
            <Parcel key={order.id} order={order} />
          ))}
        </ul>
      </section>
    </article>
  );
};

const Parcel = ({ order }: { order: Order }) => {
  const money = useMoney();
  const { address } = order;
  const cash = toCollect(order);
  return (
    <li className={styles.parcel}>
      <p className={styles.number}>
        <span className={styles.box} aria-hidden="true" />
        {order.number}
      </p>
      <p className={styles.cash}>{cash > 0 ? `Collect ${money(cash)} in cash` : 'Paid, collect nothing'}</p>
      <address className={styles.address}>
        <b>{address.name}</b>, {address.phone}
        <br />
        {address.line}
        {address.landmark && `, ${address.landmark}`}
        <br />
        {address.city} {address.pin}, {address.state}
      </address>
      <ul className={styles.items}>
        {order.lines.map((line) => (
          <li key={line.variantId}>
            <b>{line.quantity} ×</b>{' '}
            {[line.title, optionWords(line.options), line.sku].filter(Boolean).join(' · ')}
          </li>
        ))}
      </ul>
    </li>
  );
};
