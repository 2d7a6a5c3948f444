import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Account } from '#contracts/accounts';
import type { Image } from '#contracts/media';
import type { Reply, RouteDefinition } from '#contracts/route';
import type { Courier } from '../../../sdk/index.ts';
import { inProcessQueue } from '../../src/adapters/in-process/queue.ts';
import { openSheets } from '../../src/adapters/sheets/index.ts';
import type { Database } from '../../src/db/connection.ts';
import type { AnyReaction } from '../../src/kernel/events/outbox.ts';
import { openOutbox } from '../../src/kernel/events/relay.ts';
import { parseWith } from '../../src/kernel/http/parse.ts';
import { newId } from '../../src/kernel/ids.ts';
import type { Probe } from '../../src/kernel/saga/saga.ts';
import { openSecretBox } from '../../src/kernel/secret-box.ts';
import type { Who } from '../../src/kernel/who.ts';
import { audit } from '../../src/modules/audit/index.ts';
import { loyalty } from '../../src/modules/loyalty/index.ts';
import { type SettlementDeps, settlement } from '../../src/modules/settlement/index.ts';
import { fakeClock } from '../clock.ts';
import { openLedger } from '../ledger.ts';
import { quietLog } from '../log.ts';
import { openWorld } from './world.ts';

export const freshKey = (): string => randomBytes(32).toString('base64url');

export interface SettlementOptions {
  commission?: Partial<SettlementDeps['commission']>;
  keys?: readonly string[];
  probe?: Probe;
  couriers?: readonly Courier[];
  clock?: ReturnType<typeof fakeClock>;
  /** A second process over the same sheets. */
  folder?: string;
}

interface Asked {
  who?: Who;
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  operation?: string;
  file?: string | Buffer;
}

export const operator: Who = { accountId: newId(), role: 'operator', name: 'Olga' };
export const asSeller = (accountId: string): Who => ({ accountId, role: 'seller', name: 'Meera' });
export const asBuyer = (accountId: string): Who => ({ accountId, role: 'buyer', name: null });

/** Settlement over the real books, coins, audit log and outbox; orders and payments are small ones of their own. */
export const openSettlement = async (db: Database, options: SettlementOptions = {}) => {
  const clock = options.clock ?? fakeClock();
  const log = quietLog();
  const jobs = inProcessQueue({ db, clock, log });
  const outbox = openOutbox({ db, clock, log, jobs });
  const books = openLedger(db, { clock });
  const coins = loyalty({
    db,
    clock,
    log,
    ledger: books.api,
    settings: { enabled: true, expireAfterDays: null },
    orderNumbers: async () => new Map(),
  });
  const deeds = audit({ db, clock });
  const world = await openWorld(db, { clock, outbox, ledger: books.api, loyalty: coins.api });
  const emails = new Map<string, string>();
  const images = new Map<string, Image>();
  const keys = options.keys ?? [freshKey()];
  const deps: SettlementDeps = {
    db,
    clock,
    log,
    outbox,
    jobs,
    accounts: {
      find: async (id) => ({ id, email: emails.get(id) ?? null }) as Account,
      names: async (ids) => new Map(ids.map((id) => [id, `Seller ${id.slice(-4)}`])),
    },
    media: {
      images: async (ids) =>
        new Map(ids.flatMap((id) => (images.has(id) ? [[id, images.get(id)!] as const] : []))),
    },
    audit: deeds.api,
    ledger: books.api,
    payments: world.payments,
    loyalty: coins.api,
    orders: world.orders,
    couriers: { find: (id) => options.couriers?.find((one) => one.id === id) },
    sheets: openSheets(),
    remittancesFolder: options.folder ?? mkdtempSync(join(tmpdir(), 'leo-remittances-')),
    secrets: openSecretBox(keys),
    commission: {
      basisPoints: 1_000,
      byCategory: {},
      bySeller: {},
      taxBasisPoints: 1_800,
      ...options.commission,
    },
    ...(options.probe && { probe: options.probe }),
  };
  const made = settlement(deps);

  /** Asks a route as HTTP does: parsed by its contract, and so is the answer. */
  const ask = async <R extends RouteDefinition>(route: R, asked: Asked = {}): Promise<Reply<R>> => {
    const served = made.routes.find((one) => one.route === route);
    if (!served) throw new Error(`${route.path} is not served`);
    const call = {
      params: await parseWith(route.params, asked.params ?? {}, 'request.bad-query'),
      query: await parseWith(route.query, asked.query ?? {}, 'request.bad-query'),
      body: await parseWith(route.body, asked.body ?? {}, 'request.invalid'),
      who: asked.who ?? operator,
      operation: asked.operation ?? newId(),
      stream: Readable.from([Buffer.from(asked.file ?? '')]),
    };
    const reply: unknown = await served.handler(call as never);
    return (await parseWith(route.reply, JSON.parse(JSON.stringify(reply)), 'request.invalid')) as Reply<R>;
  };

  return {
    ...made,
    ...world,
    ask,
    deps,
    clock,
    log,
    books: books.api,
    coins: coins.api,
    audit: deeds.api,
    emails,
    images,
    keys,
    outbox,
    /** Facts told now are heard by settlement. */
    listen: (reactions: readonly AnyReaction[] = made.reactions) => outbox.start(reactions),
    told: () => outbox.drain(),
    async stop(): Promise<void> {
      await outbox.stop();
      await books.api.stop();
    },
    balance: (account: string) => books.api.balance(db, account),
    /** What does not hold, as `leo ledger verify` says it. */
    async breaks(): Promise<string[]> {
      const { invariants } = await books.api.verify();
      return invariants.flatMap((one) => one.breaks.map((where) => `${one.id} ${where}`));
    },
  };
};
export type OpenSettlement = Awaited<ReturnType<typeof openSettlement>>;

export const bank = { name: 'Meera Designs', account: '12345678901234', ifsc: 'HDFC0000123' };

/** How it ended: `ok`, or the refusal's code. */
export const ending = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'ok',
    (problem: { code?: string; message: string }) => problem.code ?? problem.message,
  );
