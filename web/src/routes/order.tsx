import { Suspense } from 'react';
import type { Order } from '#contracts/orders';
import { isOpen, moneyWay, placeOnWay, stateWords, way } from '../features/orders/order-words.ts';
import { useCancel, useOrder } from '../features/orders/use-orders.ts';
import { codeOf } from '../lib/api.ts';
import { fetched } from '../lib/fetched.ts';
import { capitalise, count, moment, optionWords } from '../lib/format.ts';
import { Link, useParams } from '../lib/router.ts';
import { useMoney, useShop } from '../lib/shop.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Page } from '../ui/page.tsx';
import { Picture } from '../ui/picture.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { ActionError, EmptyState, ErrorState } from '../ui/states.tsx';
import styles from './order.module.css';

const AwaitPayment = fetched(() => import('../features/pay/await-payment.tsx'), 'AwaitPayment');
const AfterSale = fetched(() => import('../features/orders/after-sale.tsx'), 'AfterSale');
const AfterActions = fetched(() => import('../features/orders/after-sale.tsx'), 'AfterActions');

const notYours = new Set(['order.unknown', 'account.sign-in-first', 'request.invalid']);

export const OrderPage = () => {
  const { order: id } = useParams<{ order: string }>();
  const { data: order, isPending, error, refetch } = useOrder(id);
  return (
    <Page title={order ? `Order ${order.number}` : 'Order'} width="text">
      {isPending && <Skeleton height="20rem" />}
      {error && notYours.has(codeOf(error) ?? '') && (
        <EmptyState page title="No such order here" action={<ButtonLink href="/sign-in">Sign in</ButtonLink>}>
          Orders can be seen by who placed them. Sign in with the account you ordered with.
        </EmptyState>
      )}
      {error && !notYours.has(codeOf(error) ?? '') && (
        <ErrorState failure={error} onRetry={() => void refetch()} />
      )}
      {order && <Shown order={order} />}
    </Page>
  );
};

const Shown = ({ order }: { order: Order }) => {
  const cancel = useCancel(order.id);
  return (
    <article className={styles.order}>
      <header>
        <p className={styles.number}>
          Order {order.number} · {moment(order.placedAt, Date.now())}
        </p>
        <h1 className={styles.state}>{stateWords[order.state]}</h1>
        <p className={styles.sentence} role="status">
          {order.headline}
        </p>
      </header>
      <Suspense>
        {isOpen(order) && <AwaitPayment order={order} />}
        {!isOpen(order) && <AfterSale order={order} />}
      </Suspense>
      {placeOnWay(order) >= 0 && <Way order={order} />}
      {placeOnWay(order) >= 0 && <Money order={order} />}
      {order.shipment && <Parcel shipment={order.shipment} />}
      <Tag order={order} />
      <Where order={order} />
      <Suspense>{!isOpen(order) && <AfterActions order={order} />}</Suspense>
      {order.saleId && <Link href={`/live/${order.saleId}`}>Go to the sale it was bought in</Link>}
      {order.can.includes('cancel') && (
        <div className={styles.cancel}>
          <Button look="danger" busy={cancel.isPending} onClick={() => cancel.mutate()}>
            Cancel this order
          </Button>
          <ActionError failure={cancel.error} />
        </div>
      )}
    </article>
  );
};

/** Who has the buyer's money, and what moves it on. */
const Money = ({ order }: { order: Order }) => {
  const hours = useShop().data?.completeAfterHours ?? 48;
  const { steps, reached } = moneyWay(order, hours);
  return (
    <section aria-labelledby="money-way">
      <h2 id="money-way" className={styles.way}>
        Your money
      </h2>
      <ol className={styles.steps}>
        {steps.map((step, place) => (
          <li
            key={step}
            className={place < reached ? styles.done : undefined}
            aria-current={place === reached ? 'step' : undefined}
          >
            {step}
          </li>
        ))}
      </ol>
    </section>
  );
};

