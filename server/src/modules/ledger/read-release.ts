import type { Connection } from '../../db/connection.ts';
import { accountOf, classCodeOf } from './domain/chart.ts';
import { findBooked } from './store/journal.ts';

/** How an order's money was divided when it was released, in paise. `payable` is before what the seller owed was kept. */
export interface Release {
  total: number;
  commission: number;
  tax: number;
  fee: number;
  payable: number;
}

export const releaseOf = async (on: Connection, orderId: string): Promise<Release | undefined> => {
  const entry = await findBooked(on, { source: 'order', sourceId: orderId, kind: 'released' });
  if (!entry) return undefined;
  const credited = (code: string): number =>
    entry.lines
      .filter((line) => classCodeOf(line.account) === code)
      .reduce((sum, line) => sum + line.credit, 0);
  const held = entry.lines.find((line) => line.account === accountOf.held(orderId));
  return {
    total: held?.debit ?? 0,
    commission: credited(accountOf.commission),
    tax: credited(accountOf.taxes),
    fee: credited(accountOf.fees),
    payable: credited('2200') + credited('1300'),
  };
};
