import type { Connection } from '../../db/connection.ts';
import { accountOf } from '../ledger/index.ts';
import type { OrdersDeps } from './context.ts';
import { paidIn, type StoredOrder } from './domain/order.ts';
import { notNotedYet } from './note-foreign-refund.ts';
import { OrderStore } from './store/orders.ts';

type CheckDeps = Pick<OrdersDeps, 'clock' | 'db' | 'ledger' | 'payments'>;

const atOnce = 500;
/** So long after an order is over its money may still be on its way through reactions and jobs. */
const grace = 3_600_000;
/** So long a provider may take until a share that was released is in its seller's bank. */
const settledWithin = 10 * 24 * grace;

async function* pages(on: Connection): AsyncIterable<StoredOrder[]> {
  const store = new OrderStore(on);
  let after = '';
  for (;;) {
    const page = await store.after(after, atOnce);
    if (page.length > 0) yield page;
    const last = page.at(-1);
    if (!last || page.length < atOnce) return;
    after = last.id;
  }
}

const endedAt = (order: StoredOrder): number => order.history.at(-1)?.at ?? order.placedAt;

interface Seen {
  captured: boolean;
  collected: boolean;
  /** Went into an order in exchange. */
  exchanged: number;
  balance: number;
  /** Taken by others than orders: by a bank, or at the provider's own pages. */
  elsewhere: number;
  now: number;
}

/** What came in less what went out; a release takes all of it at once. */
const escrowBreak = (order: StoredOrder, seen: Seen): string | null => {
  const { balance, now, exchanged, elsewhere } = seen;
  const isPlaced = order.state !== 'reserved' && order.state !== 'awaiting-payment';
  const stood = isPlaced && order.history.some((one) => one.state === 'confirmed');
  const came = stood ? paidIn(order, seen) : 0;
  const held = came - order.refunded - order.refundedCoins - exchanged - elsewhere;
  const isReleased =
    balance === 0 && order.history.some(({ state }) => state === 'completed' || state === 'returned');
  const says = `holds ${balance}, and should ${held}`;
  if (balance < 0) return `holds ${balance}`;
  if (isReleased) return null;
  if (balance !== held) return says;
  const isEnded = order.state === 'cancelled' || order.state === 'rto';
  return isEnded && balance > 0 && now - endedAt(order) > grace ? `is over and still holds ${balance}` : null;
};

const seeAll = async (
  { clock, ledger, payments }: CheckDeps,
  on: Connection,
  page: readonly StoredOrder[],
) => {
  const ids = page.map((one) => one.id);
  const [states, cash, balances, exchanged] = [
    await payments.states(on, [...new Set(page.map((one) => one.purchaseId))]),
    await payments.cashOf(on, ids),
    await ledger.balances(on, ids.map(accountOf.held)),
    await new OrderStore(on).exchangedOf(ids),
  ];
  return (order: StoredOrder): Seen => {
    const state = cash.get(order.id)?.state;
    return {
      captured: order.prepaid > 0 && states.get(order.purchaseId) === 'captured',
      collected: state === 'collected' || state === 'remitted' || state === 'written-off',
      exchanged: exchanged.get(order.id) ?? 0,
      balance: balances.get(accountOf.held(order.id)) ?? 0,
      elsewhere: 0,
      now: clock.now(),
    };
  };
};

/** Orders do not know of a bank that took its money back, or of a fee the shop kept: only the books do. */
const onlyInBooks = /^(dispute-|fee-kept$|reversed$)/;

const takenElsewhere = async (deps: CheckDeps, on: Connection, order: StoredOrder): Promise<number> => {
  const entries = await deps.ledger.entriesOf(on, [order.id]);
  const lines = entries
    .filter(({ kind }) => onlyInBooks.test(kind))
    .flatMap((entry) => entry.lines.filter(({ account }) => account === accountOf.held(order.id)));
  const taken = lines.reduce((sum, line) => sum + line.debit - line.credit, 0);
  return taken + (await notNotedYet(deps, on, order.id));
};

async function* escrow(deps: CheckDeps, on: Connection): AsyncIterable<string> {
  for await (const page of pages(on)) {
    const seen = await seeAll(deps, on, page);
    for (const order of page) {
      const facts = seen(order);
      if (!escrowBreak(order, facts)) continue;
      const elsewhere = await takenElsewhere(deps, on, order);
      const found = escrowBreak(order, { ...facts, elsewhere });
      if (found) yield `${order.number} ${found}`;
    }
  }
}

/** An order whose share at the provider has no reason to be held any more. */
const isClosed = (order: StoredOrder, now: number): boolean => {
  const for_ = now - endedAt(order);
  if (order.state === 'cancelled' || order.state === 'rto') return for_ > grace;
  return (order.state === 'completed' || order.state === 'returned') && for_ > settledWithin;
};

async function* heldShares({ clock, ledger }: CheckDeps, on: Connection): AsyncIterable<string> {
  for await (const page of pages(on)) {
    const closed = page.filter((order) => isClosed(order, clock.now()));
    const account = (order: StoredOrder) => accountOf.transfer(order.sellerId, order.id);
    const balances = await ledger.balances(on, closed.map(account));
    for (const order of closed) {
      const balance = balances.get(account(order)) ?? 0;
      if (balance !== 0) yield `${order.number} is over, and ${balance} are still held at the provider`;
    }
  }
}

/** What only orders can say about the books. */
export const addOrderChecks = (deps: CheckDeps): void => {
  deps.ledger.addCheck({
    id: 'I5',
    title:
      'What is held for an order is what was paid for it, less what went back or on, and nothing once it is over',
    run: (on) => escrow(deps, on),
  });
  deps.ledger.addCheck({
    id: 'I15',
    title: 'Nothing is held at the provider for orders that are over',
    run: (on) => heldShares(deps, on),
  });
};
