import { toMoney } from '#contracts/values';
import type { AnyReaction } from '../../kernel/events/outbox.ts';
import type { AnyServed } from '../../kernel/http/serve.ts';
import type { AnyJob } from '../../kernel/jobs/job.ts';
import type { PaymentsApi, ShopMethod, TransferOf } from './api.ts';
import { captureJob } from './capture-payments.ts';
import { addChecks } from './checks.ts';
import { confirm, returned } from './confirm-payment.ts';
import type { Payments, PaymentsDeps } from './context.ts';
import { claim, giveUp, isAuthorised, refuse, voidJob } from './decide-payment.ts';
import { hearJob } from './hear-news.ts';
import { cashApi } from './keep-cash.ts';
import { reseal } from './manual-refunds.ts';
import { contested } from './note-dispute.ts';
import { actions, authorise, opened } from './open-payment.ts';
import { oweRefund, refundsOf } from './owe-refund.ts';
import { forgetJob, reconcileJob } from './reconcile.ts';
import { releaseTransfer, transferJob } from './release-shares.ts';
import { paymentRoutes } from './routes.ts';
import { refundJob } from './send-refunds.ts';
import { CashStore } from './store/cash.ts';
import { PaymentStore } from './store/payments.ts';
import { ReconciliationStore } from './store/reconciliation.ts';
import { RefundStore } from './store/refunds.ts';
import { TransferStore } from './store/transfers.ts';
import { storyOf } from './story.ts';
import { Ways } from './ways.ts';

export type * from './api.ts';
export type { PaymentsDeps } from './context.ts';
export { points } from './points.ts';

const measure = ({ metrics, ways, db }: Payments): void => {
  metrics.gauge('leo_payments_off', 'Ways of paying whose keys are refused', () => ways.off);
  metrics.gauge('leo_reconciliation_open', 'Money that does not match and waits for an operator', () =>
    new ReconciliationStore(db).open(),
  );
};

const methodsApi = ({
  ways,
}: Payments): Pick<PaymentsApi, 'register' | 'methods' | 'find' | 'origins' | 'test' | 'usable'> => ({
  register: (one) => ways.add(one),
  methods: (total) =>
    ways.all.map(
      (one): ShopMethod => ({
        id: one.id,
        title: one.title,
        fee: one.fee(total),
        note: one.note,
        kind: one.onDelivery ? 'on-delivery' : 'online',
      }),
    ),
  find: (method) => ways.find(method),
  origins: () => [...new Set(ways.all.flatMap(({ online }) => online?.origins ?? []))],
  test: () => ways.all.some(({ online }) => online?.test),
  usable: (method) => ways.usable(method),
});

const transfersOf = async (...[on, orderIds]: Parameters<PaymentsApi['transfersOf']>) => {
  const all = await new TransferStore(on).ofOrders(orderIds);
  return new Map<string, TransferOf>(
    all.map(({ orderId, transferId, sellerId, amount, reversed, state }) => [
      orderId,
      { transferId, sellerId, amount: toMoney(amount), reversed, state },
    ]),
  );
};

/**
 * Ways of paying come from plugins; this module knows them by their ids, asks them, and keeps what came of it. Money
 * enters and leaves the books here.
 */
export const payments = (
  given: PaymentsDeps,
): { api: PaymentsApi; routes: AnyServed[]; jobs: AnyJob[]; reactions: AnyReaction[] } => {
  const { clock } = given;
  const all = (): Payments => deps;
  const wake = {
    capture: captureJob(all),
    refund: refundJob(all),
    hear: hearJob(all),
    transfer: transferJob(all),
  };
  const deps: Payments = { ...given, ways: new Ways(given), wake };
  const toVoid = voidJob(deps);
  const withVoid = { ...deps, toVoid };
  addChecks(deps);
  measure(deps);

  const api: PaymentsApi = {
    ...methodsApi(deps),
    ...cashApi(deps),
    open: (tx, payment) => new PaymentStore(tx).open(payment, clock.now()),
    authorise: (payment) => authorise(deps, payment),
    opened: (tx, paymentId, answer) => opened({ deps, tx }, paymentId, answer),
    action: actions,
    states: (on, paymentIds) => new PaymentStore(on).states(paymentIds),
    isAuthorised,
    claim: (tx, paymentId) => claim(deps, tx, paymentId),
    expire: (tx, paymentId) => new PaymentStore(tx).expire(paymentId, clock.now()),
    refuse: async (tx, paymentId, reason) => void (await refuse(withVoid, tx, { paymentId, reason })),
    confirm: (paymentId, proof) => confirm(deps, paymentId, proof),
    returned: (method, paymentId, form) => returned(deps, { method, paymentId, form }),
    giveUp: (tx, of) => giveUp(withVoid, tx, of),
    refund: (tx, asked) => oweRefund(deps, tx, asked),
    adopt: async (tx, { orders, buyerId }) => {
      await new PaymentStore(tx).adopt(
        orders.map((one) => one.purchaseId),
        buyerId,
      );
      await new CashStore(tx).adopt(
        orders.map((one) => one.id),
        buyerId,
      );
    },
    refundsOf,
    contested,
    releaseTransfer: (tx, orderId) => releaseTransfer(deps, tx, orderId),
    transfersOf,
    alarms: async (on) => ({
      reconciliation: await new ReconciliationStore(on).open(),
      manualRefunds: await new RefundStore(on).manualOwed(),
      off: deps.ways.all.flatMap(({ id }) => (deps.ways.usable(id).on ? [] : [id])),
    }),
    reseal: () => reseal(deps),
    story: storyOf,
  };
  const jobs = [...Object.values(wake), toVoid, reconcileJob(all), forgetJob(all)];
  return { api, routes: paymentRoutes(deps), jobs: jobs as unknown as AnyJob[], reactions: [] };
};
