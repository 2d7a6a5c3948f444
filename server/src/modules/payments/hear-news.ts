import type { Readable } from 'node:stream';
import * as z from 'zod/mini';
import type { News } from '../../../../sdk/index.ts';
import { type Job, job } from '../../kernel/jobs/job.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Payments } from './context.ts';
import { backOff, isKnown } from './domain/machine.ts';
import { seeDisputes } from './note-dispute.ts';
import { noteRefund } from './note-refund.ts';
import { seePayment, seeTransfers } from './see-payment.ts';
import { AttemptStore } from './store/attempts.ts';
import { type InboxRow, InboxStore } from './store/inbox.ts';
import { MethodStore } from './store/methods.ts';

/** Providers' messages are some kilobytes. */
const mostBytes = 1024 * 1024;
const atOnce = 50;
/** A crash is resumed within ten seconds; should whoever had the row be slow and not gone, asking twice is asking once. */
const lease = 9_000;
/** Some two days of tries with doubling waits; the reconciler does not need the message by then. */
const mostTries = 50;

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/**
 * Reads a message; one that is too large is refused before it is read. The source is not destroyed: who sends too
 * much must be able to read our answer.
 */
const read = async (source: Readable, headers: Headers): Promise<Buffer> => {
  const said = Number(headers['content-length'] ?? 0);
  const chunks: Buffer[] = [];
  let bytes = 0;
  if (!(said > mostBytes))
    for await (const chunk of source.iterator({ destroyOnReturn: false })) {
      chunks.push(Buffer.from(chunk as Uint8Array));
      bytes += (chunk as Uint8Array).length;
      if (bytes > mostBytes) break;
    }
  if (said <= mostBytes && bytes <= mostBytes) return Buffer.concat(chunks);
  source.resume();
  throw new Refusal('request.too-large', { mostBytes });
};

/** Most messages tell what the buyer's browser, or an answer, has told before them. */
const tellsNothing = async ({ db }: Payments, method: string, news: News): Promise<boolean> =>
  news.about === 'payment' && isKnown(await new AttemptStore(db).find(method, news.payment.id), news.payment);

/** Takes a genuine message into the inbox, once, and answers; what it says is worked on after. */
export const takeMessage = async (
  deps: Payments,
  { method, stream, headers }: { method: string; stream: Readable; headers: Headers },
): Promise<void> => {
  const online = deps.ways.online(method);
  if (!online) {
    stream.resume();
    throw new Refusal('webhook.not-genuine');
  }
  const body = await read(stream, headers);
  const heard = online.hear({ headers, body });
  if (!heard) {
    deps.log.warn({ method, bytes: body.length }, 'a message that is not genuine came to the webhook');
    throw new Refusal('webhook.not-genuine');
  }
  const now = deps.clock.now();
  await deps.probe?.('payments/hear');
  const { key, news } = heard;
  const over = news.about === 'nothing' || (await tellsNothing(deps, method, news));
  const isNew = await deps.db.transaction(async (tx) => {
    const added = await new InboxStore(tx).add({ method, key, body, news, over }, now);
    if (added && !over) await deps.jobs.add(deps.wake.hear, {}, { tx });
    return added;
  });
  await deps.probe?.('payments/hear/after');
  if (isNew) await new MethodStore(deps.db).heard(method, now);
};

const seeOne = async (deps: Payments, method: string, id: string): Promise<void> => {
  const payment = await deps.ways.ask(method, 'payments/hear fetch', (online) => online.payment(id));
  await seePayment(deps, { method, payment });
};

/** A refund or dispute of a payment we have never seen begins with the payment. */
const ensureSeen = async (deps: Payments, method: string, id: string): Promise<void> => {
  if (!(await new AttemptStore(deps.db).find(method, id))) await seeOne(deps, method, id);
};

/** A message says where to look, and nothing more: everything it names is fetched before it is believed. */
const follow = async (deps: Payments, method: string, news: News): Promise<void> => {
  if (news.about === 'payment') await seeOne(deps, method, news.payment.id);
  if (news.about === 'refund') {
    const { paymentId, id } = news.refund;
    await ensureSeen(deps, method, paymentId);
    const all = await deps.ways.ask(method, 'payments/hear fetch', (online) => online.refundsOf(paymentId));
    for (const refund of all) if (refund.id === id) await noteRefund(deps, method, refund);
  }
  if (news.about === 'transfer' && news.transfer.paymentId !== null) {
    const { paymentId } = news.transfer;
    await ensureSeen(deps, method, paymentId);
    const ours = (await new AttemptStore(deps.db).find(method, paymentId))?.paymentId;
    if (ours) await seeTransfers(deps, ours);
  }
  if (news.about === 'dispute') {
    await ensureSeen(deps, method, news.dispute.paymentId);
    await seeDisputes(deps, method, news.dispute.paymentId);
  }
};

/** What a message is about: ten messages about one payment are one question. */
const aboutOf = ({ method, news }: InboxRow): string => {
  if (news.about === 'payment') return `${method} payment ${news.payment.id}`;
  if (news.about === 'refund') return `${method} refund ${news.refund.id}`;
  if (news.about === 'transfer') return `${method} transfer ${news.transfer.paymentId}`;
  return news.about === 'dispute' ? `${method} dispute ${news.dispute.paymentId}` : method;
};

const work = async (deps: Payments, rows: readonly InboxRow[]): Promise<void> => {
  const [first] = rows;
  if (!first) return;
  const { method, news, tries } = first;
  const inbox = new InboxStore(deps.db);
  try {
    await follow(deps, method, news);
    await deps.probe?.('payments/hear done');
    for (const row of rows) await inbox.done(row, deps.clock.now());
  } catch (problem) {
    deps.log.warn(
      { method, about: aboutOf(first), problem: String(problem) },
      'a message has to be looked at again',
    );
    const again = deps.clock.now() + backOff(tries - 1, Math.random());
    for (const row of rows) await (tries >= mostTries ? inbox.done(row, again) : inbox.tryAt(row, again));
  }
};

/** Looks into what was told, until nothing is due. */
export const hearDue = async (deps: Payments): Promise<void> => {
  for (;;) {
    const now = deps.clock.now();
    const rows = await new InboxStore(deps.db).takeDue(now, now + lease, atOnce);
    const groups = grouped(rows);
    for (let at = 0; at < groups.length; at += 4)
      await Promise.all(groups.slice(at, at + 4).map((group) => work(deps, group)));
    if (rows.length < atOnce) return;
  }
};

const grouped = (rows: readonly InboxRow[]): InboxRow[][] => {
  const groups = new Map<string, InboxRow[]>();
  for (const row of rows) groups.set(aboutOf(row), [...(groups.get(aboutOf(row)) ?? []), row]);
  return [...groups.values()];
};

export const hearJob = (deps: () => Payments): Job<Record<string, never>> =>
  job({
    name: 'payments.hear',
    payload: z.object({}) as z.ZodMiniType<Record<string, never>>,
    attempts: 5,
    lane: 'network',
    run: () => hearDue(deps()),
  });
