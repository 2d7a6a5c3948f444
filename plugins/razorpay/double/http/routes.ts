import { contest, endDispute, findDispute } from '../rules/disputes.ts';
import { once } from '../rules/idempotency.ts';
import { createOrder, editOrder, findOrder } from '../rules/orders.ts';
import { capture, editPayment, findPayment } from '../rules/payments.ts';
import { createRefund, editRefund, findRefund } from '../rules/refunds.ts';
import { reverseById } from '../rules/reversals.ts';
import { fulfil, reviewRto } from '../rules/rto.ts';
import { findSettlement, reconShape, settledRows } from '../rules/settlements.ts';
import {
  editTransfer,
  findTransfer,
  transferDirectly,
  transferFromPayment,
  transfersOf,
} from '../rules/transfers.ts';
import type { World } from '../world.ts';
import { badRequest, unknownId } from './api-error.ts';
import * as input from './input.ts';
import { expandOrder, expandTransfer, page, spanNames } from './lists.ts';
import { methods } from './methods.ts';
import {
  accountShape,
  collection,
  disputeShape,
  orderShape,
  paymentShape,
  refundShape,
  reversalShape,
  settlementShape,
  transferShape,
} from './shapes.ts';

export interface Ask {
  /** The parts of the path that are ids, in their order. */
  ids: readonly string[];
  query: input.Fields;
  body: input.Fields;
  header(name: string): string | undefined;
}

export interface Route {
  /** What may stand in the query. */
  query?: readonly string[];
  run(world: World, ask: Ask): object;
}

const idOf = ({ ids }: Ask): string => ids[0] ?? '';

const orders: Record<string, Route> = {
  'POST /v1/orders': {
    run: (world, { body }) => {
      const order = createOrder(world, body);
      if (order.transferIds.length === 0) return orderShape(order);
      const transfers = order.transferIds.map((id) => transferShape(findTransfer(world, id)));
      return { ...orderShape(order), transfers };
    },
  },
  'GET /v1/orders': {
    // The SDK packs `expand[]` twice, and Razorpay does not understand it then either: nothing is expanded.
    query: [...spanNames, 'authorized', 'receipt', 'expand[]', 'expand[expand[]]'],
    run: (world, { query }) => {
      const receipt = input.text(query, 'receipt');
      const authorized = input.flag(query, 'authorized');
      const all = receipt === null ? world.books.orders.all : world.books.orders.by('receipt', receipt);
      const isAsked = ({ id }: { id: string }) =>
        authorized === null ||
        authorized === world.books.payments.by('order', id).some(({ status }) => status === 'authorized');
      const found = page(all, { span: input.span(query), where: isAsked });
      return collection(found.map((order) => expandOrder(world, order, query)));
    },
  },
  'GET /v1/orders/:id': {
    query: ['expand[]', 'status'],
    run: (world, ask) => expandOrder(world, findOrder(world, idOf(ask)), ask.query),
  },
  'PATCH /v1/orders/:id': { run: (world, ask) => orderShape(editOrder(world, idOf(ask), ask.body)) },
  'GET /v1/orders/:id/payments': {
    query: ['expand[]'],
    run: (world, ask) => {
      const { id } = findOrder(world, idOf(ask));
      return collection(world.books.payments.by('order', id).toReversed().map(paymentShape));
    },
  },
  'POST /v1/orders/:id/rto_review': { run: (world, ask) => reviewRto(world, idOf(ask)) },
  'POST /v1/orders/:id/fulfillment': { run: (world, ask) => fulfil(world, idOf(ask), ask.body) },
};

const refundPattern = /^[A-Za-z0-9_-]{10,}$/;
const transferPattern = /^[A-Za-z0-9_-]{4,36}$/;

const payments: Record<string, Route> = {
  'GET /v1/payments': {
    query: [...spanNames, 'expand[]', 'expand[expand[]]'],
    run: ({ books }, { query }) =>
      collection(page(books.payments.all, { span: input.span(query) }).map(paymentShape)),
  },
  'GET /v1/payments/:id': {
    query: ['expand[]'],
    run: (world, ask) => paymentShape(findPayment(world, idOf(ask))),
  },
  'PATCH /v1/payments/:id': { run: (world, ask) => paymentShape(editPayment(world, idOf(ask), ask.body)) },
  'POST /v1/payments/:id/capture': {
    run: (world, ask) => paymentShape(capture(world, idOf(ask), ask.body)),
  },
  'POST /v1/payments/:id/refund': {
    run: (world, ask) => {
      const payment = findPayment(world, idOf(ask));
      const header = 'X-Refund-Idempotency';
      const key = ask.header(header);
      const call = { kind: 'refund', key, pattern: refundPattern, header, asked: [payment.id, ask.body] };
      return once(world, call, () => refundShape(createRefund(world, payment, ask.body)));
    },
  },
  'GET /v1/payments/:id/refunds': {
    query: spanNames,
    run: (world, ask) => {
      const { id } = findPayment(world, idOf(ask));
      const refunds = page(world.books.refunds.by('payment', id), { span: input.span(ask.query) });
      return collection(refunds.map(refundShape));
    },
  },
  'GET /v1/payments/:id/refunds/:id': {
    run: (world, ask) => refundShape(findRefund(world, ask.ids[1] ?? '', idOf(ask))),
  },
  'POST /v1/payments/:id/transfers': {
    run: (world, ask) => {
      const payment = findPayment(world, idOf(ask));
      return collection(transferFromPayment(world, payment, ask.body).map(transferShape));
    },
  },
  'GET /v1/payments/:id/transfers': {
    query: spanNames,
    run: (world, ask) => {
      const { id } = findPayment(world, idOf(ask));
      const found = page(transfersOf(world, id), { span: input.span(ask.query) });
      return collection(found.map(transferShape));
    },
  },
};

