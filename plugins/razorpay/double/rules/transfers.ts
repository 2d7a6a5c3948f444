import { badRequest, unknownId } from '../http/api-error.ts';
import * as input from '../http/input.ts';
import type { Order, Payment, PaymentError, Transfer } from '../state/entities.ts';
import { isId, newId } from '../state/ids.ts';
import type { World } from '../world.ts';
import { move } from './balance.ts';

type Asked = Pick<
  Transfer,
  'account' | 'amount' | 'currency' | 'notes' | 'linkedAccountNotes' | 'onHold' | 'onHoldUntil'
>;

const insufficient = 'BAD_REQUEST_TRANSFER_INSUFFICIENT_BALANCE';

/** Route must be on, and the account one of ours and activated. */
const checkAccount = ({ books }: World, account: unknown): string => {
  if (!books.settings.switches.route) throw badRequest('Route feature is not enabled for the merchant');
  const found = isId('acc', account) ? books.accounts.get(account) : undefined;
  if (!found) throw badRequest('The id provided does not exist', { field: 'account' });
  if (!found.activated)
    throw badRequest('Transfers cannot be made to a linked account that is not activated.', {
      field: 'account',
      reason: 'linked_account_not_activated',
    });
  return found.id;
};

const holdUntil = ({ clock }: World, fields: input.Fields, onHold: boolean): number | null => {
  const until = input.optionalInteger(fields, 'on_hold_until');
  if (until === null) return null;
  if (!onHold)
    throw badRequest('on_hold_until is not required when on_hold is false', { field: 'on_hold_until' });
  if (until <= clock.seconds())
    throw badRequest('on_hold_until should be a future timestamp', { field: 'on_hold_until' });
  return until;
};

const noteNames = (fields: input.Fields, notes: Record<string, string>): string[] => {
  const names = fields['linked_account_notes'] ?? [];
  const isGood = Array.isArray(names) && names.every((name) => typeof name === 'string' && name in notes);
  if (!isGood) throw badRequest('The linked account notes are invalid.', { field: 'linked_account_notes' });
  return names;
};

const direct = ['account', 'amount', 'currency', 'notes'];
const held = [...direct, 'linked_account_notes', 'on_hold', 'on_hold_until'];

const readTransfer = (world: World, fields: unknown, names: readonly string[]): Asked => {
  if (!input.isFields(fields)) throw badRequest('The transfers must be an array.', { field: 'transfers' });
  input.only(fields, names);
  const onHold = input.flag(fields, 'on_hold') ?? false;
  const notes = input.notes(fields);
  return {
    account: checkAccount(world, fields['account']),
    amount: input.amount(fields),
    currency: input.currency(fields),
    notes,
    linkedAccountNotes: noteNames(fields, notes),
    onHold,
    onHoldUntil: holdUntil(world, fields, onHold),
  };
};

export const readTransfers = (world: World, given: unknown, most: number): Asked[] => {
  if (given === undefined || given === null) return [];
  if (!Array.isArray(given)) throw badRequest('The transfers must be an array.', { field: 'transfers' });
  const asked = given.map((one) => readTransfer(world, one, held));
  if (asked.reduce((sum, { amount }) => sum + amount, 0) > most)
    throw badRequest('The sum of amount requested for transfer is greater than the captured amount', {
      field: 'amount',
    });
  return asked;
};

type Source = Pick<Transfer, 'source' | 'paymentId'>;

/** Written down; the money moves with `process`. */
export const planTransfers = (world: World, asked: readonly Asked[], source: Source): string[] =>
  asked.map((one) => {
    const { id } = world.books.transfers.add({
      id: newId('trf'),
      ...source,
      ...one,
      amountReversed: 0,
      status: 'created',
      freeAt: null,
      settlementId: null,
      error: null,
      createdAt: world.clock.seconds(),
      processedAt: null,
    });
    return id;
  });

const noMoney: PaymentError = {
  code: insufficient,
  description: 'Your account does not have enough balance to carry out the transfer operation.',
  source: 'business',
  step: 'transfer_processing',
  reason: 'insufficient_account_balance',
};

export const failTransfer = (world: World, transfer: Transfer, error: PaymentError = noMoney): void => {
  const { books } = world;
  if (['processed', 'partially_reversed'].includes(transfer.status)) {
    const credit = transfer.amount - transfer.amountReversed;
    move(world, { entityId: transfer.id, type: 'transfer', credit, paymentId: transfer.paymentId });
  }
  transfer.status = 'failed';
  transfer.error = error;
  transfer.freeAt = null;
  books.transfers.save(transfer);
  world.emit('transfer.failed', { transfer });
};

