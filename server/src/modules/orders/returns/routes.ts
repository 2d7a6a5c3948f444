import * as contract from '#contracts/returns';
import type { Money } from '#contracts/values';
import { type AnyServed, serve } from '../../../kernel/http/serve.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Who } from '../../../kernel/who.ts';
import type { StoredOrder } from '../domain/order.ts';
import { committed } from '../points.ts';
import { refundOrder } from '../refund-order.ts';
import { OrderStore } from '../store/orders.ts';
import type { ReturnDeps, ShowOrder } from './context.ts';
import { moveReturn } from './move-return.ts';
import { quoteReturn, requestReturn } from './request-return.ts';
import { listOrderReturns, listReturns, sellsIt } from './show-returns.ts';

interface PartRefund {
  orderId: string;
  refundId: string;
  who: Who;
  amount: Money;
  reason: string;
  to: contract.RefundTo;
}

/** Gives a part of the price back without goods; while an order is in dispute, the operator alone. */
const refundPart = (deps: ReturnDeps, { who, ...refund }: PartRefund): Promise<StoredOrder> =>
  committed(deps, 'orders/refund', async (tx) => {
    const store = new OrderStore(tx);
    const order = await store.find(refund.orderId, { lock: true });
    if (!order || !sellsIt(order, who)) throw new Refusal('order.unknown', { orderId: refund.orderId });
    if (order.disputed && who.role !== 'operator')
      throw new Refusal('order.disputed', { orderId: refund.orderId });
    if (refund.amount === 0)
      throw new Refusal('request.invalid', { fields: [{ path: 'amount', message: 'is nothing' }] });
    await refundOrder(deps, tx, refund);
    return (await store.find(refund.orderId)) ?? order;
  });

export const returnRoutes = (deps: ReturnDeps, show: ShowOrder): AnyServed[] => [
  serve(contract.quoteReturn, ({ params, who, body }) =>
    quoteReturn(deps, { orderId: params.id, who, lines: body.lines }),
  ),
  serve(contract.requestReturn, async ({ operation, params, who, body }) => ({
    return: await requestReturn(deps, { orderId: params.id, returnId: operation, who, ...body }),
  })),
  serve(contract.listOrderReturns, async ({ params, who }) => ({
    returns: await listOrderReturns(deps, params.id, who),
  })),
  serve(contract.listReturns, ({ who, query }) => listReturns(deps, who, query)),
  serve(contract.moveReturn, async ({ params, who, body }) => ({
    return: await moveReturn(deps, { returnId: params.id, who, ...body }),
  })),
  serve(contract.refundOrder, async ({ operation, params, who, body }) => {
    const { amount, reason, refundTo } = body;
    const refund = { orderId: params.id, refundId: operation, who, amount, reason, to: refundTo };
    return { order: await show(await refundPart(deps, refund), who) };
  }),
];
