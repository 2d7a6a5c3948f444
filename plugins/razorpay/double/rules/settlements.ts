import { unknownId } from '../http/api-error.ts';
import type { Row, Settlement, Transfer } from '../state/entities.ts';
import { newId } from '../state/ids.ts';
import { dayOf, nextSettlement, workingDaysPassed } from '../state/virtual-clock.ts';
import type { World } from '../world.ts';

const utr = (at: number): string => `${at}${newId().slice(0, 6).toLowerCase()}`;

/** A payment after two working days and not while it is held; all that takes money away, at once. */
const isDue = ({ books, clock }: World, row: Row): boolean => {
  if (row.type !== 'payment') return true;
  const payment = books.payments.get(row.entityId);
  const isHeld =
    payment?.onHold === true && (payment.onHoldUntil === null || payment.onHoldUntil > clock.seconds());
  return !isHeld && workingDaysPassed(row.createdAt * 1000, clock.now()) >= 2;
};

const settleShop = (world: World, options: { all: boolean; short: number }): Settlement | null => {
  const { books, clock } = world;
  const rows = [...books.unsettled].filter((row) => options.all || isDue(world, row));
  const net = rows.reduce((sum, { credit, debit }) => sum + credit - debit, 0);
  const amount = net - options.short;
  // What is owed more than earned waits for the next money that comes in.
  if (amount <= 0) return null;
  const settlement = books.settlements.add({
    id: newId('setl'),
    account: null,
    amount,
    fees: rows.reduce((sum, { fee }) => sum + fee, 0),
    tax: rows.reduce((sum, { tax }) => sum + tax, 0),
    utr: utr(clock.seconds()),
    createdAt: clock.seconds(),
  });
  for (const row of rows) {
    row.settlementId = settlement.id;
    row.settledAt = settlement.createdAt;
    books.rows.save(row);
    books.unsettled.delete(row);
  }
  books.balance -= amount;
  world.emit('settlement.processed', { settlement });
  return settlement;
};

const letGo = (world: World, transfer: Transfer): void => {
  const { onHoldUntil } = transfer;
  if (!transfer.onHold || onHoldUntil === null || onHoldUntil > world.clock.seconds()) return;
  transfer.onHold = false;
  transfer.freeAt = onHoldUntil;
  world.books.transfers.save(transfer);
};

/** Free since an earlier day, so that it is settled on the next working one. */
const isPayable = ({ clock }: World, transfer: Transfer, all: boolean): boolean =>
  transfer.settlementId === null &&
  ['processed', 'partially_reversed'].includes(transfer.status) &&
  transfer.freeAt !== null &&
  (all || dayOf(transfer.freeAt * 1000) < dayOf(clock.now()));

const settleAccount = (world: World, account: string, all: boolean): Settlement | null => {
  const { books, clock } = world;
  const transfers = books.transfers.by('account', account);
  for (const transfer of transfers) letGo(world, transfer);
  const payable = transfers.filter((transfer) => isPayable(world, transfer, all));
  const amount = payable.reduce((sum, transfer) => sum + transfer.amount - transfer.amountReversed, 0);
  if (amount === 0) return null;
  const at = clock.seconds();
  const settlement = books.settlements.add({
    id: newId('setl'),
    account,
    amount,
    fees: 0,
    tax: 0,
    utr: utr(at),
    createdAt: at,
  });
  for (const transfer of payable) {
    transfer.settlementId = settlement.id;
    books.transfers.save(transfer);
  }
  world.emit('settlement.processed', { settlement });
  return settlement;
};

/** `all`: without waiting for the days; `short`: so many paise too few arrive (flow L6). */
export const settle = (world: World, options = { all: false, short: 0 }): Settlement[] => {
  const accounts = world.books.accounts.all.map(({ id }) => settleAccount(world, id, options.all));
  return [settleShop(world, options), ...accounts].filter((one) => one !== null);
};

export const planSettlement = ({ books, clock }: World): void => {
  const at = nextSettlement(clock.now());
  books.settings.nextSettlementAt = at;
  books.saveSettings();
  books.agenda.add({ at, what: 'settle', id: '' });
};

export const findSettlement = ({ books }: World, id: string): Settlement => {
  const settlement = books.settlements.get(id);
  if (!settlement) throw unknownId();
  return settlement;
};

/** A row as the reconciliation report shows it. A reversal is shown as an adjustment: the report knows four types. */
export const reconShape = ({ books }: World, row: Row): object => {
  const payment = row.paymentId === null ? undefined : books.payments.get(row.paymentId);
  const order = payment?.orderId ? books.orders.get(payment.orderId) : undefined;
  const settlement = row.settlementId === null ? undefined : books.settlements.get(row.settlementId);
  const isCard = payment?.method === 'card';
  return {
    entity_id: row.entityId,
    type: row.type === 'reversal' ? 'adjustment' : row.type,
    debit: row.debit,
    credit: row.credit,
    amount: row.amount,
    currency: 'INR',
    fee: row.fee,
    tax: row.tax,
    on_hold: row.type === 'payment' && payment?.onHold === true,
    settled: settlement !== undefined,
    created_at: row.createdAt,
    settled_at: row.settledAt,
    settlement_id: row.settlementId,
    posted_at: null,
    credit_type: 'default',
    description: row.description,
    notes: '{}',
    payment_id: row.type === 'payment' ? null : row.paymentId,
    settlement_utr: settlement?.utr ?? null,
    order_id: order?.id ?? null,
    order_receipt: order?.receipt ?? null,
    method: payment?.method ?? null,
    card_network: isCard ? 'Visa' : null,
    card_issuer: null,
    card_type: isCard ? 'debit' : null,
    dispute_id: row.disputeId,
  };
};

/** The rows that were settled on a day of India, or in a month where no day is given. */
export const settledRows = (
  { books }: World,
  { year, month, day }: { year: number; month: number; day: number | null },
): Row[] => {
  const from = dayOf(Date.UTC(year, month - 1, day ?? 1));
  const to = day === null ? dayOf(Date.UTC(year, month, 1)) : from + 1;
  return books.rows.all.filter(({ settledAt }) => {
    if (settledAt === null) return false;
    const days = dayOf(settledAt * 1000);
    return days >= from && days < to;
  });
};
