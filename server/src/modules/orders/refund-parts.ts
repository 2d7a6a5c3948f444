import type { RefundTo } from '#contracts/returns';
import { derivedId } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Ways } from './refund-split.ts';

/** One way a part of a refund's money takes. */
export interface Part {
  id: string;
  to: RefundTo;
  /** The money had come through a provider. */
  online: boolean;
  cash: number;
  /** Kept of it for coins that were earned and are spent. */
  shortfall: number;
}

/** The id of a refund's second part: always the same, and like every other id. */
const secondId = (refundId: string): string => derivedId('cash of a refund', refundId);

interface Going {
  refundId: string;
  by: Ways;
  to: RefundTo;
  /** The seller's share is with the provider: only the provider can give back what it divided. */
  bound: boolean;
  orderId: string;
}

const refuseNowhere = ({ by, to, orderId }: Going): void => {
  if (by.onDelivery > 0 && to.kind === 'source') throw new Refusal('refund.no-destination', { orderId });
};

/**
 * The ways a refund's money takes. What was paid online goes back to where it came from, or becomes coins if the buyer
 * would rather have them; what was paid in cash goes where the buyer said. There is always a first part.
 */
export const partsOf = (going: Going): Part[] => {
  const { refundId, by, to, bound } = going;
  refuseNowhere(going);
  const home: RefundTo = to.kind === 'coins' && !bound ? to : { kind: 'source' };
  const first: Part = { id: refundId, to: home, online: true, cash: by.online, shortfall: 0 };
  if (by.onDelivery === 0) return [first];
  const atTheDoor = { to, online: false, cash: by.onDelivery, shortfall: 0 };
  return by.online === 0
    ? [{ id: refundId, ...atTheDoor }]
    : [first, { id: secondId(refundId), ...atTheDoor }];
};

/** Keeps a shortfall of the parts, of the last one first: what is paid out by hand is then less, not what a card gets. */
export const keepShortfall = (parts: readonly Part[], shortfall: number): Part[] => {
  let left = shortfall;
  return [...parts]
    .reverse()
    .map((part) => {
      const kept = Math.min(left, part.cash);
      left -= kept;
      return { ...part, shortfall: kept };
    })
    .reverse();
};
