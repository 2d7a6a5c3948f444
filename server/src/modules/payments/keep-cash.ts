import { toMoney } from '#contracts/values';
import type { Connection, Tx } from '../../db/connection.ts';
import { postings } from '../ledger/index.ts';
import type { OpenCash, PaymentsApi } from './api.ts';
import type { Payments } from './context.ts';
import { CashStore, type StoredCash } from './store/cash.ts';

type CashApi = Pick<
  PaymentsApi,
  'promise' | 'collect' | 'remit' | 'cashOf' | 'findCash' | 'openCash' | 'writeOff'
>;

/** With a courier, as far as our books know: who has it is written with the collection. */
const withCourier = (cash: StoredCash): OpenCash => {
  const { orderId, courier, awb, amount, state, collectedAt } = cash;
  if (courier === null || awb === null || collectedAt === null)
    throw new Error(`The cash of ${orderId} was collected by nobody`);
  return { orderId, courier, awb, amount, state, collectedAt };
};

const isWhole = (amount: number, deducted: number): boolean =>
  Number.isSafeInteger(deducted) && deducted >= 0 && deducted <= amount;

const find = async (
  on: Connection,
  parcel: { courier: string; awb: string },
): Promise<OpenCash | undefined> => {
  const found = await new CashStore(on).byParcel(parcel.courier, parcel.awb);
  return found && withCourier(found);
};

/** Cash at the door: promised, collected by the courier, handed over by them. Every step is taken once. */
export const cashApi = (deps: Payments): CashApi => ({
  promise: (tx, cash) => new CashStore(tx).promise(cash, deps.clock.now()),
  collect: async (tx, asked) => {
    const cash = await new CashStore(tx).collect(asked);
    if (!cash) return false;
    const { coins, buyerId, amount } = cash;
    await deps.ledger.post(tx, postings.cashCollected({ ...asked, cash: amount, coins, buyerId }));
    return true;
  },
  remit: async (tx: Tx, asked) => {
    if (!isWhole(asked.amount, asked.deducted))
      throw new Error('A courier deducts whole paise of what it has');
    const cash = await new CashStore(tx).remit(asked);
    if (!cash) return false;
    const { orderId, amount, deducted, remittanceId, at } = asked;
    const { courier, awb } = withCourier(cash);
    await deps.ledger.post(
      tx,
      postings.cashRemitted({ remittanceId, orderId, courier, awb, amount, deducted, at }),
    );
    await deps.outbox.tell(tx, 'cash.remitted', { orderId, amount: toMoney(amount), at });
    return true;
  },
  cashOf: async (on, orderIds) => {
    const all = await new CashStore(on).of(orderIds);
    return new Map(
      all.map(({ orderId, state, amount, courier, awb, collectedAt }) => [
        orderId,
        { state, amount, courier, awb, collectedAt },
      ]),
    );
  },
  findCash: find,
  openCash: async (on, filter) => (await new CashStore(on).openBefore(filter)).map(withCourier),
  writeOff: async (tx, asked) => {
    const cash = await new CashStore(tx).writeOff(asked);
    if (!cash) return false;
    const { courier, awb, amount } = withCourier(cash);
    await deps.ledger.post(
      tx,
      postings.cashWrittenOff({ orderId: asked.orderId, courier, awb, amount, at: asked.at }),
    );
    return true;
  },
});
