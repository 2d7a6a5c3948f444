import { useState } from 'react';
import type { moveOrders, Order } from '#contracts/orders';
import type { Reply } from '#contracts/route';
import { count, plural } from '../../../lib/format.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { ActionError } from '../../../ui/states.tsx';
import { useStatus } from '../../../ui/status.tsx';
import { Ask } from '../parts/ask.tsx';
import styles from './orders-screen.module.css';
import { groups, type Selection } from './selection.ts';
import { useMoveOrders } from './use-studio-orders.ts';

export type Refused = Reply<typeof moveOrders>['refused'];

interface BulkBarProps {
  orders: readonly Order[];
  chosen: Selection;
  onNone: () => void;
  /** Those the shop would not move, with its reasons. */
  onRefused: (refused: Refused) => void;
}

/** What can be done with the chosen orders, within reach wherever one has scrolled to. */
export const BulkBar = ({ orders, chosen, onNone, onRefused }: BulkBarProps) => {
  const { toast } = useStatus();
  const [shipping, setShipping] = useState(false);
  const [courier, setCourier] = useState('');
  const move = useMoveOrders();
  const parts = groups(orders, chosen);
  const send = (to: (typeof parts)[number]['to'], ids: string[]) =>
    move.mutate(
      { ids, to, courier: to === 'shipped' ? courier.trim() || undefined : undefined },
      {
        onSuccess: ({ moved, refused }) => {
          setShipping(false);
          onRefused(refused);
          if (moved.length > 0) toast(`${plural(moved.length, 'order')} marked as ${to}`);
          if (refused.length === 0) onNone();
        },
      },
    );
  const toShip = parts.find(({ to }) => to === 'shipped')?.ids ?? [];
  return (
    <>
      <p className={styles.chosen} role="status">
        {plural(chosen.size, 'order')} chosen
      </p>
      {!shipping && <ActionError failure={move.error} />}
      <div className={styles.bulkActions}>
        {parts.map(({ to, ids }, at) => (
          <Button
            key={to}
            small
            look={at === 0 ? 'primary' : 'secondary'}
            busy={move.isPending}
            onClick={() => (to === 'shipped' ? setShipping(true) : send(to, ids))}
          >
            Mark {count(ids.length)} as {to}
          </Button>
        ))}
        <Button small look="quiet" onClick={onNone}>
          Choose none
        </Button>
      </div>
      <Ask
        open={shipping}
        onClose={() => setShipping(false)}
        title={`Ship ${plural(toShip.length, 'order')}`}
        action={`Mark ${count(toShip.length)} as shipped`}
        busy={move.isPending}
        failure={move.error}
        disabled={toShip.length === 0}
        onSubmit={() => send('shipped', toShip)}
      >
        <p>Each parcel’s tracking number is its order’s own number.</p>
        <Field
          label="Courier"
          optional
          hint="Who takes the parcels; empty is a delivery of your own"
          maxLength={60}
          autoComplete="off"
          value={courier}
          onChange={({ currentTarget }) => setCourier(currentTarget.value)}
        />
      </Ask>
    </>
  );
};
