import type { Order } from '#contracts/orders';
import { capitalise, moment, optionWords, plural } from '../../../lib/format.ts';
import { Link } from '../../../lib/router.ts';
import { useSession } from '../../../lib/session.ts';
import { useMoney } from '../../../lib/shop.ts';
import { classNames } from '../../../ui/class-names.ts';
import { Picture } from '../../../ui/picture.tsx';
import { Badge } from '../parts/badge.tsx';
import { nextMove } from './moves.ts';
import { NextStep } from './order-actions.tsx';
import styles from './orders-screen.module.css';
import { StateBadge } from './state-badge.tsx';

const goods = (order: Order) => {
  const [first] = order.lines;
  if (!first) return '';
  const words = [first.title, optionWords(first.options)].filter(Boolean).join(' · ');
  const units = order.lines.reduce((sum, line) => sum + line.quantity, 0);
  return units > 1 ? `${words}, ${plural(units, 'piece')} in all` : words;
};

interface OrderRowProps {
  order: Order;
  /** It came in while one was looking. */
  fresh: boolean;
  chosen: boolean;
  onChoose: () => void;
}

export const OrderRow = ({ order, fresh, chosen, onChoose }: OrderRowProps) => {
  const money = useMoney();
  const operator = useSession().data?.role === 'operator';
  return (
    <li className={classNames(styles.row, fresh && styles.fresh)} data-order={order.number}>
      {nextMove(order) && (
        <label className={styles.check}>
          <input type="checkbox" checked={chosen} aria-label={`Choose ${order.number}`} onChange={onChoose} />
        </label>
      )}
      <Picture className={styles.picture} image={order.lines[0]?.image ?? null} alt="" sizes="4rem" />
      <div className={styles.words}>
        <span className={styles.badges}>
          <StateBadge state={order.state} />
          {order.disputed && (
            <Badge tone="bad" icon="warning">
              In dispute
            </Badge>
          )}
        </span>
        <Link href={`/studio/orders/${order.id}`} className={styles.goods}>
          {goods(order)}
        </Link>
        <span className={styles.facts}>
          {order.number} · {operator && `${order.seller.name} to `}
          {order.address.name}, {order.address.city} · {capitalise(moment(order.placedAt, Date.now()))}
        </span>
      </div>
      <span className={styles.total}>
        {money(order.total)}
        <span className={styles.paid}>{order.onDelivery > 0 ? 'in cash' : order.payment.title}</span>
      </span>
      <span className={styles.act}>
        <NextStep order={order} small />
      </span>
    </li>
  );
};
