import type { Reply } from '#contracts/route';
import type { rtoFigures } from '#contracts/trust';
import type { TrustDeps } from './context.ts';
import { countParcels, type ParcelCount } from './store/figures.ts';

interface Sum {
  shipped: number;
  rto: number;
  causes: Record<string, number>;
}
const day = 86_400_000;
/** A list is read from its top; a PIN that is not among the worst hundred needs nobody's attention. */
const mostRows = 100;

const sum = (counts: readonly ParcelCount[]): Sum => {
  const causes = new Map<string, number>();
  for (const { cause, rto } of counts) if (cause !== null) causes.set(cause, (causes.get(cause) ?? 0) + rto);
  const total = (read: (one: ParcelCount) => number): number =>
    counts.reduce((all, one) => all + read(one), 0);
  return {
    shipped: total(({ parcels }) => parcels),
    rto: total(({ rto }) => rto),
    causes: Object.fromEntries(causes),
  };
};

const by = (counts: readonly ParcelCount[], keyOf: (one: ParcelCount) => string | null) => {
  const groups = new Map<string, ParcelCount[]>();
  for (const one of counts) {
    const key = keyOf(one) ?? '';
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups]
    .map(([key, group]) => ({ key, ...sum(group) }))
    .sort((one, other) => other.rto - one.rto || other.shipped - one.shipped)
    .slice(0, mostRows);
};

export const showRto = async (
  { db, clock, accounts }: TrustDeps,
  { days, sellerId }: { days: number; sellerId: string | null },
): Promise<Reply<typeof rtoFigures>> => {
  const counts = await countParcels(db, { since: clock.now() - days * day, sellerId });
  const sellers = by(counts, (one) => one.sellerId);
  const names = await accounts.names(sellers.map(({ key }) => key).filter((key) => key !== ''));
  return {
    ...sum(counts),
    bySeller: sellers.map((row) => ({ ...row, label: names.get(row.key) ?? 'Unknown' })),
    byPin: by(counts, (one) => one.pin).map((row) => ({ ...row, label: row.key || 'Unknown' })),
  };
};
