import type { OrderState } from '#contracts/orders';
import type { Dispute } from '#contracts/settlement';
import type { Tx } from '../../db/connection.ts';
import { newId } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Who } from '../../kernel/who.ts';
import { accountOf } from '../ledger/index.ts';
import type { SettledOrder, SettlementDeps } from './context.ts';
import { reach } from './points.ts';
import { partOf, showDispute } from './show-disputes.ts';
import { DisputeStore } from './store/disputes.ts';
import { ReleaseStore } from './store/releases.ts';

/** Before it has left the seller it is cancelled instead. */
const disputable: readonly OrderState[] = ['shipped', 'delivered', 'completed'];

export interface Said {
  text: string;
  imageId?: string | undefined;
}

export const checkImage = async ({ media }: SettlementDeps, imageId: string | undefined): Promise<void> => {
  if (imageId !== undefined && !(await media.images([imageId])).has(imageId))
    throw new Refusal('image.unknown');
};

interface Opening {
  id: string;
  order: SettledOrder;
  reason: Dispute['reason'];
  said: Said;
}

const open = async (deps: SettlementDeps, tx: Tx, { id, order, reason, said }: Opening) => {
  const [store, at] = [new DisputeStore(tx), deps.clock.now()];
  // The release takes its row, then the order's money, in this order too: one of the two is first.
  const release = await new ReleaseStore(tx).lock(order.id);
  await deps.orders.setDisputed(tx, order.id, true);
  await deps.ledger.lock(tx, [accountOf.held(order.id)]);
  if (release?.state === 'released' || release?.state === 'nothing') throw new Refusal('dispute.too-late');
  const { id: orderId, number: orderNumber, buyerId, sellerId } = order;
  const added = await store.add({ id, orderId, orderNumber, buyerId, sellerId, reason, openedAt: at });
  if (!added) throw new Refusal('dispute.exists');
  const evidence = { id: newId(), disputeId: id, by: 'buyer' as const, text: said.text, at };
  await store.addEvidence({ ...evidence, imageId: said.imageId ?? null });
  await deps.outbox.tell(tx, 'dispute.opened', { disputeId: id, orderId, buyerId, sellerId, at });
  await reach(deps, 'dispute/booked');
};

/**
 * Holds an order's money until an operator has ruled. Refuses `order.unknown` to all but its buyer,
 * `order.wrong-move`, `dispute.too-late` after the release, `dispute.exists`.
 */
export const openDispute = async (
  deps: SettlementDeps,
  who: Who,
  asked: { orderId: string; operation: string; reason: Dispute['reason'] } & Said,
): Promise<Dispute> => {
  await reach(deps, 'dispute/begin');
  const order = await deps.orders.find(deps.db, asked.orderId);
  if (!order || partOf(who, order) !== 'buyer') throw new Refusal('order.unknown');
  const present = await new DisputeStore(deps.db).findByOrder(order.id);
  // The same request again: its answer was lost on the way.
  if (present?.id === asked.operation) return showDispute(deps, present.id);
  if (present) throw new Refusal('dispute.exists');
  if (!disputable.includes(order.state)) throw new Refusal('order.wrong-move', { from: order.state });
  await checkImage(deps, asked.imageId);
  const { operation: id, reason } = asked;
  await deps.db.transaction((tx) => open(deps, tx, { id, order, reason, said: asked }));
  await reach(deps, 'dispute/done');
  return showDispute(deps, id);
};

/** Adds what one of the two, or an operator, has to say. Refuses `dispute.unknown`, `dispute.ruled`. */
export const addEvidence = async (
  deps: SettlementDeps,
  who: Who,
  asked: { disputeId: string; operation: string } & Said,
): Promise<Dispute> => {
  const dispute = await new DisputeStore(deps.db).find(asked.disputeId);
  // Asked of the order and not of the dispute: its buyer may have been a visitor who has signed in since.
  const order = dispute && (await deps.orders.find(deps.db, dispute.orderId));
  const by = order && partOf(who, order);
  if (!dispute || !by) throw new Refusal('dispute.unknown');
  if (dispute.state === 'ruled') throw new Refusal('dispute.ruled');
  await checkImage(deps, asked.imageId);
  const { operation: id, disputeId, text } = asked;
  const imageId = asked.imageId ?? null;
  await new DisputeStore(deps.db).addEvidence({ id, disputeId, by, text, imageId, at: deps.clock.now() });
  return showDispute(deps, disputeId);
};
