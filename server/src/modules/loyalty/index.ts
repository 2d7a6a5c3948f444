import { getWallet, listCoinMoves } from '#contracts/wallet';
import { type AnyServed, serve } from '../../kernel/http/serve.ts';
import type { AnyJob } from '../../kernel/jobs/job.ts';
import { adoptWallet } from './adopt-wallet.ts';
import type { LoyaltyApi } from './api.ts';
import { walletCheck } from './check-wallets.ts';
import { clawCoinsBack, wouldClawBack } from './claw-back.ts';
import type { LoyaltyDeps } from './context.ts';
import { creditCoins, expectCoins, vestCoins } from './earn-coins.ts';
import { holdCoins, releaseCoins } from './hold-coins.ts';
import { loyaltyJobs } from './jobs.ts';
import { listMoves, showWallet } from './show-wallet.ts';
import { giveCoinsBack, spendCoins } from './spend-coins.ts';
import { earningsOf } from './store/earnings.ts';
import { findWallet } from './store/wallets.ts';

export type { CoinShare, Earned, Earning, HoldCoins, LoyaltyApi } from './api.ts';
export type { Books, LoyaltyDeps } from './context.ts';

/** Leo Coins: earned by orders, held and spent at checkout. They are bookkept beside the ledger and compared with it. */
export const loyalty = (
  deps: LoyaltyDeps,
): { api: LoyaltyApi; routes: AnyServed[]; jobs: AnyJob[]; reactions: [] } => {
  const { settings } = deps;
  deps.ledger.addCheck(walletCheck(deps));
  const api: LoyaltyApi = {
    available: async (on, accountId) => {
      const { coins, held } = await findWallet(on, accountId);
      return settings.enabled ? coins - held : 0;
    },
    hold: (tx, hold) => holdCoins(deps, tx, hold),
    release: (tx, purchaseId, share) => releaseCoins(tx, { purchaseId, share }),
    spend: (tx, spending) => spendCoins(deps, tx, spending),
    expect: (tx, earning) => expectCoins(deps, tx, earning),
    vest: (tx, order) => vestCoins(deps, tx, order),
    giveBack: (tx, back) => giveCoinsBack(deps, tx, back),
    clawBack: (tx, claw) => clawCoinsBack(deps, tx, claw),
    wouldClawBack,
    credit: (tx, credit) => creditCoins(deps, tx, credit),
    adopt: (tx, from, to) => adoptWallet(deps, tx, { from, to }),
    pendingOf: async (on, orderIds) =>
      new Map(
        (await earningsOf(on, orderIds))
          .filter(({ coins }) => coins > 0)
          .map(({ orderId, coins, state }) => [orderId, { coins, vested: state === 'vested' }]),
      ),
  };
  const routes = [
    serve(getWallet, async ({ who }) => ({ wallet: await showWallet(deps, who?.accountId) })),
    serve(listCoinMoves, ({ who, query }) => listMoves(deps, { accountId: who?.accountId, ...query })),
  ];
  return { api, routes, jobs: loyaltyJobs(deps), reactions: [] };
};
