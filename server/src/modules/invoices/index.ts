import * as contract from '#contracts/invoices';
import { type AnyReaction, reaction } from '../../kernel/events/outbox.ts';
import { type AnyServed, serve } from '../../kernel/http/serve.ts';
import type { Who } from '../../kernel/who.ts';
import type { InvoicesDeps } from './context.ts';
import { bringUpToDate } from './issue.ts';
import { listInvoices, printInvoice } from './show-invoices.ts';
import { saveTaxProfile, showTaxProfile } from './tax-profile.ts';

export type { GivenBack, InvoicedOrder, InvoicesDeps } from './context.ts';

export interface InvoicesApi {
  /** A paper as a file, for those who may see it. Refuses `invoice.unknown`. */
  pdf(invoiceId: string, who: Who): Promise<{ name: string; body: Buffer }>;
}

const invoiceRoutes = (deps: InvoicesDeps): AnyServed[] => [
  serve(contract.listInvoices, async ({ params, who }) => ({
    invoices: await listInvoices(deps, params.id, who),
  })),
  serve(contract.getTaxProfile, async ({ who }) => ({ profile: await showTaxProfile(deps, who.accountId) })),
  serve(contract.saveTaxProfile, async ({ who, body }) => ({
    profile: await saveTaxProfile(deps, who.accountId, body),
  })),
];

/** An order's papers follow what happens to it. */
const invoiceReactions = (deps: InvoicesDeps): AnyReaction[] => [
  reaction({
    name: 'invoices.follow-order',
    on: 'order.moved',
    run: ({ payload }) => bringUpToDate(deps, payload.orderId),
  }),
  reaction({
    name: 'invoices.follow-cancelled',
    on: 'order.cancelled',
    run: ({ payload }) => bringUpToDate(deps, payload.orderId),
  }),
  reaction({
    name: 'invoices.follow-refund',
    on: 'order.refunded',
    run: ({ payload }) => bringUpToDate(deps, payload.orderId),
  }),
];

/** Invoices and credit notes: numbered without gaps, with the tax inside the prices. */
export const invoices = (
  deps: InvoicesDeps,
): { api: InvoicesApi; routes: AnyServed[]; jobs: []; reactions: AnyReaction[] } => ({
  api: { pdf: (invoiceId, who) => printInvoice(deps, invoiceId, who) },
  routes: invoiceRoutes(deps),
  jobs: [],
  reactions: invoiceReactions(deps),
});
