import type { Standing, StandingRow, TrustLevel } from '#contracts/trust';
import type { Connection } from '../../db/connection.ts';
import { newId } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Who } from '../../kernel/who.ts';
import { historyOf } from './assess.ts';
import type { TrustDeps } from './context.ts';
import { rungOf } from './domain/history.ts';
import { standingOf } from './domain/ladder.ts';
import { rank } from './note-facts.ts';
import * as store from './store/standings.ts';

export const showStanding = async (
  deps: Pick<TrustDeps, 'clock' | 'settings'>,
  on: Connection,
  accountId: string,
): Promise<Standing> => {
  const { history } = await historyOf(deps, on, { accountId });
  const appeal = await store.findAppeal(on, accountId);
  return {
    ...standingOf(history, deps.settings),
    counts: history.counts,
    appeal: appeal ? { state: appeal.state, at: appeal.at, answer: appeal.answer } : null,
  };
};

export const openAppeal = async (
  deps: TrustDeps,
  { accountId, text }: { accountId: string; text: string },
): Promise<Standing> =>
  deps.db.transaction(async (tx) => {
    const appeal = { id: newId(), accountId, text, at: deps.clock.now() };
    if (!(await store.addAppeal(tx, appeal))) throw new Refusal('appeal.open');
    await rank(deps, tx, accountId);
    return showStanding(deps, tx, accountId);
  });

const showRow = async (deps: TrustDeps, on: Connection, accountId: string): Promise<StandingRow> => {
  const account = await deps.accounts.find(accountId);
  const standing = await showStanding(deps, on, accountId);
  const override = await store.findOverride(on, accountId);
  const appeal = await store.findAppeal(on, accountId);
  return {
    account: { id: accountId, name: account?.name ?? null, phone: account?.phone ?? null },
    standing,
    appealText: appeal?.text ?? null,
    override: override && { level: override.level, reason: override.reason, until: override.until },
  };
};

const toCursor = ({ appealed, points, accountId }: store.StandingPlace): string =>
  Buffer.from(`${appealed} ${points} ${accountId}`).toString('base64url');
const fromCursor = (cursor: string): store.StandingPlace => {
  const typed = Buffer.from(cursor, 'base64url').toString();
  const [, appealed, points, accountId] = /^([01]) (\d{1,3}) ([0-9a-f-]{36})$/.exec(typed) ?? [];
  if (!appealed || !points || !accountId)
    throw new Refusal('request.bad-query', {
      fields: [{ path: 'cursor', message: 'is not the next of a page' }],
    });
  return { appealed: Number(appealed), points: Number(points), accountId };
};

export const listStandings = async (
  deps: TrustDeps,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ items: StandingRow[]; next: string | null }> => {
  const after = cursor === undefined ? null : fromCursor(cursor);
  // One more than is shown, to know whether there is a next page.
  const found = await store.standingsPage(deps.db, after, limit + 1);
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: await Promise.all(shown.map(({ accountId }) => showRow(deps, deps.db, accountId))),
    next: found.length > limit && last ? toCursor(last) : null,
  };
};

export interface Decision {
  who: Who;
  accountId: string;
  level: TrustLevel | null;
  reason: string;
  days?: number | undefined;
}
const day = 86_400_000;

/** The operator's word; it answers an open appeal, by what it does for the buyer. */
export const overrideStanding = async (deps: TrustDeps, decision: Decision): Promise<StandingRow> => {
  const { who, accountId, level, reason, days } = decision;
  // Asked before the transaction, which accounts know nothing of.
  if (!(await deps.accounts.find(accountId))) throw new Refusal('account.unknown');
  await deps.db.transaction(async (tx) => {
    const at = deps.clock.now();
    const before = await showStanding(deps, tx, accountId);
    const until = days === undefined ? null : at + days * day;
    if (level === null) await store.dropOverride(tx, accountId);
    else await store.putOverride(tx, accountId, { level, reason, until, at });
    const after = await showStanding(deps, tx, accountId);
    const state = rungOf(after.level) < rungOf(before.level) ? 'granted' : 'declined';
    await store.answerAppeal(tx, accountId, { state, answer: reason, at });
    await rank(deps, tx, accountId);
    const details = { level, until, from: before.level, to: after.level };
    await deps.audit.record(tx, { actor: who, action: 'trust.override', about: accountId, reason, details });
  });
  return showRow(deps, deps.db, accountId);
};
