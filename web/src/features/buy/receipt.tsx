import { useEffect, useRef } from 'react';
import type { Order } from '#contracts/orders';
import { count, optionWords } from '../../lib/format.ts';
import { useMoney } from '../../lib/shop.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Picture } from '../../ui/picture.tsx';
import styles from './receipt.module.css';

interface ReceiptProps {
  /** One for each seller; the first is shown, the others are named. */
  orders: readonly Order[];
  /** Where the buyer came from: "Back to the sale". */
  back: string;
  onBack: () => void;
}

/** How all of it is paid, in its parts. */
const partsOf = (orders: readonly Order[]): { words: string; amount: number }[] => {
  const sum = (of: (order: Order) => number) => orders.reduce((all, one) => all + of(one), 0);
  const [prepaid, onDelivery] = [sum((one) => one.prepaid), sum((one) => one.onDelivery)];
  const coins = sum((one) => one.coins.used);
  const title = orders[0]?.payment.title ?? '';
  return [
    { words: `${count(coins)} coins`, amount: coins },
    { words: onDelivery > 0 ? 'Paid beforehand' : title, amount: prepaid },
    { words: prepaid > 0 ? 'To the courier' : title, amount: onDelivery },
  ].filter(({ amount }) => amount > 0);
};

/** The tag torn off along its dashes: what was ordered, and the way back to where the buyer was. */
export const Receipt = ({ orders, back, onBack }: ReceiptProps) => {
  const money = useMoney();
  const [order] = orders;
  const done = useRef<HTMLParagraphElement>(null);
  // The button that was pressed is gone; reading goes on here.
  useEffect(() => done.current?.focus(), []);
  if (!order) return null;
  const line = order.lines[0];
  const more = orders.flatMap((one) => one.lines).length - 1;
  const earned = orders.reduce((sum, one) => sum + one.coins.earned, 0);
  const isPlaced = order.state === 'confirmed';
  return (
    <div className={styles.receipt}>
      <p role="status" ref={done} tabIndex={-1} className={styles.done}>
        {isPlaced ? 'Ordered' : order.headline}
      </p>
      <div className={styles.tag}>
        <div className={styles.goods}>
          {line && <Picture image={line.image} alt="" sizes="5rem" className={styles.picture} />}
          <p className={styles.what}>
            {line?.title}
            {line && optionWords(line.options) && (
              <span className={styles.options}>{optionWords(line.options)}</span>
            )}
            {more > 0 && <span className={styles.options}>and {more} more</span>}
          </p>
        </div>
        <dl className={styles.stub}>
          <div>
            <dt>{orders.length > 1 ? 'Orders' : 'Order'}</dt>
            <dd>{orders.map((one) => one.number).join(', ')}</dd>
          </div>
          {partsOf(orders).map(({ words, amount }) => (
            <div key={words}>
              <dt>{words}</dt>
              <dd>{money(amount)}</dd>
            </div>
          ))}
        </dl>
      </div>
      <p className={styles.where}>
        Goes to {order.address.name}, {order.address.city} {order.address.pin}.
      </p>
      {isPlaced && earned > 0 && (
        <p className={styles.coins}>{count(earned)} coins are yours when you are satisfied.</p>
      )}
      <Button look="primary" wide onClick={onBack}>
        {back}
      </Button>
      <ButtonLink href={orders.length > 1 ? '/orders' : `/orders/${order.id}`} wide>
        {orders.length > 1 ? 'See the orders' : 'See the order'}
      </ButtonLink>
    </div>
  );
};
