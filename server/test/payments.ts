import { Readable } from 'node:stream';
import type { BodyInput, Reply, RouteDefinition } from '#contracts/route';
import { toMoney } from '#contracts/values';
import type { EventName, EventPayload } from '../../sdk/events.ts';
import { inProcessQueue } from '../src/adapters/in-process/queue.ts';
import type { Database } from '../src/db/connection.ts';
import { type AnyReaction, reaction } from '../src/kernel/events/outbox.ts';
import { openOutbox } from '../src/kernel/events/relay.ts';
import { parseWith } from '../src/kernel/http/parse.ts';
import { newId } from '../src/kernel/ids.ts';
import type { Probe } from '../src/kernel/saga/saga.ts';
import { openSecretBox } from '../src/kernel/secret-box.ts';
import { audit } from '../src/modules/audit/index.ts';
import { accountOf, postings } from '../src/modules/ledger/index.ts';
import { type OpenPayment, payments } from '../src/modules/payments/index.ts';
import { fakeClock } from './clock.ts';
import { fakeOnline } from './fakes/provider.ts';
import { openLedger } from './ledger.ts';
import { quietLog } from './log.ts';

const pune = {
  name: 'Asha Rao',
  phone: '+919800000000',
  pin: '411001',
  line: '12 Laxmi Road',
  city: 'Pune',
  state: 'MH',
};
export const operator = { accountId: newId(), role: 'operator' as const, name: 'Operator' };

const told = [
  'payment.authorised',
  'payment.captured',
  'payment.lost',
  'refund.moved',
  'transfer.moved',
  'payment.disputed',
] as const satisfies EventName[];
type Told = (typeof told)[number];

