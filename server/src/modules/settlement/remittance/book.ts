import { toMoney } from '#contracts/values';
import type { Tx } from '../../../db/connection.ts';
import type { Sheet, SheetRecord } from '../../../kernel/sheets.ts';
import type { SettlementDeps } from '../context.ts';
import { findColumns, judge, type KnownCash } from '../domain/remittance.ts';
import { reach } from '../points.ts';
import { ReleaseStore } from '../store/releases.ts';
import { RemittanceStore, type StoredRemittance, type StoredRow } from '../store/remittances.ts';
import { isReadable, type ReadRow, type Row, rowReader, type UnreadableRow } from './read-row.ts';

/** So many rows are booked together: a crash costs their work, and nobody waits for more than them. */
const atOnce = 50;

type Reading = Pick<StoredRemittance, 'id' | 'courier' | 'utr'>;

const rowOf = ({ id, courier }: Reading, { line, awb, amount }: Row): StoredRow => ({
  remittanceId: id,
  line,
  courier,
  awb,
  amount,
  deducted: 0,
  state: 'unreadable',
  orderId: null,
  orderNumber: null,
  says: null,
});

const keepUnreadable = async (tx: Tx, of: Reading, row: UnreadableRow): Promise<void> => {
  await new RemittanceStore(tx).addRow({ ...rowOf(of, row), says: row.says });
};

/** Cash a courier has is found by its number; cash it is yet to collect, by the order it was shipped with. */
const cashUnder = async (
  { payments }: SettlementDeps,
  tx: Tx,
  parcel: { courier: string; awb: string },
): Promise<(KnownCash & { orderId: string }) | undefined> => {
  const collected = await payments.findCash(tx, parcel);
  if (collected) return collected;
  for (const orderId of await new ReleaseStore(tx).shipped(parcel.courier, parcel.awb)) {
    const cash = (await payments.cashOf(tx, [orderId])).get(orderId);
    if (cash?.state === 'promised' || cash?.state === 'void') return { ...cash, orderId };
  }
  return undefined;
};

/** What the row is, by what is known at this moment. */
const judged = async (deps: SettlementDeps, tx: Tx, { of, row }: { of: Reading; row: ReadRow }) => {
  const { courier } = of;
  const base = rowOf(of, row);
  const first = await new RemittanceStore(tx).firstLine(of.id, courier, row.awb);
  if (first !== null)
    return { ...base, state: 'duplicate' as const, says: `The same parcel is in line ${first}` };
  const cash = await cashUnder(deps, tx, { courier, awb: row.awb });
  const order = cash && (await deps.orders.find(tx, cash.orderId));
  return {
    ...base,
    ...judge(row, cash),
    deducted: row.deducted,
    orderId: cash?.orderId ?? null,
    orderNumber: order?.number ?? null,
  };
};

/** The row is kept first: two sheets with the same parcel, read at the same moment, take turns there. */
const bookRow = async (
  deps: SettlementDeps,
  tx: Tx,
  { of, row }: { of: Reading; row: ReadRow },
): Promise<void> => {
  const store = new RemittanceStore(tx);
  const found = await judged(deps, tx, { of, row });
  const isNew = await store.addRow(found);
  await reach(deps, 'remittance/row');
  if (found.state !== 'matched' || found.orderId === null) return;
  const remitted =
    isNew &&
    (await deps.payments.remit(tx, {
      orderId: found.orderId,
      amount: toMoney(row.amount),
      deducted: row.deducted,
      remittanceId: of.id,
      utr: row.utr ?? (of.utr === '' ? null : of.utr),
      at: deps.clock.now(),
    }));
  if (!remitted) await store.duplicate({ ...found, says: 'Its cash has come before, with another sheet' });
  await reach(deps, 'remittance/booked');
};

/** The order in which rows are booked, so that two sheets never wait for each other. */
const byAwb = (one: Row, other: Row): number => {
  if (one.awb !== other.awb) return one.awb < other.awb ? -1 : 1;
  return one.line - other.line;
};

const bookBatch = async (deps: SettlementDeps, of: Reading, rows: readonly Row[]): Promise<void> => {
  const lines = rows.map((row) => row.line);
  await reach(deps, 'remittance/rows');
  await deps.db.transaction(async (tx) => {
    const store = new RemittanceStore(tx);
    // Whoever else reads this sheet, e.g. after it was thought dead, waits here and finds the lines kept.
    await store.touch(of.id, deps.clock.now());
    const kept = await store.kept(of.id, { first: Math.min(...lines), last: Math.max(...lines) });
    for (const row of rows.filter(({ line }) => !kept.has(line)).sort(byAwb)) {
      if (isReadable(row)) await bookRow(deps, tx, { of, row });
      else await keepUnreadable(tx, of, row);
    }
    await reach(deps, 'remittance/batch');
  });
  await reach(deps, 'remittance/rows done');
};

async function* inBatches(sheet: Sheet, read: (record: SheetRecord) => Row | null): AsyncGenerator<Row[]> {
  let batch: Row[] = [];
  for await (const records of sheet.records()) {
    for (const record of records) {
      const row = read(record);
      if (row) batch.push(row);
      if (batch.length < atOnce) continue;
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

/** Books a sheet to its end; what was booked of it before stays as it is. */
export const bookSheet = async (deps: SettlementDeps, of: Reading, sheet: Sheet): Promise<void> => {
  const read = rowReader(sheet.columns, findColumns(sheet.columns), deps.couriers.find(of.courier));
  let utr = of.utr;
  for await (const rows of inBatches(sheet, read)) {
    const named = rows.find((row): row is ReadRow => isReadable(row) && row.utr !== null)?.utr;
    if (utr === '' && named) utr = named;
    await bookBatch(deps, of, rows);
  }
  await new RemittanceStore(deps.db).end(of.id, { utr, at: deps.clock.now() });
  await reach(deps, 'remittance/done');
};
