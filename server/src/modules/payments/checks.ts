import type { Connection } from '../../db/connection.ts';
import { accountOf } from '../ledger/index.ts';
import type { Payments } from './context.ts';
import { AttemptStore } from './store/attempts.ts';
import { CashStore, type StoredCash } from './store/cash.ts';
import { providerBalance } from './store/provider-balance.ts';
import { RefundStore } from './store/refunds.ts';
import { TransferStore } from './store/transfers.ts';

const hour = 3_600_000;
/** So long money may be on its way back, or nobody's. */
const patience = 48 * hour;
const page = 500;

const refundsWithinCaptures = async (on: Connection): Promise<string[]> => {
  const store = new RefundStore(on);
  const over = [...(await store.overpaid()), ...(await store.overpaidCash())];
  return over.map(({ id, amount, refunded }) => `${id}: ${refunded} went back of ${amount}`);
};

const parcelOf = ({ courier, awb }: StoredCash): string => accountOf.collected(courier ?? '', awb ?? '');

const cashWithCouriers = async ({ ledger }: Pick<Payments, 'ledger'>, on: Connection): Promise<string[]> => {
  const breaks: string[] = [];
  for (let after = ''; ; ) {
    const rows = await new CashStore(on).carried(after, page);
    for (const row of rows) {
      const wanted = row.state === 'collected' ? row.amount : 0;
      const booked = await ledger.balance(on, parcelOf(row));
      if (booked !== wanted)
        breaks.push(`${row.orderId}: ${row.courier} has ${wanted} of it, the books say ${booked}`);
    }
    if (rows.length < page) return breaks;
    after = rows.at(-1)?.orderId ?? '';
  }
};

const sharesOfClosedOrders = async (
  { ledger }: Pick<Payments, 'ledger'>,
  on: Connection,
): Promise<string[]> => {
  const breaks: string[] = [];
  for (let after = ''; ; ) {
    const rows = await new TransferStore(on).closed(after, page);
    for (const { transferId, sellerId, orderId } of rows) {
      const left = await ledger.balance(on, accountOf.transfer(sellerId, orderId));
      if (left !== 0) breaks.push(`${transferId}: ${left} are held for a share that is not held any more`);
    }
    if (rows.length < page) return breaks;
    after = rows.at(-1)?.transferId ?? '';
  }
};

const oldDebts = async ({ clock }: Pick<Payments, 'clock'>, on: Connection): Promise<string[]> => {
  const before = clock.now() - patience;
  const owed = await new RefundStore(on).owedBefore(before, page);
  const unapplied = await new AttemptStore(on).unappliedBefore(before, page);
  return [
    ...owed.map(
      (one) => `refund ${one.refundId}: ${one.amount} owed since ${new Date(one.owedAt).toISOString()}`,
    ),
    ...unapplied.map((one) => `payment ${one.providerId}: ${one.amount} belong to no order`),
  ];
};

/** The invariants that need this module's tables. */
export const addChecks = (deps: Payments): void => {
  const { ledger } = deps;
  ledger.addCheck({ id: 'I6', title: 'No more goes back than came in', run: refundsWithinCaptures });
  ledger.addCheck({
    id: 'I11',
    title:
      'What the provider has by the books is what its payments, refunds, shares and settlements add up to',
    run: async (on) => {
      const [booked, counted] = [await ledger.balance(on, accountOf.gateway), await providerBalance(on)];
      return booked === counted
        ? []
        : [`1100: the books say ${booked}, what is known of the provider adds up to ${counted}`];
    },
  });
  ledger.addCheck({
    id: 'I12',
    title: 'What couriers have by the books is what they collected and did not hand over',
    run: (on) => cashWithCouriers(deps, on),
  });
  ledger.addCheck({
    id: 'I15',
    title: 'Nothing is held for sellers whose share is settled or came back',
    run: (on) => sharesOfClosedOrders(deps, on),
  });
  ledger.addCheck({
    id: 'I16',
    title: 'No refund is owed and no money is nobody’s for longer than 48 hours',
    run: (on) => oldDebts(deps, on),
  });
};