/** Payments over a real ledger, a real outbox and real jobs, at providers that do what the test says. */
export const openPayments = async (
  db: Database,
  parts: { clock?: ReturnType<typeof fakeClock>; probe?: Probe; keys?: string[] } = {},
) => {
  const clock = parts.clock ?? fakeClock();
  const log = quietLog();
  const jobs = inProcessQueue({ db, clock, log });
  const outbox = openOutbox({ db, clock, log, jobs });
  const books = openLedger(db, { clock });
  const gauges = new Map<string, () => number | Promise<number>>();
  const made = payments({
    db,
    clock,
    log,
    jobs,
    outbox,
    metrics: { gauge: (name, _help, read) => void gauges.set(name, read) },
    currency: 'INR',
    ledger: books.api,
    audit: audit({ db, clock }).api,
    secrets: openSecretBox(parts.keys ?? [Buffer.alloc(32, 7).toString('base64url')]),
    shopUrl: 'https://shop.example',
    ...(parts.probe && { probe: parts.probe }),
  });
  const facts: { name: Told; payload: EventPayload<Told> }[] = [];
  const hear = (name: Told): AnyReaction =>
    reaction({
      name: `test.${name}`,
      on: name,
      run: ({ payload }) => void facts.push({ name, payload }),
    }) as AnyReaction;
  let methods = 0;

  const start = async (): Promise<void> => {
    await outbox.start(told.map(hear));
    await jobs.start([...outbox.work, ...made.jobs]);
  };
  const drain = async (): Promise<void> => {
    await jobs.drain();
    await outbox.drain();
    await jobs.drain();
  };

  /** Asks a route as HTTP does, by an operator. */
  const ask = async <R extends RouteDefinition>(
    route: R,
    asked: { params?: Record<string, string>; query?: object; body?: BodyInput<R> } = {},
  ): Promise<Reply<R>> => {
    const served = made.routes.find((one) => one.route === route);
    if (!served) throw new Error(`${route.path} is not served`);
    const call = {
      params: await parseWith(route.params, asked.params ?? {}, 'request.bad-query'),
      query: await parseWith(route.query, asked.query ?? {}, 'request.bad-query'),
      body: await parseWith(route.body, asked.body, 'request.invalid'),
      who: operator,
      operation: newId(),
    };
    return served.handler(call as never) as Promise<Reply<R>>;
  };
  /** Sends a message to the webhook; answers how it was taken. */
  const send = async (
    route: RouteDefinition,
    method: string,
    message: { headers: Record<string, string>; body: Buffer | Readable },
  ): Promise<string> => {
    const served = made.routes.find((one) => one.route === route);
    const stream = Buffer.isBuffer(message.body) ? Readable.from([message.body]) : message.body;
    try {
      await served?.handler({ params: { method }, headers: message.headers, stream } as never);
      return 'taken';
    } catch (problem) {
      return (problem as { code?: string }).code ?? String(problem);
    }
  };

  return {
    db,
    ...made,
    clock,
    log,
    jobs,
    outbox,
    books: books.api,
    gauges,
    facts,
    start,
    drain,
    ask,
    send,
    stop: async () => {
      await outbox.stop();
      await jobs.stop();
    },
    /** Time passes, and what is due then is done. */
    async turn(ms = 6_000, turns = 1): Promise<void> {
      for (let at = 0; at < turns; at++) {
        // What is going on ends first: a run that the clock moves under would set its next one too late.
        await drain();
        clock.pass(ms);
        await drain();
      }
    },
    /** A provider of its own for a test. */
    provider() {
      methods += 1;
      const online = fakeOnline(`online-${methods}-${newId().slice(-6)}`, clock);
      made.api.register(online.provider);
      return online;
    },
    purchase(
      method: string,
      cash: readonly number[] = [54_800],
      more: { transfers?: readonly number[]; coins?: number } = {},
    ): OpenPayment {
      const paymentId = newId();
      const shares = cash.map((amount, at) => {
        const part = more.transfers?.[at];
        return {
          orderId: cash.length === 1 ? paymentId : newId(),
          sellerId: newId(),
          cash: toMoney(amount),
          coins: more.coins ?? 0,
          ...(part !== undefined && {
            transfer: { account: `acc_${at}_${paymentId}`, amount: toMoney(part) },
          }),
        };
      });
      return {
        paymentId,
        purchaseId: paymentId,
        buyerId: newId(),
        method,
        amount: toMoney(cash.reduce((sum, one) => sum + one, 0)),
        number: 'LEO-TEST',
        address: pune,
        expiresAt: clock.now() + 600_000,
        shares,
      };
    },
    /** A purchase whose buyer sees the provider's page. */
    async open(payment: OpenPayment): Promise<string> {
      await db.transaction((tx) => made.api.open(tx, payment));
      const answer = await made.api.authorise(payment);
      if (answer.outcome === 'declined') throw new Error(answer.reason);
      await db.transaction((tx) => made.api.opened(tx, payment.paymentId, answer));
      return answer.reference;
    },
    claim: (paymentId: string) => db.transaction((tx) => made.api.claim(tx, paymentId)),
    state: async (paymentId: string) => (await made.api.states(db, [paymentId])).get(paymentId),
    balance: (account: string) => books.api.balance(db, account),
    held: (orderId: string) => books.api.balance(db, accountOf.held(orderId)),
    factsOf: (id: string) =>
      facts.flatMap(({ name, payload }) => {
        const ids = Object.values(payload) as unknown[];
        const to = 'to' in payload ? ` ${payload.to}` : '';
        return ids.includes(id) ? [`${name}${to}`] : [];
      }),
    /** What orders does for a refund, as far as it matters here: the debt is booked, and payments is told. */
    async refund(
      payment: OpenPayment,
      amount: number,
      more: { share?: number; refundId?: string } = {},
    ): Promise<string> {
      const refundId = more.refundId ?? newId();
      const share = payment.shares[more.share ?? 0];
      if (!share) throw new Error('There is no such share');
      const { orderId, sellerId } = share;
      const at = clock.now();
      const { buyerId, paymentId } = payment;
      await db.transaction(async (tx) => {
        await made.api.refund(tx, {
          refundId,
          orderId,
          paymentId,
          amount: toMoney(amount),
          to: { kind: 'source' },
          reason: 'Returned',
        });
        await books.api.post(
          tx,
          postings.refundOwed({
            refundId,
            orderId,
            sellerId,
            buyerId,
            at,
            cash: amount,
            coins: 0,
            after: null,
          }),
        );
      });
      return refundId;
    },
  };
};
export type TestPayments = Awaited<ReturnType<typeof openPayments>>;
