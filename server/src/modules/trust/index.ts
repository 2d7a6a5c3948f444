import * as contract from '#contracts/trust';
import type { AnyReaction } from '../../kernel/events/outbox.ts';
import { type AnyServed, serve } from '../../kernel/http/serve.ts';
import type { TrustApi } from './api.ts';
import { assess, noteOrder } from './assess.ts';
import { checkCode, resendCode, sendCode } from './codes.ts';
import type { TrustDeps } from './context.ts';
import { rank, trustReactions } from './note-facts.ts';
import { endOf } from './one-time-code.ts';
import { showRto } from './rto-figures.ts';
import { listStandings, openAppeal, overrideStanding, showStanding } from './standings.ts';
import { findCode, unconfirmed } from './store/codes.ts';
import { adoptAccount } from './store/events.ts';
import { countOpenAppeals, handOver } from './store/standings.ts';

export type { CashTerms, CashWish, CodeRequest, NotedOrder, TrustApi } from './api.ts';
export type { TrustDeps } from './context.ts';
export { type Happened, readHistory } from './domain/history.ts';
export { judge, type Means } from './domain/ladder.ts';

/** Who may pay at the door: a ladder by what happened before, with reasons, a way up, appeals and one-time codes. */
export const trust = (
  deps: TrustDeps,
): { api: TrustApi; routes: AnyServed[]; jobs: []; reactions: AnyReaction[] } => {
  const { db } = deps;
  const api: TrustApi = {
    openAppeals: countOpenAppeals,
    assess: (on, wish) => assess(deps, on, wish),
    noteOrder: (tx, order) => noteOrder(deps, tx, order),
    sendCode: (tx, request) => sendCode(deps, tx, request),
    resend: (tx, purchaseId) => resendCode(deps, tx, purchaseId),
    check: (purchaseId, code) => checkCode(deps, purchaseId, code),
    isConfirmed: async (on, purchaseId) => ((await findCode(on, purchaseId))?.confirmedAt ?? null) !== null,
    actionOf: async (on, purchaseIds) =>
      new Map(
        (await unconfirmed(on, purchaseIds)).map(({ purchaseId, phone }) => [
          purchaseId,
          { kind: 'code', to: endOf(phone) },
        ]),
      ),
    adopt: async (tx, fromAccount, toAccount) => {
      if (fromAccount === toAccount) return;
      await adoptAccount(tx, fromAccount, toAccount);
      await handOver(tx, fromAccount, toAccount);
      await rank(deps, tx, toAccount);
    },
  };
  const routes = [
    serve(contract.getStanding, async ({ who }) => ({
      standing: await showStanding(deps, db, who.accountId),
    })),
    serve(contract.appeal, async ({ who, body }) => ({
      standing: await openAppeal(deps, { accountId: who.accountId, text: body.text }),
    })),
    serve(contract.listStandings, ({ query }) => listStandings(deps, query)),
    serve(contract.overrideStanding, async ({ who, params, body }) => ({
      row: await overrideStanding(deps, { who, ...params, ...body }),
    })),
    serve(contract.rtoFigures, ({ who, query }) =>
      showRto(deps, { ...query, sellerId: who.role === 'operator' ? null : who.accountId }),
    ),
  ];
  return { api, routes, jobs: [], reactions: trustReactions(deps) };
};
