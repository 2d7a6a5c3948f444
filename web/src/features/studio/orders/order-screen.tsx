import { useCallback, useState } from 'react';
import type { Order } from '#contracts/orders';
import { codeOf } from '../../../lib/api.ts';
import { capitalise, moment, optionWords } from '../../../lib/format.ts';
import { Link, useParams } from '../../../lib/router.ts';
import { useMoney } from '../../../lib/shop.ts';
import { Button, ButtonLink } from '../../../ui/button.tsx';
import { Page } from '../../../ui/page.tsx';
import { Picture } from '../../../ui/picture.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { ActionError, EmptyState, ErrorState } from '../../../ui/states.tsx';
import { Confirm } from '../parts/confirm.tsx';
import { Head } from '../parts/head.tsx';
import { canCancel, nextMove, sellerWords } from './moves.ts';
import styles from './order-screen.module.css';
import { StateBadge } from './state-badge.tsx';
import { moveWith, useMoveOrder, useStudioOrder } from './use-studio-orders.ts';

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

const Shown = ({ order }: { order: Order }) => {
  const move = useMoveOrder(order.id);
  const next = nextMove(order);
  return (
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
        {next && (
          <Button look="primary" busy={move.isPending} onClick={() => move.mutate(moveWith(next.to))}>
            {next.words}
          </Button>
        )}
        {canCancel(order) && <CancelOrder order={order} />}
      </Head>
      <ActionError failure={move.error} />
      <div className={styles.order}>
        <Goods order={order} />
        <div className={styles.sides}>
          <Where order={order} />
          <History order={order} />
        </div>
        {order.saleId && <Link href={`/studio/sales/${order.saleId}`}>Go to the sale it was ordered in</Link>}
      </div>
    </Page>
  );
};

const Goods = ({ order }: { order: Order }) => {
  const money = useMoney();
  return (
    <section className={styles.tag} aria-label="What was ordered">
      <ul>
        {order.lines.map((line) => (
          <li key={line.variantId} className={styles.line}>
            <Picture className={styles.picture} image={line.image} alt="" sizes="4rem" />
            <span className={styles.what}>
              <Link href={`/studio/products/${line.productId}`}>{line.title}</Link>
              <span className={styles.options}>
                {[optionWords(line.options), line.sku].filter(Boolean).join(' · ')}
              </span>
            </span>
            <span className={styles.quantity}>{line.quantity} ×</span>
            <span className={styles.price}>{money(line.price)}</span>
          </li>
        ))}
      </ul>
      <dl className={styles.sums}>
        <Sum words="Delivery">{order.delivery === 0 ? 'free' : money(order.delivery)}</Sum>
        {order.fee > 0 && <Sum words="Payment fee">{money(order.fee)}</Sum>}
        <div className={styles.total}>
          <dt>
            {order.payment.title}
            {order.payment.state === 'captured' && ', taken'}
            {order.payment.state === 'authorised' && ', to be taken'}
            {order.payment.state === 'void' && ', nothing is owed'}
          </dt>
          <dd>{money(order.total)}</dd>
        </div>
      </dl>
    </section>
  );
};

const Sum = ({ words, children }: { words: string; children: string }) => (
  <div>
    <dt>{words}</dt>
    <dd>{children}</dd>
  </div>
);

const Where = ({ order: { address } }: { order: Order }) => (
  <section aria-labelledby="where">
    <h2 id="where">Goes to</h2>
    <address className={styles.address}>
      <b>{address.name}</b>
      <br />
      {address.line}
      {address.landmark && `, ${address.landmark}`}
      <br />
      {address.city} {address.pin}, {address.state}
      <br />
      <a href={`tel:${address.phone}`}>{address.phone}</a>
    </address>
  </section>
);

const History = ({ order }: { order: Order }) => (
  <section aria-labelledby="history">
    <h2 id="history">So far</h2>
    <ol className={styles.history}>
      {order.history.map((step) => (
        <li key={`${step.state}-${step.at}`}>
          <b>{step.state === 'confirmed' ? 'Ordered' : sellerPast[step.state]}</b>
          <span className={styles.when}>{capitalise(moment(step.at, Date.now()))}</span>
        </li>
      ))}
    </ol>
  </section>
);

/** The same states once they are reached. */
const sellerPast = { ...sellerWords, packed: 'Packed', shipped: 'Given to the courier' };

const CancelOrder = ({ order }: { order: Order }) => {
  const move = useMoveOrder(order.id);
  const [asking, setAsking] = useState(false);
  const close = useCallback(() => setAsking(false), []);
  return (
    <>
      <Button look="quiet" onClick={() => setAsking(true)}>
        Cancel the order
      </Button>
      <Confirm
        open={asking}
        title={`Cancel ${order.number}?`}
        action="Cancel the order"
        stay="Keep it"
        busy={move.isPending}
        failure={move.error}
        onConfirm={() => move.mutate(moveWith('cancelled'), { onSuccess: close })}
        onClose={close}
      >
        Its goods go back on sale and {order.address.name} owes nothing. A cancelled order stays cancelled.
      </Confirm>
    </>
  );
};
