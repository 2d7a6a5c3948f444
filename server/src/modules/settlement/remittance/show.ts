import type { Remittance } from '#contracts/settlement';
import { toMoney } from '#contracts/values';
import { Refusal } from '../../../kernel/refusal.ts';
import type { SettlementDeps } from '../context.ts';
import { pageOf, readPlace } from '../places.ts';
import { RemittanceStore, type StoredRemittance, type StoredRow } from '../store/remittances.ts';

/** What one answer tells; `counts` is of all rows. What is flagged comes first. */
const mostRows = 10_000;
const mostMissing = 1_000;
const day = 86_400_000;
/** Couriers without a plugin: the slowest of the large ones take nine days. */
const usualDays = 9;

const states = ['matched', 'unknown', 'duplicate', 'short', 'extra', 'not-delivered', 'unreadable'] as const;

const toRow = ({ line, awb, amount, state, orderNumber, says }: StoredRow): Remittance['rows'][number] => ({
  line,
  awb,
  amount: amount === null ? null : toMoney(amount),
  state,
  orderNumber,
  says,
});

const heads = async (deps: SettlementDeps, some: readonly StoredRemittance[]): Promise<Remittance[]> => {
  const sums = await new RemittanceStore(deps.db).sums(some.map((one) => one.id));
  return some.map(({ id, courier, utr, at }) => {
    const own = sums.filter((one) => one.remittanceId === id);
    const matched = own.find((one) => one.state === 'matched') ?? { amount: 0, deducted: 0 };
    const count = (state: string) => own.find((one) => one.state === state)?.rows ?? 0;
    return {
      id,
      courier,
      utr,
      collected: toMoney(matched.amount),
      deductions: toMoney(matched.deducted),
      banked: toMoney(matched.amount - matched.deducted),
      counts: Object.fromEntries(states.map((state) => [state, count(state)])),
      rows: [],
      missing: [],
      at,
    };
  });
};

/** Cash that should have come by now and was in no sheet. */
const missingOf = async (deps: SettlementDeps, courier: string): Promise<Remittance['missing']> => {
  const days = deps.couriers.find(courier)?.remitsWithinDays ?? usualDays;
  const open = await deps.payments.openCash(deps.db, { courier, before: deps.clock.now() - days * day });
  const told = await new RemittanceStore(deps.db).told(
    courier,
    open.map((one) => one.awb),
  );
  const missing = open.filter((one) => !told.has(one.awb)).slice(0, mostMissing);
  return Promise.all(
    missing.map(async ({ awb, orderId, amount, collectedAt }) => ({
      awb,
      orderNumber: (await deps.orders.find(deps.db, orderId))?.number ?? '',
      amount,
      deliveredAt: collectedAt,
    })),
  );
};

/** One remittance with its rows. */
export const showRemittance = async (deps: SettlementDeps, id: string): Promise<Remittance> => {
  const store = new RemittanceStore(deps.db);
  const found = await store.find(id);
  const [head] = found ? await heads(deps, [found]) : [];
  if (!head) throw new Refusal('remittance.unknown');
  const rows = (await store.rows(id, mostRows)).map(toRow).sort((one, other) => one.line - other.line);
  return { ...head, rows, missing: await missingOf(deps, head.courier) };
};

export const listRemittances = async (
  deps: SettlementDeps,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ items: Remittance[]; next: string | null }> => {
  const some = await new RemittanceStore(deps.db).list(readPlace(cursor), limit + 1);
  const { items, next } = pageOf(some, limit, ({ at, id }) => ({ rank: 0, at, id }));
  return { items: await heads(deps, items), next };
};
