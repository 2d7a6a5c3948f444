import type { Invoice } from '#contracts/invoices';
import { Refusal } from '../../kernel/refusal.ts';
import type { Who } from '../../kernel/who.ts';
import type { InvoicedOrder, InvoicesDeps } from './context.ts';
import { InvoiceStore } from './store.ts';

/** An order's papers are for its buyer, its seller and operators. */
const maySee = ({ buyerId, sellerId }: InvoicedOrder, { accountId, role }: Who): boolean =>
  role === 'operator' || buyerId === accountId || (role === 'seller' && sellerId === accountId);

/** The invoice and the credit notes of an order, oldest first. */
export const listInvoices = async (
  { db, orders }: InvoicesDeps,
  orderId: string,
  who: Who,
): Promise<Invoice[]> => {
  const order = await orders.find(db, orderId);
  if (!order || !maySee(order, who)) throw new Refusal('order.unknown', { orderId });
  return (await new InvoiceStore(db).ofOrder(orderId)).map(({ content }) => content);
};

/** One of them as a file. Someone else's does not exist for who asks. */
export const printInvoice = async (
  { db, orders, pdf }: InvoicesDeps,
  id: string,
  who: Who,
): Promise<{ name: string; body: Buffer }> => {
  const invoice = await new InvoiceStore(db).find(id);
  const order = invoice && (await orders.find(db, invoice.orderId));
  if (!invoice || !order || !maySee(order, who)) throw new Refusal('invoice.unknown', { invoiceId: id });
  return { name: `${invoice.number.replaceAll('/', '-')}.pdf`, body: await pdf.render(invoice) };
};
