import type { Invoice } from '#contracts/invoices';
import type { Tx } from '../../db/connection.ts';
import { newId } from '../../kernel/ids.ts';
import type { GivenBack, InvoicedOrder, InvoicesDeps } from './context.ts';
import { type Back, creditLines } from './domain/credit.ts';
import { financialYear, invoiceNumber } from './domain/financial-year.ts';
import { placeOfSupply } from './domain/states.ts';
import { suppliesOf, taxingOf } from './domain/supply.ts';
import { taxLines, totalsOf } from './domain/tax.ts';
import { InvoiceStore, type Issued } from './store.ts';
import { profileFor } from './tax-profile.ts';

/** Everything of an order's papers, in the transaction that issues what is missing. */
interface Desk {
  tx: Tx;
  store: InvoiceStore;
  at: number;
  order: InvoicedOrder;
  /** What the seller is called in the shop. */
  sellerName: string;
}

type Draft = Omit<Invoice, 'number' | 'financialYear' | 'issuedAt' | 'id'>;

/** Gives a paper its number, the next of its series, and keeps it. A rolled back one leaves no gap. */
const issue = async (
  { tx, store, at }: Desk,
  paper: { cause: string; draft: Draft; prefix: string; positions: number[] },
): Promise<Issued> => {
  const { cause, draft, prefix, positions } = paper;
  const year = financialYear(at);
  const series = { sellerId: draft.seller.id, kind: draft.kind, year };
  await store.lockSeries(tx, series);
  const serial = await store.nextSerial(tx, series);
  const number = invoiceNumber(draft.kind, { prefix, year, serial });
  const content: Invoice = { id: newId(), ...draft, number, financialYear: year, issuedAt: at };
  const issued = { cause, content, positions };
  await store.add(issued, serial);
  return issued;
};

const issueInvoice = async ({ shopName, taxes }: InvoicesDeps, desk: Desk): Promise<Issued> => {
  const { order, tx, sellerName } = desk;
  const { prefix, said } = await profileFor(tx, order.sellerId, sellerName);
  const seller = {
    id: order.sellerId,
    name: said?.legalName ?? shopName,
    gstin: said?.gstin ?? null,
    address: said?.address ?? null,
    state: said?.state ?? null,
  };
  const lines = taxLines(suppliesOf(order, taxes), taxingOf(seller, order.address.state));
  const draft: Draft = {
    kind: 'invoice',
    orderId: order.id,
    orderNumber: order.number,
    of: null,
    seller,
    buyer: { name: order.address.name, address: order.address },
    placeOfSupply: placeOfSupply(order.address.state),
    lines,
    ...totalsOf(lines),
  };
  return issue(desk, { cause: 'packed', draft, prefix, positions: [] });
};

/** What earlier credit notes took of each of the invoice's lines. */
const creditedOf = (invoice: Invoice, notes: readonly Issued[]): number[] => {
  const credited = invoice.lines.map(() => 0);
  for (const { content, positions } of notes)
    content.lines.forEach((line, at) => {
      const position = positions[at] ?? 0;
      credited[position] = (credited[position] ?? 0) + line.amount;
    });
  return credited;
};

interface Due {
  cause: string;
  back: Back;
}

/** The credit notes an order should have: one for each refund; for an order that came to nothing one for the rest. */
const dueOf = (order: InvoicedOrder, invoice: Invoice, givenBack: readonly GivenBack[]): Due[] => {
  if (order.state === 'cancelled' || order.state === 'rto') {
    const units = invoice.lines.map((line) => line.quantity);
    return [{ cause: 'closed', back: { amount: invoice.total, units } }];
  }
  return givenBack.map(({ refundId, amount, lines }) => {
    const units =
      lines &&
      invoice.lines.map((_, at) => {
        const variantId = order.lines[at]?.variantId;
        return lines.find((line) => line.variantId === variantId)?.quantity ?? 0;
      });
    return { cause: `refund:${refundId}`, back: { amount, units } };
  });
};

/** Undefined where all of the invoice is taken back already. */
const issueCredit = async (
  desk: Desk,
  invoice: Invoice,
  { due, notes }: { due: Due; notes: readonly Issued[] },
): Promise<Issued | undefined> => {
  const credits = creditLines(invoice.lines, creditedOf(invoice, notes), due.back);
  if (credits.length === 0) return undefined;
  const lines = credits.map(({ credit }) => credit);
  const { prefix } = await profileFor(desk.tx, invoice.seller.id, desk.sellerName);
  const { orderId, orderNumber, seller, buyer, placeOfSupply: place } = invoice;
  const draft: Draft = {
    kind: 'credit-note',
    orderId,
    orderNumber,
    of: invoice.number,
    seller,
    buyer,
    placeOfSupply: place,
    lines,
    ...totalsOf(lines),
  };
  return issue(desk, { cause: due.cause, draft, prefix, positions: credits.map(({ line }) => line) });
};

const issueMissing = async (deps: InvoicesDeps, desk: Desk): Promise<void> => {
  const { order, store, tx, at } = desk;
  // One paper of a seller at a time: what is missing is looked up behind the lock, so that nothing is issued twice.
  await store.lockSeries(tx, { sellerId: order.sellerId, kind: 'invoice', year: financialYear(at) });
  const issued = await store.ofOrder(order.id);
  const invoice = issued.find(({ cause }) => cause === 'packed') ?? (await issueInvoice(deps, desk));
  const notes = issued.filter(({ content }) => content.kind === 'credit-note');
  for (const due of dueOf(order, invoice.content, await deps.orders.givenBack(tx, order.id))) {
    if (notes.some(({ cause }) => cause === due.cause)) continue;
    const note = await issueCredit(desk, invoice.content, { due, notes });
    if (note) notes.push(note);
  }
};

/**
 * Issues what an order's papers lack: its invoice once it was packed, and a credit note for all that was taken back
 * since. Facts may come twice and in any order; the papers end up the same.
 */
export const bringUpToDate = async (deps: InvoicesDeps, orderId: string): Promise<void> => {
  const before = await deps.orders.find(deps.db, orderId);
  if (!before?.history.some(({ state }) => state === 'packed')) return;
  const names = await deps.accounts.names([before.sellerId]);
  await deps.db.transaction(async (tx) => {
    const order = (await deps.orders.find(tx, orderId)) ?? before;
    const sellerName = names.get(order.sellerId) ?? deps.shopName;
    await issueMissing(deps, { tx, store: new InvoiceStore(tx), at: deps.clock.now(), order, sellerName });
  });
};
