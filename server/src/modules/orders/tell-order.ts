import type { OrderState } from '#contracts/orders';
import type { Told } from '../../kernel/events/outbox.ts';
import { isCash, type PricedLine, type StoredOrder } from './domain/order.ts';

/** A line as facts tell it. */
const line = ({ productId, variantId, sellerId, title, options, quantity, price }: PricedLine) => ({
  productId,
  variantId,
  sellerId,
  title,
  options,
  quantity,
  price,
});

export const confirmedFact = (order: StoredOrder, at: number): Told => ({
  name: 'order.confirmed',
  payload: {
    orderId: order.id,
    number: order.number,
    buyerId: order.buyerId,
    total: order.total,
    method: order.method,
    city: order.address.city,
    saleId: order.saleId,
    at,
    lines: order.lines.map(line),
  },
});

/** That an order which was confirmed before is not to be; what never stood has nothing to take back. */
export const cancelledFact = ({ id, buyerId, saleId, lines }: StoredOrder, at: number): Told => ({
  name: 'order.cancelled',
  payload: { orderId: id, buyerId, saleId, at, lines: lines.map(line) },
});

export const movedFact = (
  order: StoredOrder,
  { from, at, cause }: { from: OrderState; at: number; cause?: string | undefined },
): Told => ({
  name: 'order.moved',
  payload: {
    orderId: order.id,
    buyerId: order.buyerId,
    from,
    to: order.state,
    at,
    sellerId: order.sellerId,
    cod: isCash(order),
    pin: order.address.pin,
    ...(cause !== undefined && { cause }),
  },
});
