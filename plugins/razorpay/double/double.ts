import { closeWindow } from './rules/payments.ts';
import { processRefund } from './rules/refunds.ts';
import { planSettlement, settle } from './rules/settlements.ts';
import type { Due } from './state/agenda.ts';
import type { Books } from './state/books.ts';
import type { VirtualClock } from './state/virtual-clock.ts';
import { Webhooks } from './webhooks/webhooks.ts';
import type { World } from './world.ts';

/** Mulberry32: small, even enough for faults, and the same row of numbers for the same seed. */
const random = (books: Books) => () => {
  const { settings } = books;
  settings.random = (settings.random + 0x6d2b79f5) | 0;
  let mixed = Math.imul(settings.random ^ (settings.random >>> 15), 1 | settings.random);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
};

/** All of Razorpay that is here, without the network in front of it. */
export interface Double extends World {
  webhooks: Webhooks;
  /** Does what its time has come for. */
  catchUp(): void;
  /** Puts the clock forward, stopping at everything that is due on the way. */
  advance(to: number): Promise<void>;
  /** Plans again what the agenda, which is not kept, has to know. */
  plan(): void;
}

const plan = (world: World): void => {
  const { books, clock } = world;
  for (const { id, status, authorizedAt, orderId } of books.payments.all) {
    if (status !== 'authorized' || authorizedAt === null) continue;
    const minutes = (orderId && books.orders.get(orderId)?.capture.manualFor) || 7200;
    books.agenda.add({ at: authorizedAt * 1000 + minutes * 60_000, what: 'capture-window', id });
  }
  for (const { id, status, createdAt } of books.refunds.all)
    if (status === 'pending') books.agenda.add({ at: createdAt * 1000 + 3 * 86_400_000, what: 'refund', id });
  for (const { id, state, nextAt } of books.events.all)
    if (state === 'waiting') books.agenda.add({ at: nextAt, what: 'webhook', id });
  const at = books.settings.nextSettlementAt;
  if (at === null || at <= clock.now()) planSettlement(world);
  else books.agenda.add({ at, what: 'settle', id: '' });
};

export const openDouble = (books: Books, clock: VirtualClock): Double => {
  const webhooks = new Webhooks(() => double);
  const perform: Record<Due['what'], (id: string) => void> = {
    'capture-window': (id) => closeWindow(double, id),
    refund: (id) => processRefund(double, id),
    webhook: (id) => webhooks.due(id),
    settle: () => {
      settle(double);
      planSettlement(double);
    },
  };
  const next = (until: number): Due | undefined =>
    (books.agenda.soonest?.at ?? Number.POSITIVE_INFINITY) <= until ? books.agenda.take() : undefined;
  const double: Double = {
    books,
    clock,
    random: random(books),
    emit: (name, about) => webhooks.emit(name, about),
    webhooks,
    catchUp: () => {
      for (let due = next(clock.now()); due; due = next(clock.now())) perform[due.what](due.id);
    },
    advance: async (to) => {
      for (let due = next(to); due; due = next(to)) {
        clock.to(due.at);
        perform[due.what](due.id);
        // What the shop answers decides when it is told again, so the time waits for it.
        await webhooks.idle();
      }
      clock.to(to);
      books.saveSettings();
    },
    plan: () => plan(double),
  };
  return double;
};
