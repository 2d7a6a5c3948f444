import {
  disputeShape,
  orderShape,
  paymentShape,
  refundShape,
  reversalShape,
  settlementShape,
  transferShape,
} from '../http/shapes.ts';
import { accountBalance } from '../rules/balance.ts';
import type { World } from '../world.ts';

const sum = <T>(things: readonly T[], of: (thing: T) => number): number =>
  things.reduce((total, thing) => total + of(thing), 0);

export interface Balance {
  /** What the shop has at the gateway, paise: captured − fees − refunds − transfers + reversals − disputed − settled. */
  total: number;
  captured: number;
  fees: number;
  refunds: number;
  transfers: number;
  reversals: number;
  disputed: number;
  settled: number;
}

/** Counted anew from the things themselves, so that it also checks what the double added up on the way. */
export const balanceOf = ({ books }: World): Balance => {
  const captured = books.payments.all.filter((payment) => payment.captured);
  const refunds = books.refunds.all.filter(({ fromBalance, status }) => fromBalance && status !== 'failed');
  // A transfer that failed after a part of it was reversed has taken no more than that part.
  const transfers = sum(books.transfers.all, ({ status, amount, amountReversed }) => {
    if (status === 'failed') return amountReversed;
    return status === 'created' || status === 'pending' ? 0 : amount;
  });
  const parts = {
    captured: sum(captured, ({ amount }) => amount),
    fees: sum(captured, ({ fee }) => fee ?? 0),
    refunds: sum(refunds, ({ amount }) => amount),
    transfers,
    reversals: sum(books.reversals.all, ({ amount }) => amount),
    disputed: sum(books.disputes.all, ({ amountDeducted }) => amountDeducted),
    settled: sum(
      books.settlements.all.filter(({ account }) => account === null),
      ({ amount }) => amount,
    ),
  };
  const out = parts.fees + parts.refunds + parts.transfers + parts.disputed + parts.settled;
  const total = parts.captured + parts.reversals - out;
  if (total !== books.balance)
    throw new Error(`The double counts ${total} paise and has kept ${books.balance}`);
  return { total, ...parts };
};

/** All that happened here, in the shapes of the API, and what no API tells. */
export const truthOf = (world: World, orderId: string | undefined) => {
  const { books, clock } = world;
  const payments = orderId === undefined ? books.payments.all : books.payments.by('order', orderId);
  const ids = new Set(payments.map(({ id }) => id));
  const isMeant = (paymentId: string | null) => orderId === undefined || ids.has(paymentId ?? '');
  const orders =
    orderId === undefined ? books.orders.all : books.orders.all.filter(({ id }) => id === orderId);
  return {
    now: clock.now(),
    orders: orders.map(orderShape),
    payments: payments.map(paymentShape),
    refunds: books.refunds.all.filter(({ paymentId }) => isMeant(paymentId)).map(refundShape),
    transfers: books.transfers.all
      .filter(({ paymentId, source }) => source === orderId || isMeant(paymentId))
      .map(transferShape),
    reversals: books.reversals.all.map((one) => reversalShape(one, books.settings.accountId)),
    settlements: books.settlements.all.map((one) => ({ ...settlementShape(one), account: one.account })),
    disputes: books.disputes.all.filter(({ paymentId }) => isMeant(paymentId)).map(disputeShape),
    accounts: books.accounts.all.map((account) => ({
      ...account,
      balance: accountBalance(world, account.id),
    })),
    balance: balanceOf(world),
    webhook: {
      url: books.settings.webhook.url,
      sending: books.settings.webhook.sending,
      disabled: books.settings.webhook.disabled,
    },
    events: books.events.all.map(({ body: _, secret: __, ...event }) => event),
    faults: books.settings.faults,
    webhookFaults: books.settings.webhookFaults,
  };
};

export type Truth = ReturnType<typeof truthOf>;
