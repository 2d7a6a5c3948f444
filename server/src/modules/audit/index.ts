import * as z from 'zod/mini';
import { type AuditEntry, listAudit } from '#contracts/operating';
import type { Database, Tx } from '../../db/connection.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { AnyReaction } from '../../kernel/events/outbox.ts';
import { type AnyServed, serve } from '../../kernel/http/serve.ts';
import type { AnyJob } from '../../kernel/jobs/job.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Who } from '../../kernel/who.ts';
import { type ChainState, hashOf, verifyChain } from './chain.ts';
import { findNewest, insertEntry, lockedHead } from './store.ts';

export interface Deed {
  actor: Who | 'system';
  /** `trust.override`, `dispute.rule`, `payout.settle`… */
  action: string;
  /** What it was done to: an id, a number. */
  about: string;
  reason?: string;
  details?: object;
}
export interface AuditApi {
  /**
   * Writes down what somebody with power did, with what they did. From here to the end of the transaction nobody else
   * can write to the log, so it is best done last.
   */
  record(tx: Tx, deed: Deed): Promise<void>;
  verify(): Promise<ChainState>;
}
export interface AuditDeps {
  db: Database;
  clock: Clock;
}

const actorOf = (actor: Who | 'system'): AuditEntry['actor'] =>
  actor === 'system'
    ? { id: null, name: null, role: 'system' }
    : { id: actor.accountId, name: actor.name, role: actor.role };

const record = async ({ clock }: AuditDeps, tx: Tx, deed: Deed): Promise<void> => {
  const head = await lockedHead(tx);
  // Through JSON, so that what is hashed is what a reader gets.
  const details = JSON.parse(JSON.stringify(deed.details ?? {})) as AuditEntry['details'];
  const entry: AuditEntry = {
    seq: (head?.seq ?? 0) + 1,
    at: clock.now(),
    actor: actorOf(deed.actor),
    action: deed.action,
    about: deed.about,
    reason: deed.reason ?? null,
    details,
    hash: '',
  };
  await insertEntry(tx, { ...entry, hash: hashOf(entry, head?.hash) });
};

const place = z.int().check(z.minimum(1));
const readPlace = (cursor: string): number => {
  const parsed = z.safeParse(place, Number(Buffer.from(cursor, 'base64url').toString()));
  if (parsed.success) return parsed.data;
  throw new Refusal('request.bad-query', {
    fields: [{ path: 'cursor', message: 'is not a place in this list' }],
  });
};

/** Who leafs through the log need not have all of it read again for each page. */
const verifiedFor = 60_000;

const listNewest = (deps: AuditDeps): AnyServed => {
  let known: { at: number; chain: ChainState } | undefined;
  const chainNow = async (isFirstPage: boolean): Promise<ChainState> => {
    const at = deps.clock.now();
    if (!known || isFirstPage || at - known.at > verifiedFor)
      known = { at, chain: await verifyChain(deps.db) };
    return known.chain;
  };
  return serve(listAudit, async ({ query: { cursor, limit } }) => {
    const items = await findNewest(deps.db, cursor === undefined ? null : readPlace(cursor), limit + 1);
    const more = items.length > limit;
    const shown = items.slice(0, limit);
    const next = more ? Buffer.from(String(shown.at(-1)?.seq)).toString('base64url') : null;
    return { items: shown, next, chain: await chainNow(cursor === undefined) };
  });
};

/** The log of what people with power did: append-only, each entry bound to the one before. */
export const audit = (deps: AuditDeps) => {
  const api: AuditApi = {
    record: (tx, deed) => record(deps, tx, deed),
    verify: () => verifyChain(deps.db),
  };
  const jobs: AnyJob[] = [];
  const reactions: AnyReaction[] = [];
  return { api, routes: [listNewest(deps)], jobs, reactions };
};
