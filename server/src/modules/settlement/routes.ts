import * as contract from '#contracts/settlement';
import { type AnyServed, serve } from '../../kernel/http/serve.ts';
import { reseal, saveBank } from './bank.ts';
import type { SettlementDeps } from './context.ts';
import { addEvidence, openDispute } from './open-dispute.ts';
import { preparePayouts } from './prepare-payouts.ts';
import { importRemittance } from './remittance/receive.ts';
import { listRemittances, showRemittance } from './remittance/show.ts';
import { ruleDispute } from './rule.ts';
import { settlePayout } from './settle-payout.ts';
import { sellerOf, showBalance, showStatement } from './show-balance.ts';
import { disputeOfOrder, listDisputes } from './show-disputes.ts';
import { listPayouts, payoutFile } from './show-payouts.ts';
import { writeOffCash } from './write-off.ts';

const moneyRoutes = (deps: SettlementDeps): AnyServed[] => [
  serve(contract.getBalance, ({ who, query }) => showBalance(deps, sellerOf(who, query.sellerId))),
  serve(contract.listStatement, ({ who, query: { sellerId, ...page } }) =>
    showStatement(deps, sellerOf(who, sellerId), page),
  ),
  serve(contract.saveBank, async ({ who, body }) => ({ bank: await saveBank(deps, who, body) })),
  serve(contract.listPayouts, ({ who, query }) => listPayouts(deps, who, query)),
  serve(contract.preparePayouts, ({ who }) => preparePayouts(deps, who)),
  serve(contract.payoutFile, ({ who }) => payoutFile(deps, who)),
  serve(contract.settlePayout, async ({ who, params, body }) => ({
    payout: await settlePayout(deps, who, { ...params, ...body }),
  })),
  serve(contract.resealSecrets, () => reseal(deps)),
];

const disputeRoutes = (deps: SettlementDeps): AnyServed[] => [
  serve(contract.openDispute, async ({ who, params, body, operation }) => ({
    dispute: await openDispute(deps, who, { orderId: params.id, operation, ...body }),
  })),
  serve(contract.getDispute, async ({ who, params }) => ({
    dispute: await disputeOfOrder(deps, params.id, who),
  })),
  serve(contract.addEvidence, async ({ who, params, body, operation }) => ({
    dispute: await addEvidence(deps, who, { disputeId: params.id, operation, ...body }),
  })),
  serve(contract.listDisputes, ({ who, query }) => listDisputes(deps, who, query)),
  serve(contract.rule, async ({ who, params, body: { refund, reason, refundTo } }) => ({
    dispute: await ruleDispute(deps, who, { disputeId: params.id, refund, reason, to: refundTo }),
  })),
];

const cashRoutes = (deps: SettlementDeps): AnyServed[] => [
  serve(contract.importRemittance, async ({ who, query, stream }) => ({
    remittance: await importRemittance(deps, who, { ...query, stream }),
  })),
  serve(contract.listRemittances, ({ query }) => listRemittances(deps, query)),
  serve(contract.getRemittance, async ({ params }) => ({
    remittance: await showRemittance(deps, params.id),
  })),
  serve(contract.writeOffCash, async ({ who, params, body }) => ({
    amount: await writeOffCash(deps, who, { ...params, ...body }),
  })),
];

export const settlementRoutes = (deps: SettlementDeps): AnyServed[] => [
  ...moneyRoutes(deps),
  ...disputeRoutes(deps),
  ...cashRoutes(deps),
];
