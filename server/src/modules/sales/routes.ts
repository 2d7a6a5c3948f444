import * as contract from '#contracts/sales';
import { type AnyServed, serve } from '../../kernel/http/serve.ts';
import type { Sales } from './context.ts';
import { cancelSale, editSale, scheduleSale, setRunSheet } from './manage-sale.ts';
import { endSale, featureProduct, setLivePrice, startSale } from './run-sale.ts';
import { listOwnSales, listSales, showSale, toSale } from './show-sale.ts';

const done = { done: true } as const;

export const salesRoutes = (sales: Sales): AnyServed[] => [
  serve(contract.listSales, ({ query }) => listSales(sales, query)),
  serve(contract.getSale, ({ params }) => showSale(sales, params.id)),
  serve(contract.listStudioSales, ({ who, query }) => listOwnSales(sales, who, query)),
  serve(contract.scheduleSale, async ({ who, body }) => ({
    sale: await toSale(sales, await scheduleSale(sales, who, body)),
  })),
  serve(contract.editSale, async ({ who, params, body }) => ({
    sale: await toSale(sales, await editSale(sales, { who, id: params.id }, body)),
  })),
  serve(contract.cancelSale, async ({ who, params }) => {
    await cancelSale(sales, { who, id: params.id });
    return done;
  }),
  serve(contract.setRunSheet, async ({ who, params, body }) => ({
    runSheet: await setRunSheet(sales, { who, id: params.id }, body.productIds),
  })),
  serve(contract.startSale, async ({ who, params }) => ({
    sale: await toSale(sales, await startSale(sales, { who, id: params.id })),
  })),
  serve(contract.endSale, async ({ who, params }) => ({
    sale: await toSale(sales, await endSale(sales, { who, id: params.id })),
  })),
  serve(contract.featureProduct, async ({ who, params, body }) => {
    await featureProduct(sales, { who, id: params.id }, body.productId);
    return done;
  }),
  serve(contract.setLivePrice, async ({ who, params, body }) => {
    await setLivePrice(sales, { who, id: params.id }, body);
    return done;
  }),
];
