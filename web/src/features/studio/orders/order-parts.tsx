import type { ReactNode } from 'react';
import type { Order } from '#contracts/orders';
import { capitalise, count, moment, optionWords } from '../../../lib/format.ts';
import { Link } from '../../../lib/router.ts';
import { useMoney } from '../../../lib/shop.ts';
import { Picture } from '../../../ui/picture.tsx';
import { moneySentence, paymentSentences } from './money-words.ts';
import { sellerWords } from './moves.ts';
import styles from './order-screen.module.css';

const soon = (at: number) => moment(at, Date.now());

export const Goods = ({ order }: { order: Order }) => {
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
        {order.coins.used > 0 && (
          <Sum words={`${count(order.coins.used)} coins`}>−{money(order.coins.used)}</Sum>
        )}
        <div className={styles.total}>
          <dt>In all</dt>
          <dd>{money(order.total)}</dd>
        </div>
      </dl>
    </section>
  );
};

const Sum = ({ words, children }: { words: string; children: ReactNode }) => (
  <div>
    <dt>{words}</dt>
    <dd>{children}</dd>
  </div>
);

/** How it is paid, and where the money is. */
export const MoneyOf = ({ order }: { order: Order }) => {
  const money = useMoney();
  return (
    <section aria-labelledby="money">
      <h2 id="money">Money</h2>
      <ul className={styles.said}>
        {paymentSentences(order, money).map((said) => (
          <li key={said}>{said}</li>
        ))}
        <li>
          <b>{moneySentence(order, soon)}</b>
        </li>
        {order.refunded > 0 && <li>{money(order.refunded)} was given back, or is on its way.</li>}
      </ul>
    </section>
  );
};

export const Where = ({ order: { address } }: { order: Order }) => (
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

export const Parcel = ({ shipment }: { shipment: NonNullable<Order['shipment']> }) => (
  <section aria-labelledby="parcel">
    <h2 id="parcel">Parcel</h2>
    <p>
      {shipment.courier}
      <br />
      {shipment.trackingUrl ? (
        <a href={shipment.trackingUrl} target="_blank" rel="noreferrer">
          {shipment.tracking}
        </a>
      ) : (
        <span className="number">{shipment.tracking}</span>
      )}
    </p>
  </section>
);

/** The same states once they are reached. */
const past = {
  ...sellerWords,
  'awaiting-payment': 'Waited for the buyer',
  confirmed: 'Ordered',
  packed: 'Packed',
  shipped: 'Given to the courier',
};

export const History = ({ order }: { order: Order }) => (
  <section aria-labelledby="history">
    <h2 id="history">So far</h2>
    <ol className={styles.history}>
      {order.history.map((step) => (
        <li key={`${step.state}-${step.at}`}>
          <b>{past[step.state]}</b>
          <span className={styles.when}>{capitalise(soon(step.at))}</span>
        </li>
      ))}
    </ol>
  </section>
);