const processTransfer = (world: World, transfer: Transfer): void => {
  const { books, clock } = world;
  if (books.balance < transfer.amount) return failTransfer(world, transfer);
  transfer.status = 'processed';
  transfer.processedAt = clock.seconds();
  transfer.freeAt = transfer.onHold ? null : clock.seconds();
  books.transfers.save(transfer);
  move(world, {
    entityId: transfer.id,
    type: 'transfer',
    debit: transfer.amount,
    paymentId: transfer.paymentId,
  });
  world.emit('transfer.processed', { transfer });
};

/** An order's transfers are made from the payment that paid it. */
export const processTransfers = (world: World, order: Order, payment: Payment): void => {
  for (const id of order.transferIds) {
    const transfer = world.books.transfers.get(id);
    if (transfer?.status !== 'created') continue;
    transfer.paymentId = payment.id;
    processTransfer(world, transfer);
  }
};

/** From this payment, be it through its order or directly. */
export const transfersOf = ({ books }: World, paymentId: string): Transfer[] => {
  const orderId = books.payments.get(paymentId)?.orderId;
  const ofOrder = orderId ? books.transfers.by('source', orderId) : [];
  return [
    ...ofOrder.filter((transfer) => transfer.paymentId === paymentId),
    ...books.transfers.by('source', paymentId),
  ];
};

const refuseWithoutBalance = ({ books }: World, amount: number): void => {
  if (books.balance >= amount) return;
  throw badRequest(noMoney.description, { reason: insufficient, field: 'amount' });
};

export const transferFromPayment = (world: World, payment: Payment, body: input.Fields): Transfer[] => {
  input.only(body, ['transfers']);
  if (!payment.captured || payment.status !== 'captured')
    throw badRequest('The payment status should be captured for action to be taken');
  const earlier = transfersOf(world, payment.id)
    .filter(({ status }) => status !== 'failed')
    .reduce((sum, { amount, amountReversed }) => sum + amount - amountReversed, 0);
  const most = payment.amount - payment.amountRefunded - (payment.fee ?? 0) - earlier;
  const asked = readTransfers(world, body['transfers'] ?? null, most);
  if (asked.length === 0) throw badRequest('The transfers field is required.', { field: 'transfers' });
  refuseWithoutBalance(
    world,
    asked.reduce((sum, { amount }) => sum + amount, 0),
  );
  const ids = planTransfers(world, asked, { source: payment.id, paymentId: payment.id });
  return ids.flatMap((id) => {
    const transfer = world.books.transfers.get(id);
    if (transfer) processTransfer(world, transfer);
    return transfer ?? [];
  });
};

export const transferDirectly = (world: World, body: input.Fields): Transfer => {
  const asked = readTransfer(world, body, direct);
  refuseWithoutBalance(world, asked.amount);
  const source = { source: world.books.settings.accountId, paymentId: null };
  const [id = ''] = planTransfers(world, [asked], source);
  const transfer = findTransfer(world, id);
  processTransfer(world, transfer);
  return transfer;
};

export const findTransfer = ({ books }: World, id: string): Transfer => {
  const transfer = books.transfers.get(id);
  if (!transfer) throw unknownId();
  return transfer;
};

/** Holding, holding until, or letting go of a transfer's settlement. */
export const editTransfer = (world: World, id: string, body: input.Fields): Transfer => {
  const transfer = findTransfer(world, id);
  input.only(body, ['on_hold', 'on_hold_until']);
  const onHold = input.flag(body, 'on_hold');
  if (onHold === null) throw badRequest('The on hold field is required.', { field: 'on_hold' });
  if (transfer.settlementId !== null)
    throw badRequest('Transfer settlement on hold cannot be changed, it is settled already');
  if (['failed', 'reversed'].includes(transfer.status))
    throw badRequest(`Transfer is ${transfer.status}, its settlement cannot be changed`);
  const until = holdUntil(world, body, onHold);
  const isFree = !onHold && transfer.processedAt !== null;
  if (onHold || !isFree) transfer.freeAt = null;
  else transfer.freeAt ??= world.clock.seconds();
  transfer.onHold = onHold;
  transfer.onHoldUntil = until;
  world.books.transfers.save(transfer);
  return transfer;
};
