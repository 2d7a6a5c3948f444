import type { Order } from '#contracts/orders';
import { codeOf } from '../../../lib/api.ts';
import { capitalise, moment } from '../../../lib/format.ts';
import { Link, useParams } from '../../../lib/router.ts';
import { ButtonLink } from '../../../ui/button.tsx';
import { Page } from '../../../ui/page.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../../ui/states.tsx';
import { useInvoices, useReturns } from '../../orders/use-after-sale.ts';
import { Head } from '../parts/head.tsx';
import { returnStateWords } from '../returns/return-words.ts';
import { NextStep, OtherSteps } from './order-actions.tsx';
import { Goods, History, MoneyOf, Parcel, Where } from './order-parts.tsx';
import styles from './order-screen.module.css';
import { StateBadge } from './state-badge.tsx';
import { useStudioOrder } from './use-studio-orders.ts';

const strange = new Set(['order.unknown', 'request.invalid', 'request.bad-query', 'route.unknown']);

export const StudioOrderScreen = () => {
  const { order: id } = useParams<{ order: string }>();
  const { data: order, isPending, error, refetch } = useStudioOrder(id);
  if (order) return <Shown order={order} />;
  return (
    <Page title="Order">
      {isPending && <Skeleton height="20rem" />}
      {error &&
        (strange.has(codeOf(error) ?? '') ? (
          <EmptyState
            title="There is no such order"
            action={<ButtonLink href="/studio/orders">See your orders</ButtonLink>}
          >
            It is another seller’s, or the link is not right.
          </EmptyState>
        ) : (
          <ErrorState failure={error} onRetry={() => void refetch()} />
        ))}
    </Page>
  );
};

const Shown = ({ order }: { order: Order }) => (
  <Page title={`Order ${order.number}`} width="text">
    <Head
      title={order.number}
      back={{ href: '/studio/orders', words: 'All orders' }}
      over={
        <>
          <StateBadge state={order.state} /> {capitalise(moment(order.placedAt, Date.now()))}
        </>
      }
    >
      <NextStep order={order} />
    </Head>
    <div className={styles.order}>
      {order.disputed && <InDispute orderId={order.id} />}
      {order.reason && (
        <p className={styles.reason}>
          <b>{order.state === 'rto' ? 'Why it came back' : 'Why it was cancelled'}:</b> {order.reason}
        </p>
      )}
      <Goods order={order} />
      <MoneyOf order={order} />
      <div className={styles.sides}>
        <Where order={order} />
        <History order={order} />
        {order.shipment && <Parcel shipment={order.shipment} />}
        <Papers orderId={order.id} />
        <SentBack orderId={order.id} />
      </div>
      <div className={styles.others}>
        <OtherSteps order={order} />
      </div>
      {order.exchangeOf && (
        <Link href={`/studio/orders/${order.exchangeOf}`}>It replaces something of another order</Link>
      )}
      {order.saleId && <Link href={`/studio/sales/${order.saleId}`}>Go to the sale it was ordered in</Link>}
    </div>
  </Page>
);

const InDispute = ({ orderId }: { orderId: string }) => (
  <p className={styles.dispute}>
    The buyer says that something is wrong, so the money waits.{' '}
    <Link href={`/studio/disputes?order=${orderId}`}>Read it and say your side</Link>
  </p>
);

const Papers = ({ orderId }: { orderId: string }) => {
  const invoices = useInvoices(orderId);
  if (!invoices || invoices.length === 0) return null;
  return (
    <section aria-labelledby="papers">
      <h2 id="papers">Papers</h2>
      <ul className={styles.links}>
        {invoices.map((one) => (
          <li key={one.id}>
            <a href={`/api/invoices/${one.id}.pdf`} target="_blank" rel="noreferrer">
              {one.kind === 'invoice' ? 'Print the invoice' : 'Print the credit note'} {one.number}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
};

const SentBack = ({ orderId }: { orderId: string }) => {
  const returns = useReturns(orderId);
  if (!returns || returns.length === 0) return null;
  return (
    <section aria-labelledby="sent-back">
      <h2 id="sent-back">Sent back</h2>
      <ul className={styles.links}>
        {returns.map((one) => (
          <li key={one.id}>
            <Link href={`/studio/returns?state=${one.state}`}>
              {one.lines.map((line) => `${line.quantity} × ${line.title}`).join(', ')}
            </Link>
            : {returnStateWords[one.state].toLowerCase()}
          </li>
        ))}
      </ul>
    </section>
  );
};
