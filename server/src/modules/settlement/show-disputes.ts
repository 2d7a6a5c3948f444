import type { Dispute } from '#contracts/settlement';
import type { Connection } from '../../db/connection.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Who } from '../../kernel/who.ts';
import type { SettlementDeps } from './context.ts';
import { pageOf, readPlace } from './places.ts';
import { DisputeStore, type StoredDispute } from './store/disputes.ts';

/** What somebody is to an order; undefined for those it does not concern. */
export const partOf = (
  who: Who,
  { buyerId, sellerId }: { buyerId: string; sellerId: string },
): 'buyer' | 'seller' | 'operator' | undefined => {
  if (who.accountId === buyerId) return 'buyer';
  if (who.accountId === sellerId) return 'seller';
  return who.role === 'operator' ? 'operator' : undefined;
};

export const showDisputes = async (
  { media }: SettlementDeps,
  on: Connection,
  some: readonly StoredDispute[],
): Promise<Dispute[]> => {
  const evidence = await new DisputeStore(on).evidence(some.map((one) => one.id));
  const images = await media.images(evidence.flatMap((one) => one.imageId ?? []));
  return some.map(({ buyerId: _buyer, sellerId: _seller, ...one }) => ({
    ...one,
    evidence: evidence
      .filter(({ disputeId }) => disputeId === one.id)
      .map(({ by, text, imageId, at }) => ({ by, text, image: images.get(imageId ?? '') ?? null, at })),
  }));
};

/** One dispute as it is now. */
export const showDispute = async (deps: SettlementDeps, id: string): Promise<Dispute> => {
  const found = await new DisputeStore(deps.db).find(id);
  const [shown] = found ? await showDisputes(deps, deps.db, [found]) : [];
  if (!shown) throw new Refusal('dispute.unknown');
  return shown;
};

/** The dispute of an order, for those it concerns; null where there is none. Refuses `order.unknown`. */
export const disputeOfOrder = async (
  deps: SettlementDeps,
  orderId: string,
  who: Who,
): Promise<Dispute | null> => {
  const order = await deps.orders.find(deps.db, orderId);
  if (!order || !partOf(who, order)) throw new Refusal('order.unknown');
  const found = await new DisputeStore(deps.db).findByOrder(orderId);
  return found ? showDispute(deps, found.id) : null;
};

export const listDisputes = async (
  deps: SettlementDeps,
  who: Who,
  query: { state?: Dispute['state'] | undefined; cursor?: string | undefined; limit: number },
): Promise<{ items: Dispute[]; next: string | null }> => {
  const sellerId = who.role === 'operator' ? null : who.accountId;
  const filter = { sellerId, state: query.state, after: readPlace(query.cursor) };
  const some = await new DisputeStore(deps.db).list(filter, query.limit + 1);
  const { items, next } = pageOf(some, query.limit, ({ state, openedAt, id }) => ({
    rank: state === 'open' ? 1 : 0,
    at: openedAt,
    id,
  }));
  return { items: await showDisputes(deps, deps.db, items), next };
};
