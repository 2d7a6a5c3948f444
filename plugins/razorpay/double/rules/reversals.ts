import { badRequest } from '../http/api-error.ts';
import * as input from '../http/input.ts';
import type { Reversal, Transfer } from '../state/entities.ts';
import { newId } from '../state/ids.ts';
import type { World } from '../world.ts';
import { accountBalance, move } from './balance.ts';
import { findTransfer } from './transfers.ts';

interface Part {
  transfer: Transfer;
  amount: number;
}

export const checkReversals = (world: World, parts: readonly Part[]): void => {
  const perAccount = new Map<string, number>();
  for (const { transfer, amount } of parts) {
    if (!['processed', 'partially_reversed'].includes(transfer.status))
      throw badRequest('Transfer is not processed, it cannot be reversed');
    if (amount > transfer.amount - transfer.amountReversed)
      throw badRequest('The amount requested for reversal is greater than the unreversed amount', {
        field: 'amount',
      });
    perAccount.set(transfer.account, (perAccount.get(transfer.account) ?? 0) + amount);
  }
  for (const [account, amount] of perAccount)
    if (accountBalance(world, account) < amount)
      throw badRequest('The linked account does not have sufficient balance to process reversal', {
        reason: 'insufficient_account_balance',
      });
};

type Reverse = Part & { notes: Record<string, string>; refundId: string | null };

export const reverseTransfer = (world: World, part: Reverse): Reversal => {
  const { transfer, amount, notes, refundId } = part;
  checkReversals(world, [part]);
  transfer.amountReversed += amount;
  transfer.status = transfer.amountReversed === transfer.amount ? 'reversed' : 'partially_reversed';
  world.books.transfers.save(transfer);
  const reversal = world.books.reversals.add({
    id: newId('rvrsl'),
    transferId: transfer.id,
    amount,
    currency: transfer.currency,
    notes,
    refundId,
    createdAt: world.clock.seconds(),
  });
  move(world, { entityId: reversal.id, type: 'reversal', credit: amount, paymentId: transfer.paymentId });
  return reversal;
};

export const reverseById = (world: World, id: string, body: input.Fields): Reversal => {
  const transfer = findTransfer(world, id);
  input.only(body, ['amount', 'notes']);
  const amount =
    body['amount'] === undefined ? transfer.amount - transfer.amountReversed : input.amount(body);
  return reverseTransfer(world, { transfer, amount, notes: input.notes(body), refundId: null });
};
