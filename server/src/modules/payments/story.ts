import type { Connection } from '../../db/connection.ts';
import { AttemptStore } from './store/attempts.ts';
import { CashStore, type StoredCash } from './store/cash.ts';
import { PaymentStore, type StoredPayment } from './store/payments.ts';
import { ReconciliationStore } from './store/reconciliation.ts';
import { RefundStore, type StoredRefund } from './store/refunds.ts';
import { TransferStore } from './store/transfers.ts';

interface Told {
  at: number;
  says: string;
}

const rupees = new Intl.NumberFormat('en-IN', { style: 'currency', currency: 'INR' });
/** Paise as the books are printed: `₹1,899.00`. */
const said = (paise: number): string => rupees.format(paise / 100);

/** Other people's words are ended where they do not end themselves. */
const sentence = (says: string): string => (/[.!?]$/.test(says) ? says : `${says}.`);

const ofPayment = (row: StoredPayment): Told[] => [
  { at: row.createdAt, says: `A payment of ${said(row.amount)} by ${row.method} was asked for` },
  ...(row.capturedAt === null
    ? []
    : [{ at: row.capturedAt, says: `The payment was captured (${row.providerId})` }]),
];

const ofCash = (cash: StoredCash): Told[] => {
  const told = [{ at: cash.promisedAt, says: `${said(cash.amount)} is to be paid at the door` }];
  if (cash.collectedAt !== null)
    told.push({ at: cash.collectedAt, says: `${cash.courier} took the cash (${cash.awb})` });
  if (cash.endedAt !== null) told.push({ at: cash.endedAt, says: `The cash is ${cash.state}` });
  return told;
};

const ofRefund = (refund: StoredRefund): Told[] => {
  const what = refund.origin === 'foreign' ? 'A refund made at the provider’s own pages' : 'A refund';
  const told = [{ at: refund.owedAt, says: `${what} of ${said(refund.amount)} is owed: ${refund.reason}` }];
  if (refund.endedAt !== null)
    told.push({ at: refund.endedAt, says: `${what} of ${said(refund.amount)} is ${refund.state}` });
  return told;
};

/** What happened to these orders' money that is not in the books, oldest first. */
export const storyOf = async (on: Connection, orderIds: readonly string[]): Promise<Told[]> => {
  const payments = await new PaymentStore(on).ofOrders(orderIds);
  const attempts = await new AttemptStore(on).ofPayments(payments.map((one) => one.paymentId));
  const cash = await new CashStore(on).of(orderIds);
  const refunds = await new RefundStore(on).ofOrders(orderIds);
  const transfers = await new TransferStore(on).ofOrders(orderIds);
  const rows = await new ReconciliationStore(on).ofOrders(orderIds);
  const told: Told[] = [
    ...payments.flatMap(ofPayment),
    ...attempts.map((one) => ({
      at: one.seenAt,
      says: `${one.method} told of the payment ${one.providerId}, which is ${one.state}${one.failure ? `: ${one.failure}` : ''}`,
    })),
    ...cash.flatMap(ofCash),
    ...refunds.flatMap(ofRefund),
    ...transfers.map((one) => ({
      at: one.seenAt,
      says: `${one.method} set ${said(one.amount)} aside for the seller, which is ${one.state}`,
    })),
    ...rows.map((one) => ({ at: one.at, says: one.says })),
  ];
  return told.map(({ at, says }) => ({ at, says: sentence(says) })).sort((a, b) => a.at - b.at);
};
