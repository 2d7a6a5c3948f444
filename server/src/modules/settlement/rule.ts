import type { RefundTo } from '#contracts/returns';
import type { Dispute } from '#contracts/settlement';
import type { Money } from '#contracts/values';
import type { Tx } from '../../db/connection.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Who } from '../../kernel/who.ts';
import { accountOf } from '../ledger/index.ts';
import type { SettlementDeps } from './context.ts';
import { reach } from './points.ts';
import { showDispute } from './show-disputes.ts';
import { DisputeStore, type StoredDispute } from './store/disputes.ts';

export interface Ruling {
  disputeId: string;
  refund: Money;
  reason: string;
  /** Where the money of an order in cash goes. */
  to: RefundTo;
}

const ruledFor = (refund: number, held: number): 'buyer' | 'seller' | 'both' => {
  if (refund === 0) return 'seller';
  return refund >= held ? 'buyer' : 'both';
};

const rule = async (
  deps: SettlementDeps,
  tx: Tx,
  { who, dispute, ruling }: { who: Who; dispute: StoredDispute; ruling: Ruling },
): Promise<void> => {
  const { id, orderId } = dispute;
  const { refund, reason, to } = ruling;
  const at = deps.clock.now();
  const held = await deps.ledger.balance(tx, accountOf.held(orderId));
  if (refund > held) throw new Refusal('refund.too-much', { left: held });
  const favours = ruledFor(refund, held);
  const ruled = await new DisputeStore(tx).rule(id, { for: favours, refund, reason, at });
  // Somebody else was faster, and their ruling stands.
  if (!ruled) throw new Refusal('dispute.ruled');
  // A dispute is ruled on once: its id is the refund's.
  if (refund > 0) await deps.orders.refund(tx, { orderId, refundId: id, amount: refund, reason, to });
  await reach(deps, 'rule/refunded');
  await deps.orders.setDisputed(tx, orderId, false);
  // An order that is not delivered yet goes on its way; what is left of its money stays held until it is.
  await deps.orders.complete(tx, { orderId, by: 'ruling', at });
  await deps.outbox.tell(tx, 'dispute.ruled', { disputeId: id, orderId, refund, at });
  await deps.audit.record(tx, {
    actor: who,
    action: 'dispute.rule',
    about: orderId,
    reason,
    details: { disputeId: id, refund, for: favours },
  });
  await reach(deps, 'rule/booked');
};

const isSame = ({ ruling }: StoredDispute, { refund, reason }: Ruling): boolean =>
  ruling?.refund === refund && ruling.reason === reason;

/** The operator's decision: so much to the buyer, the rest to the seller. Refuses `dispute.ruled`, `refund.too-much`. */
export const ruleDispute = async (deps: SettlementDeps, who: Who, ruling: Ruling): Promise<Dispute> => {
  await reach(deps, 'rule/begin');
  const dispute = await new DisputeStore(deps.db).find(ruling.disputeId);
  if (!dispute) throw new Refusal('dispute.unknown');
  // The same ruling again: its answer was lost on the way.
  if (dispute.state === 'ruled' && isSame(dispute, ruling)) return showDispute(deps, dispute.id);
  if (dispute.state === 'ruled') throw new Refusal('dispute.ruled');
  await deps.db.transaction((tx) => rule(deps, tx, { who, dispute, ruling }));
  await reach(deps, 'rule/done');
  return showDispute(deps, dispute.id);
};
