import { useEffect, useRef } from 'react';
import type { Order } from '#contracts/orders';
import { optionWords } from '../../lib/format.ts';
import { useMoney } from '../../lib/shop.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Picture } from '../../ui/picture.tsx';
import styles from './receipt.module.css';

interface ReceiptProps {
  order: Order;
  /** Where the buyer came from: "Back to the sale". */
  back: string;
  onBack: () => void;
}

/** The tag torn off along its dashes: what was ordered, and the way back to where the buyer was. */
export const Receipt = ({ order, back, onBack }: ReceiptProps) => {
  const money = useMoney();
  const line = order.lines[0];
  const more = order.lines.length - 1;
  const done = useRef<HTMLParagraphElement>(null);
  // The button that was pressed is gone; reading goes on here.
  useEffect(() => done.current?.focus(), []);
  return (
    <div className={styles.receipt}>
      <p role="status" ref={done} tabIndex={-1} className={styles.done}>
        Ordered
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
            <dt>Order</dt>
            <dd>{order.number}</dd>
          </div>
          <div>
            <dt>{order.payment.title}</dt>
            <dd>{money(order.total)}</dd>
          </div>
        </dl>
      </div>
      <p className={styles.where}>
        Goes to {order.address.name}, {order.address.city} {order.address.pin}.
      </p>
      <Button look="primary" wide onClick={onBack}>
        {back}
      </Button>
      <ButtonLink href={`/orders/${order.id}`} wide>
        See the order
      </ButtonLink>
    </div>
  );
};