const refunds: Record<string, Route> = {
  'GET /v1/refunds': {
    query: spanNames,
    run: ({ books }, { query }) =>
      collection(page(books.refunds.all, { span: input.span(query) }).map(refundShape)),
  },
  'GET /v1/refunds/:id': { run: (world, ask) => refundShape(findRefund(world, idOf(ask))) },
  'PATCH /v1/refunds/:id': { run: (world, ask) => refundShape(editRefund(world, idOf(ask), ask.body)) },
};

const transfers: Record<string, Route> = {
  'POST /v1/transfers': {
    run: (world, { body, header: headerOf }) => {
      const header = 'X-Transfer-Idempotency';
      const call = { kind: 'transfer', key: headerOf(header), pattern: transferPattern, header, asked: body };
      return once(world, call, () => transferShape(transferDirectly(world, body)));
    },
  },
  'GET /v1/transfers': {
    query: [...spanNames, 'recipient_settlement_id', 'expand[]'],
    run: (world, { query }) => {
      const settlement = input.text(query, 'recipient_settlement_id');
      const where = ({ settlementId }: { settlementId: string | null }) =>
        settlement === null || settlementId === settlement;
      const found = page(world.books.transfers.all, { span: input.span(query), where });
      return collection(found.map((transfer) => expandTransfer(world, transfer, query)));
    },
  },
  'GET /v1/transfers/:id': { run: (world, ask) => transferShape(findTransfer(world, idOf(ask))) },
  'PATCH /v1/transfers/:id': { run: (world, ask) => transferShape(editTransfer(world, idOf(ask), ask.body)) },
  'POST /v1/transfers/:id/reversals': {
    run: (world, ask) =>
      reversalShape(reverseById(world, idOf(ask), ask.body), world.books.settings.accountId),
  },
  'GET /v1/transfers/:id/reversals': {
    query: spanNames,
    run: (world, ask) => {
      const { id } = findTransfer(world, idOf(ask));
      const found = page(world.books.reversals.by('transfer', id), { span: input.span(ask.query) });
      return collection(found.map((one) => reversalShape(one, world.books.settings.accountId)));
    },
  },
};

const recon = (world: World, query: input.Fields): object => {
  const year = input.integer(query, 'year');
  const month = input.integer(query, 'month');
  const day = input.optionalInteger(query, 'day');
  if (month < 1 || month > 12) throw badRequest('The month must be between 1 and 12.', { field: 'month' });
  if (day !== null && (day < 1 || day > 31))
    throw badRequest('The day must be between 1 and 31.', { field: 'day' });
  const { count, skip } = input.span(query, 1000);
  const rows = settledRows(world, { year, month, day }).slice(skip, skip + count);
  return collection(rows.map((row) => reconShape(world, row)));
};

const others: Record<string, Route> = {
  'GET /v1/settlements': {
    query: spanNames,
    run: ({ books }, { query }) => {
      const own = ({ account }: { account: string | null }) => account === null;
      const found = page(books.settlements.all, { span: input.span(query), where: own });
      return collection(found.map(settlementShape));
    },
  },
  'GET /v1/settlements/recon/combined': {
    query: ['year', 'month', 'day', 'count', 'skip'],
    run: (world, { query }) => recon(world, query),
  },
  'GET /v1/settlements/:id': { run: (world, ask) => settlementShape(findSettlement(world, idOf(ask))) },
  'GET /v1/disputes': {
    query: spanNames,
    run: ({ books }, { query }) =>
      collection(page(books.disputes.all, { span: input.span(query) }).map(disputeShape)),
  },
  'GET /v1/disputes/:id': { run: (world, ask) => disputeShape(findDispute(world, idOf(ask))) },
  'POST /v1/disputes/:id/accept': {
    run: (world, ask) => disputeShape(endDispute(world, findDispute(world, idOf(ask)), 'lost')),
  },
  'PATCH /v1/disputes/:id/contest': {
    run: (world, ask) => disputeShape(contest(world, idOf(ask), ask.body)),
  },
  'GET /v1/methods': { query: ['key_id'], run: () => methods },
  'GET /v2/accounts/:id': {
    run: ({ books }, ask) => {
      const account = books.accounts.get(idOf(ask));
      if (!account) throw unknownId();
      return accountShape(account);
    },
  },
};

export const routes: Readonly<Record<string, Route>> = {
  ...orders,
  ...payments,
  ...refunds,
  ...transfers,
  ...others,
};
