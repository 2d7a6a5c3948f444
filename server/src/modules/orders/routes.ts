import * as contract from '#contracts/orders';
import { type AnyServed, serve } from '../../kernel/http/serve.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Who } from '../../kernel/who.ts';
import { beSatisfied } from './complete-order.ts';
import { confirmPayment, resendCode } from './confirm-payment.ts';
import type { OrdersDeps } from './context.ts';
import { putInBasket, showBasket } from './keep-basket.ts';
import { moveOrder } from './move-order.ts';
import { placeOrder } from './place-order.ts';
import { quoteOrder } from './quote-order.ts';
import { returnRoutes } from './returns/index.ts';
import { findOrder, listOrders, packingList, showOrder } from './show-orders.ts';

const buying = (deps: OrdersDeps): AnyServed[] => {
  const place = placeOrder(deps);
  return [
    serve(contract.getBasket, async ({ who }) => ({
      basket: await showBasket(deps, who?.accountId ?? null),
    })),
    serve(contract.putBasketLine, async ({ who, params, body }) => ({
      basket: await putInBasket(deps, who.accountId, { ...params, ...body }),
    })),
    serve(contract.quoteOrder, ({ body, who }) => quoteOrder(deps, body, who)),
    serve(contract.placeOrder, ({ operation, who, body }) => place(operation, who.accountId, body)),
    serve(contract.confirmPayment, async ({ params, who, body }) => ({
      order: await showOrder(deps, await confirmPayment(deps, { id: params.id, who, body }), who),
    })),
    serve(contract.resendCode, async ({ params, who }) => ({
      order: await showOrder(deps, await resendCode(deps, params.id, who), who),
    })),
  ];
};

const own = (deps: OrdersDeps): AnyServed[] => [
  serve(contract.listOrders, async ({ who, query }) =>
    who ? listOrders(deps, { filter: { buyerId: who.accountId }, who }, query) : { items: [], next: null },
  ),
  serve(contract.getOrder, async ({ params, who }) => ({ order: await findOrder(deps, params.id, who) })),
  serve(contract.satisfied, async ({ params, who }) => ({
    order: await showOrder(deps, await beSatisfied(deps, params.id, who), who),
  })),
  serve(contract.cancelOrder, async ({ params, who }) => {
    const as = who.role === 'operator' ? 'seller' : 'buyer';
    const order = await moveOrder(deps, { id: params.id, to: 'cancelled', who, as });
    return { order: await showOrder(deps, order, who) };
  }),
];

type Bulk = { ids: string[]; to: 'packed' | 'shipped' | 'delivered'; courier?: string | undefined };

/** One after another, each whole or not at all: what is refused does not keep the others. */
const moveMany = async (deps: OrdersDeps, who: Who, { ids, to, courier }: Bulk) => {
  const moved: string[] = [];
  const refused: { id: string; code: string; message: string }[] = [];
  for (const id of new Set(ids)) {
    try {
      await moveOrder(deps, { id, to, who, as: 'seller', courier });
      moved.push(id);
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      refused.push({ id, code: problem.code, message: problem.message });
    }
  }
  return { moved, refused };
};

const studio = (deps: OrdersDeps): AnyServed[] => [
  serve(contract.listStudioOrders, ({ who, query: { state, saleId, q, paid, ...page } }) => {
    const sellerId = who.role === 'operator' ? undefined : who.accountId;
    return listOrders(deps, { filter: { sellerId, state, saleId, q, paid }, who }, page);
  }),
  serve(contract.moveOrder, async ({ params, who, body }) => ({
    order: await showOrder(deps, await moveOrder(deps, { id: params.id, who, as: 'seller', ...body }), who),
  })),
  serve(contract.moveOrders, ({ who, body }) => moveMany(deps, who, body)),
  serve(contract.packingList, ({ who, query }) => packingList(deps, who, query.saleId)),
];

export const orderRoutes = (deps: OrdersDeps): AnyServed[] => [
  ...buying(deps),
  ...own(deps),
  ...studio(deps),
  ...returnRoutes(deps, (order, who) => showOrder(deps, order, who)),
];
