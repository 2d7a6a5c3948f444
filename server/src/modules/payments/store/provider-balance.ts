import type { Connection } from '../../../db/connection.ts';

/** What came in and went out at providers, each counted from the rows that are kept of it. */
const parts = {
  captured: "SELECT COALESCE(SUM(amount - fee), 0) AS total FROM payments_attempts WHERE booked <> 'none'",
  refunded: `SELECT COALESCE(SUM(amount), 0) AS total FROM payments_refunds
    WHERE kind = 'source' AND state = 'processed' AND settled_by IS NULL`,
  held: 'SELECT COALESCE(SUM(amount - reversed), 0) AS total FROM payments_transfers',
  disputed: "SELECT COALESCE(SUM(amount), 0) AS total FROM payments_disputes WHERE state <> 'won'",
  settled: 'SELECT COALESCE(SUM(amount), 0) AS total FROM payments_settlements WHERE amount > 0',
};

/** What the providers have for the shop, counted without the books: paise. */
export const providerBalance = async (on: Connection): Promise<number> => {
  const sum = async (sql: string): Promise<number> =>
    Number((await on.rows<{ total: number }>(sql))[0]?.total ?? 0);
  const [captured, refunded] = [await sum(parts.captured), await sum(parts.refunded)];
  const [held, disputed, settled] = [
    await sum(parts.held),
    await sum(parts.disputed),
    await sum(parts.settled),
  ];
  return captured - refunded - held - disputed - settled;
};
