import { useEffect } from 'react';
import type { Order } from '#contracts/orders';
import { Button } from '../../ui/button.tsx';
import { ActionError } from '../../ui/states.tsx';
import { useCancel, useOrder } from '../orders/use-orders.ts';
import { AwaitPayment } from './await-payment.tsx';

interface PayingProps {
  order: Order;
  /** The order stands, or is not to be. */
  onEnded: (order: Order) => void;
  /** The buyer gave it up, and chooses anew. */
  onGivenUp: () => void;
}

/** Over the video: pay, and be back. However the news comes, from the provider's page or from the shop, it is taken. */
export const Paying = ({ order: placed, onEnded, onGivenUp }: PayingProps) => {
  const order = useOrder(placed.id).data ?? placed;
  const cancel = useCancel(placed.id);
  const ended = order.state !== 'awaiting-payment' && order.state !== 'reserved';
  const givingUp = cancel.isPending || cancel.isSuccess;
  useEffect(() => {
    if (ended && !givingUp) onEnded(order);
  }, [ended, givingUp, order, onEnded]);
  return (
    <>
      <AwaitPayment order={order} atOnce />
      <ActionError failure={cancel.error} />
      {order.can.includes('cancel') && (
        <Button
          look="quiet"
          wide
          busy={cancel.isPending}
          onClick={() => cancel.mutate(undefined, { onSuccess: onGivenUp })}
        >
          Pay another way
        </Button>
      )}
    </>
  );
};
