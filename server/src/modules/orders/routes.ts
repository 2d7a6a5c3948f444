import * as contract from '#contracts/orders';
import { type AnyServed, serve } from '../../kernel/http/serve.ts';
import type { OrdersDeps } from './context.ts';
import { putInBasket, showBasket } from './keep-basket.ts';
import { moveOrder } from './move-order.ts';
import { placeOrder } from './place-order.ts';
import { priceOrder } from './price-order.ts';
import { findOrder, listOrders, showOrder, toOrder } from './show-orders.ts';

export const orderRoutes = (deps: OrdersDeps): AnyServed[] => {
  const place = placeOrder(deps);
  return [
    serve(contract.getBasket, async ({ who }) => ({
      basket: await showBasket(deps, who?.accountId ?? null),
    })),
    serve(contract.putBasketLine, async ({ who, params, body }) => ({
      basket: await putInBasket(deps, who.accountId, { ...params, ...body }),
    })),
    serve(contract.quoteOrder, async ({ body }) => {
      const { goods, delivery, fee, total } = await priceOrder(deps, body.lines, body.payment);
      return { goods, delivery, fee, total };
    }),
    serve(contract.placeOrder, async ({ operation, who, body }) => ({
      order: toOrder(deps, await place(operation, who.accountId, body), 'authorised'),
    })),
    serve(contract.listOrders, async ({ who, query }) =>
      who ? listOrders(deps, { buyerId: who.accountId }, query) : { items: [], next: null },
    ),
    serve(contract.getOrder, async ({ params, who }) => ({ order: await findOrder(deps, params.id, who) })),
    serve(contract.cancelOrder, async ({ params, who }) => {
      const as = who.role === 'operator' ? 'seller' : 'buyer';
      return {
        order: await showOrder(deps, await moveOrder(deps, { id: params.id, to: 'cancelled', who, as })),
      };
    }),
    serve(contract.listStudioOrders, async ({ who, query: { state, saleId, ...page } }) => {
      const sellerId = who.role === 'operator' ? undefined : who.accountId;
      return listOrders(deps, { sellerId, state, saleId }, page);
    }),
    serve(contract.moveOrder, async ({ params, who, body }) => ({
      order: await showOrder(deps, await moveOrder(deps, { id: params.id, to: body.to, who, as: 'seller' })),
    })),
  ];
};
