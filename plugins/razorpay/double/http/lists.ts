import type { Order, Transfer } from '../state/entities.ts';
import type { World } from '../world.ts';
import { badRequest } from './api-error.ts';
import type { Fields, Span } from './input.ts';
import { collection, orderShape, paymentShape, settlementShape, transferShape } from './shapes.ts';

export const spanNames = ['from', 'to', 'count', 'skip'] as const;

interface Asked<T> {
  span: Span;
  where?(thing: NoInfer<T>): boolean;
}

/** The newest first, as all lists of Razorpay. */
export const page = <T extends { createdAt: number }>(all: readonly T[], { span, where }: Asked<T>): T[] => {
  const { from, to, count } = span;
  const found: T[] = [];
  let skip = span.skip;
  for (let at = all.length - 1; at >= 0 && found.length < count; at -= 1) {
    const thing = all[at];
    if (!thing || (from !== null && thing.createdAt < from) || (to !== null && thing.createdAt > to))
      continue;
    if (where && !where(thing)) continue;
    if (skip > 0) skip -= 1;
    else found.push(thing);
  }
  return found;
};

const expandOf = (query: Fields, known: readonly string[]): string | null => {
  const expand = query['expand[]'];
  if (expand === undefined) return null;
  if (typeof expand === 'string' && known.includes(expand)) return expand;
  throw badRequest('The selected expand is invalid.', { field: 'expand' });
};

export const expandOrder = ({ books }: World, order: Order, query: Fields): object => {
  const expand = expandOf(query, ['payments', 'payments.card', 'transfers', 'virtual_account']);
  const shape = orderShape(order);
  if (expand === 'payments' || expand === 'payments.card') {
    const payments = books.payments.by('order', order.id);
    return { ...shape, payments: collection(payments.map(paymentShape)) };
  }
  if (expand !== 'transfers') return shape;
  const transfers = books.transfers.by('source', order.id);
  return { ...shape, transfers: collection(transfers.map(transferShape)) };
};

export const expandTransfer = ({ books }: World, transfer: Transfer, query: Fields): object => {
  const expand = expandOf(query, ['recipient_settlement']);
  const shape = transferShape(transfer);
  if (expand === null) return shape;
  const settlement =
    transfer.settlementId === null ? undefined : books.settlements.get(transfer.settlementId);
  return { ...shape, recipient_settlement: settlement ? settlementShape(settlement) : null };
};
