import type { SettlementDeps } from './context.ts';

/** Every point of settlement at which the process may die: `booked` is inside a transaction, `done` after its commit. */
export const points = [
  'settlement/complete/begin',
  'settlement/complete/done',
  'settlement/release/begin',
  'settlement/release/vested',
  'settlement/release/booked',
  'settlement/release/done',
  'settlement/prepare/begin',
  'settlement/prepare/recovered',
  'settlement/prepare/booked',
  'settlement/prepare/done',
  'settlement/payout/begin',
  'settlement/payout/booked',
  'settlement/payout/done',
  'settlement/transfer/begin',
  'settlement/transfer/booked',
  'settlement/transfer/done',
  'settlement/chargeback/begin',
  'settlement/chargeback/done',
  'settlement/dispute/begin',
  'settlement/dispute/booked',
  'settlement/dispute/done',
  'settlement/rule/begin',
  'settlement/rule/refunded',
  'settlement/rule/booked',
  'settlement/rule/done',
  'settlement/remittance/received',
  'settlement/remittance/begin',
  'settlement/remittance/begun',
  'settlement/remittance/rows',
  'settlement/remittance/row',
  'settlement/remittance/booked',
  'settlement/remittance/batch',
  'settlement/remittance/rows done',
  'settlement/remittance/done',
  'settlement/write-off/begin',
  'settlement/write-off/booked',
  'settlement/write-off/done',
  'settlement/bank/begin',
  'settlement/bank/done',
  'settlement/file/begin',
  'settlement/file/done',
  'settlement/reseal/row',
] as const;
type Short<P> = P extends `settlement/${infer Rest}` ? Rest : never;

/** Says that the process has come to a point. */
export const reach = async (
  { probe }: Pick<SettlementDeps, 'probe'>,
  point: Short<(typeof points)[number]>,
): Promise<void> => {
  await probe?.(`settlement/${point}`);
};