const Parcel = ({
  shipment: { courier, tracking, trackingUrl },
}: {
  shipment: NonNullable<Order['shipment']>;
}) => (
  <p>
    {courier === 'by-hand' ? 'Parcel' : `With ${capitalise(courier)}, parcel`}{' '}
    {trackingUrl ? (
      <a href={trackingUrl} target="_blank" rel="noreferrer">
        {tracking}
      </a>
    ) : (
      tracking
    )}
  </p>
);

/** Four steps; the ones that are done have their time. */
const Way = ({ order }: { order: Order }) => {
  const at = placeOnWay(order);
  return (
    <section aria-labelledby="parcel-way">
      <h2 id="parcel-way" className={styles.way}>
        Your parcel
      </h2>
      <ol className={styles.steps}>
        {way.map((state, place) => {
          const done = order.history.find((step) => step.state === state);
          return (
            <li
              key={state}
              className={place <= at ? styles.done : undefined}
              aria-current={place === at ? 'step' : undefined}
            >
              <span>{stateWords[state]}</span>
              {done && <span className={styles.when}>{moment(done.at, Date.now())}</span>}
            </li>
          );
        })}
      </ol>
    </section>
  );
};

/** How the total is paid, in its parts; of an order that did not come about, nothing is. */
const sums = (order: Order): [words: string, amount: number][] => {
  if (order.money === 'none' && !isOpen(order)) return [];
  return (
    [
      [`${count(order.coins.used)} coins`, order.coins.used],
      [order.onDelivery > 0 && order.prepaid > 0 ? 'Paid beforehand' : order.payment.title, order.prepaid],
      ['To the courier', order.onDelivery],
      ['Given back', order.refunded],
    ] satisfies [string, number][]
  ).filter(([, amount]) => amount > 0);
};

/** Coins are earned by money that has stayed: cash has to come from the courier first. */
const coinWords = ({ coins, state }: Order): string => {
  if (coins.vested) return 'Coins earned';
  return state === 'completed' ? 'Coins when the seller is paid' : 'Coins when you are satisfied';
};

const Tag = ({ order }: { order: Order }) => {
  const money = useMoney();
  return (
    <section className={styles.tag} aria-label="What was ordered">
      <ul>
        {order.lines.map((line) => (
          <li key={line.variantId} className={styles.line}>
            <Picture className={styles.picture} image={line.image} alt="" sizes="4rem" />
            <span className={styles.what}>
              <Link href={`/products/${line.slug}`}>{line.title}</Link>
              <span className={styles.options}>
                {[optionWords(line.options), line.quantity > 1 ? `${line.quantity} pieces` : '']
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </span>
            <span className="number">{money(line.price * line.quantity)}</span>
          </li>
        ))}
      </ul>
      <dl className={styles.sums}>
        <div>
          <dt>Delivery</dt>
          <dd>{order.delivery === 0 ? 'free' : money(order.delivery)}</dd>
        </div>
        {order.fee > 0 && (
          <div>
            <dt>Payment fee</dt>
            <dd>{money(order.fee)}</dd>
          </div>
        )}
        <div className={styles.total}>
          <dt>Total</dt>
          <dd>{money(order.total)}</dd>
        </div>
        {sums(order).map(([words, amount]) => (
          <div key={words}>
            <dt>{words}</dt>
            <dd>{money(amount)}</dd>
          </div>
        ))}
        {order.coins.earned > 0 && order.money !== 'none' && order.money !== 'returned' && (
          <div className={styles.coins}>
            <dt>{coinWords(order)}</dt>
            <dd>{count(order.coins.earned)}</dd>
          </div>
        )}
      </dl>
    </section>
  );
};

const Where = ({ order: { address } }: { order: Order }) => (
  <section aria-labelledby="where">
    <h2 id="where" className={styles.heading}>
      Goes to
    </h2>
    <address className={styles.address}>
      {address.name}
      <br />
      {address.line}
      {address.landmark && `, ${address.landmark}`}
      <br />
      {address.city} {address.pin}, {address.state}
      <br />
      {address.phone}
    </address>
  </section>
);
