import type { Row } from '../state/entities.ts';
import { newId } from '../state/ids.ts';
import type { World } from '../world.ts';

type Movement = Pick<Row, 'entityId' | 'type'> & Partial<Row>;

/** Every change of the shop's balance is a row, so that a settlement can be explained row by row. */
export const move = ({ books, clock }: World, movement: Movement): void => {
  const row = books.rows.add({
    id: newId('row'),
    credit: 0,
    debit: 0,
    amount: (movement.credit ?? 0) + (movement.debit ?? 0),
    fee: 0,
    tax: 0,
    description: null,
    paymentId: null,
    disputeId: null,
    createdAt: clock.seconds(),
    settlementId: null,
    settledAt: null,
    ...movement,
  });
  books.unsettled.add(row);
  books.balance += row.credit - row.debit;
};

/** What a linked account could be asked to give back: what came in, less what went back and what its bank has. */
export const accountBalance = ({ books }: World, account: string): number => {
  let balance = 0;
  for (const { status, amount, amountReversed } of books.transfers.by('account', account))
    if (['processed', 'partially_reversed', 'reversed'].includes(status)) balance += amount - amountReversed;
  for (const { amount } of books.settlements.by('account', account)) balance -= amount;
  return balance;
};
