import * as z from 'zod/mini';
import type { ProviderPayment } from '../../../../sdk/index.ts';
import { type Job, job } from '../../kernel/jobs/job.ts';
import { captureDue } from './capture-payments.ts';
import { committed, type Payments } from './context.ts';
import { backOff, nextLook, nextReview } from './domain/machine.ts';
import { hearDue } from './hear-news.ts';
import { seeDisputes } from './note-dispute.ts';
import { transfersDue } from './release-shares.ts';
import { newsAmong, seePayment, seeTransfers } from './see-payment.ts';
import { refundDue } from './send-refunds.ts';
import { settleDays } from './settle-days.ts';
import { InboxStore } from './store/inbox.ts';
import { type MethodMarks, MethodStore } from './store/methods.ts';
import { PaymentStore, type StoredPayment } from './store/payments.ts';

const every = 5_000;
const minute = 60_000;
const day = 24 * 60 * minute;
/** References asked about in one turn, four at a time: what is new comes with the list of recent payments. */
const atOnce = 40;
/** A crash is resumed within ten seconds; should whoever had the row be slow and not gone, asking twice is asking once. */
const lease = 9_000;
/** Providers' clocks differ from ours, and a payment takes its time to be listed. */
const overlap = 10 * minute;
const longestList = day;

const inFours = async <T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> => {
  for (let at = 0; at < all.length; at += 4) await Promise.all(all.slice(at, at + 4).map(work));
};

const seeAll = (deps: Payments, method: string, payments: readonly ProviderPayment[]): Promise<void> =>
  inFours(payments, (payment) => seePayment(deps, { method, payment }));

/** Money whose orders do not know of it yet is told once more, should the first telling have been in vain. */
const tellAgain = async (deps: Payments, row: StoredPayment): Promise<void> => {
  const isWaiting =
    row.providerId !== null && !row.claimed && row.refused === null && row.state !== 'captured';
  if (!isWaiting) return;
  const { paymentId, method } = row;
  await committed(deps, 'payments/tell again', (tx) =>
    deps.outbox.tell(tx, 'payment.authorised', {
      paymentId,
      method,
      amount: row.amount as never,
      at: deps.clock.now(),
    }),
  );
};

/** Asks the provider how a payment stands, whoever has told us what before. */
const lookAt = async (deps: Payments, row: StoredPayment): Promise<void> => {
  const { method, reference, paymentId, createdAt, state } = row;
  if (reference === null) return;
  const tried = await deps.ways.ask(method, 'payments/look', (online) => online.paymentsOf(reference));
  const news = row.providerId === null ? tried : await newsAmong(deps, method, tried);
  await seeAll(deps, method, news);
  if (state === 'captured') await seeTransfers(deps, paymentId);
  if (state === 'captured' && row.providerId !== null && deps.ways.online(method)?.disputesOf)
    await seeDisputes(deps, method, row.providerId);
  const now = deps.clock.now();
  const age = now - (row.capturedAt ?? createdAt);
  if (age > minute) await tellAgain(deps, row);
  const wait = state === 'captured' ? nextReview(age) : nextLook(age);
  const captured = state !== 'captured' && tried.some((one) => one.state === 'captured');
  // A capture has set its own time to look.
  if (!captured) await new PaymentStore(deps.db).checkAt(paymentId, wait === null ? null : now + wait);
};

const lookAtDue = async (deps: Payments, method: string): Promise<void> => {
  const now = deps.clock.now();
  const rows = await new PaymentStore(deps.db).takeToCheck(method, { now, until: now + lease, most: atOnce });
  await inFours(rows, (row) => lookAt(deps, row));
};

/** Everything paid since the last turn, with or without a message: one question for all of them. */
const lookAround = async (deps: Payments, { method, lookedUntil }: MethodMarks): Promise<number> => {
  const now = deps.clock.now();
  const from = (lookedUntil ?? now) - overlap;
  const to = Math.min(now + minute, from + longestList);
  const payments = await deps.ways.ask(method, 'payments/recent', (online) => online.recent({ from, to }));
  await seeAll(deps, method, await newsAmong(deps, method, payments));
  return Math.min(to, now);
};

const turnOf = async (deps: Payments, method: string): Promise<void> => {
  const store = new MethodStore(deps.db);
  const marks = await store.find(method);
  deps.ways.recall(method, marks.problem);
  const now = deps.clock.now();
  if (marks.pauseUntil > now) return;
  try {
    const lookedUntil = await lookAround(deps, marks);
    await lookAtDue(deps, method);
    await settleDays(deps, marks);
    await store.reconciled(method, { now, lookedUntil });
  } catch (problem) {
    deps.log.warn(
      { method, problem: String(problem) },
      'a provider could not be asked; it is left alone for a while',
    );
    await store.pause(method, now + Math.min(backOff(marks.pauses, Math.random()), 5 * minute));
  }
};

/** One turn: what is owed, what is new, and what nobody told us of. It is enough alone. */
export const reconcile = async (deps: Payments): Promise<void> => {
  await hearDue(deps);
  await captureDue(deps);
  for (const { id, online } of deps.ways.all) if (online) await turnOf(deps, id);
  await captureDue(deps);
  await refundDue(deps);
  await transfersDue(deps);
};

export const reconcileJob = (deps: () => Payments): Job<Record<string, never>> =>
  job({
    name: 'payments.reconcile',
    payload: z.object({}) as z.ZodMiniType<Record<string, never>>,
    attempts: 1,
    every,
    lane: 'network',
    run: () => reconcile(deps()),
  });

/** Messages are kept for as long as a provider may be asked about them. */
const kept = 180 * day;
export const forgetJob = (deps: () => Payments): Job<Record<string, never>> =>
  job({
    name: 'payments.forget',
    payload: z.object({}) as z.ZodMiniType<Record<string, never>>,
    attempts: 3,
    every: day,
    run: async () => new InboxStore(deps().db).forget(deps().clock.now() - kept),
  });
