import {
  listManualRefunds,
  listPaymentHealth,
  listReconciliation,
  paymentWebhook,
  resolveReconciliation,
  settleManualRefund,
} from '#contracts/payments';
import { fromCursor, toCursor } from '../../kernel/http/place.ts';
import { type AnyServed, serve } from '../../kernel/http/serve.ts';
import { accountOf } from '../ledger/index.ts';
import type { Payments } from './context.ts';
import { takeMessage } from './hear-news.ts';
import { listManual, settleManual } from './manual-refunds.ts';
import { resolveRow } from './resolve-row.ts';
import { MethodStore } from './store/methods.ts';
import { ReconciliationStore } from './store/reconciliation.ts';

const health = async (deps: Payments) => {
  const marks = await new MethodStore(deps.db).all();
  // The books have one account at the provider; a shop with two sees their sum at each.
  const balance = await deps.ledger.balance(deps.db, accountOf.gateway);
  return deps.ways.all.map(({ id, title, online }) => {
    const known = marks.get(id);
    const usable = deps.ways.usable(id);
    return {
      method: id,
      title,
      state: usable.on ? ('on' as const) : ('off' as const),
      test: online?.test ?? false,
      problem: usable.on ? null : usable.says,
      heardAt: known?.heardAt ?? null,
      reconciledAt: known?.reconciledAt ?? null,
      balance: online ? balance : 0,
    };
  });
};

export const paymentRoutes = (deps: Payments): AnyServed[] => [
  serve(paymentWebhook, async ({ params, stream, headers }) => {
    await takeMessage(deps, { method: params.method, stream, headers });
    return { done: true as const };
  }),
  serve(listReconciliation, async ({ query: { state, cursor, limit } }) => {
    const after = cursor === undefined ? undefined : fromCursor(cursor);
    const found = await new ReconciliationStore(deps.db).list({ state, after, most: limit + 1 });
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return { items, next: found.length > limit && last ? toCursor(last) : null };
  }),
  serve(resolveReconciliation, async ({ params, body, who }) => ({
    row: await resolveRow(deps, { id: params.id, ...body, who }),
  })),
  serve(listPaymentHealth, async () => ({ methods: await health(deps) })),
  serve(listManualRefunds, ({ query }) => listManual(deps, query)),
  serve(settleManualRefund, async ({ params, body, who }) => {
    await settleManual(deps, { id: params.id, reference: body.reference, who });
    return { done: true as const };
  }),
];
