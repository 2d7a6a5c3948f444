import type { LedgerEntry } from '#contracts/ledger';
import type { Connection } from '../../db/connection.ts';
import type { SettledOrder, SettlementDeps } from './context.ts';
import { chainOf } from './release.ts';
import { PayoutStore } from './store/payouts.ts';
import { ReleaseStore, type StoredRelease } from './store/releases.ts';

const atOnce = 200;

async function* pages<T>(
  next: (after: string) => Promise<T[]>,
  idOf: (one: T) => string,
): AsyncGenerator<T[]> {
  for (let after = ''; ; ) {
    const some = await next(after);
    const last = some.at(-1);
    if (!last) return;
    yield some;
    after = idOf(last);
  }
}

const releasesIn = (entries: readonly LedgerEntry[]): Map<string, LedgerEntry[]> => {
  const found = new Map<string, LedgerEntry[]>();
  for (const entry of entries)
    if (entry.kind === 'released') found.set(entry.sourceId, [...(found.get(entry.sourceId) ?? []), entry]);
  return found;
};

const heldIn = (entry: LedgerEntry, orderId: string): number =>
  entry.lines.find((line) => line.account === `2100:${orderId}`)?.debit ?? 0;

const wrongRelease = (row: StoredRelease, booked: readonly LedgerEntry[]): string | null => {
  if (booked.length !== 1)
    return `order ${row.orderId} is released and has ${booked.length} releases in the books`;
  const held = booked[0] ? heldIn(booked[0], row.orderId) : 0;
  return held === row.total
    ? null
    : `order ${row.orderId} released ${row.total} paise, the books say ${held}`;
};

/** Where what is released here is not what the books say is released. */
async function* wrongReleases({ ledger }: SettlementDeps, on: Connection): AsyncGenerator<string> {
  const store = new ReleaseStore(on);
  for await (const rows of pages(
    (after) => store.released(after, atOnce),
    (row) => row.orderId,
  )) {
    const booked = releasesIn(
      await ledger.entriesOf(
        on,
        rows.map((row) => row.orderId),
      ),
    );
    yield* rows.flatMap((row) => wrongRelease(row, booked.get(row.orderId) ?? []) ?? []);
  }
  for await (const ids of pages(
    (after) => store.notReleased(after, atOnce),
    (id) => id,
  )) {
    const booked = releasesIn(await ledger.entriesOf(on, ids));
    const early = ids.filter((id) => booked.has(id));
    yield* early.map((id) => `order ${id} is in the books as released, and was not to be`);
  }
}

async function* paidTooMuch(on: Connection): AsyncGenerator<string> {
  const store = new ReleaseStore(on);
  for await (const sellers of pages(
    (after) => store.sellers(after, atOnce),
    (id) => id,
  )) {
    const released = await store.sumOfReleases(sellers);
    const paid = await new PayoutStore(on).sumOfPaid(sellers);
    const over = sellers.filter((id) => (paid.get(id) ?? 0) > (released.get(id) ?? 0));
    yield* over.map(
      (id) => `seller ${id} was paid ${paid.get(id)} paise of ${released.get(id) ?? 0} released`,
    );
  }
}

/** I7: a release is in the books exactly when it is here, and nobody was paid more than was released to them. */
async function* onceAndNoMore(deps: SettlementDeps, on: Connection): AsyncGenerator<string> {
  yield* wrongReleases(deps, on);
  yield* paidTooMuch(on);
}

const cameBefore = (
  orderId: string,
  entries: readonly LedgerEntry[],
  release: LedgerEntry | undefined,
): boolean => {
  const came = entries.find(
    (one) =>
      (one.kind === 'cash-remitted' && one.sourceId.endsWith(`/${orderId}`)) ||
      (one.kind === 'cash-written-off' && one.sourceId === orderId),
  );
  if (!came || !release) return false;
  // What is not sealed yet is younger than all that is.
  return (came.seq ?? Number.MAX_SAFE_INTEGER) <= (release.seq ?? Number.MAX_SAFE_INTEGER);
};

/** Of an order and those it was exchanged for: the ones whose cash had not come when it was released. */
const releasedEarly = async (
  deps: SettlementDeps,
  on: Connection,
  order: SettledOrder,
): Promise<string[]> => {
  const chain = (await chainOf(deps, on, order)).filter((one) => one.onDelivery > 0);
  const ids = chain.map((one) => one.id);
  const cash = await deps.payments.cashOf(on, ids);
  const entries = await deps.ledger.entriesOf(on, [order.id, ...ids]);
  const release = releasesIn(entries).get(order.id)?.[0];
  return ids.filter((id) => cash.get(id)?.state !== 'void' && !cameBefore(id, entries, release));
};

/** I8: of an order and those it was exchanged for, all cash was handed over or given up before the release. */
async function* cashFirst(deps: SettlementDeps, on: Connection): AsyncGenerator<string> {
  const store = new ReleaseStore(on);
  for await (const rows of pages(
    (after) => store.released(after, atOnce),
    (row) => row.orderId,
  )) {
    const found = await deps.orders.findMany(
      on,
      rows.map((row) => row.orderId),
    );
    for (const order of found.filter((one) => one.onDelivery > 0 || one.exchangeOf !== null)) {
      const early = await releasedEarly(deps, on, order);
      yield* early.map((id) => `order ${order.id} was released before the cash of ${id} came`);
    }
  }
}

/** The invariants that need settlement's own tables. */
export const addSettlementChecks = (deps: SettlementDeps): void => {
  deps.ledger.addCheck({
    id: 'I7',
    title: 'Sellers get each release once, and are paid no more than was released',
    run: (on) => onceAndNoMore(deps, on),
  });
  deps.ledger.addCheck({
    id: 'I8',
    title: 'No order in cash is released before its cash has come',
    run: (on) => cashFirst(deps, on),
  });
};
