import { useEffect } from 'react';
import type { Order } from '#contracts/orders';
import { useOrder } from '../orders/use-orders.ts';
import { AwaitPayment } from './await-payment.tsx';

interface PayingProps {
  order: Order;
  /** The order stands, or is not to be. */
  onEnded: (order: Order) => void;
}

/** Over the video: pay, and be back. However the news comes, from the provider's page or from the shop, it is taken. */
export const Paying = ({ order: placed, onEnded }: PayingProps) => {
  const order = useOrder(placed.id).data ?? placed;
  const ended = order.state !== 'awaiting-payment' && order.state !== 'reserved';
  useEffect(() => {
    if (ended) onEnded(order);
  }, [ended, order, onEnded]);
  return <AwaitPayment order={order} atOnce />;
};
