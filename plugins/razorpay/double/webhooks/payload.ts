import {
  disputeShape,
  orderShape,
  paymentShape,
  refundShape,
  settlementShape,
  transferShape,
} from '../http/shapes.ts';
import type { About, World } from '../world.ts';

export interface Message {
  entity: 'event';
  account_id: string;
  event: string;
  contains: string[];
  payload: Record<string, { entity: Record<string, unknown> }>;
  created_at: number;
}

const shapes = (about: About): Record<string, Record<string, unknown> | undefined> => ({
  dispute: about.dispute && disputeShape(about.dispute),
  refund: about.refund && refundShape(about.refund),
  transfer: about.transfer && transferShape(about.transfer),
  settlement: about.settlement && settlementShape(about.settlement),
  payment: about.payment && paymentShape(about.payment),
  order: about.order && orderShape(about.order),
});

/** The things as they are at this moment: a late message tells what was, not what is. */
export const messageOf = ({ books, clock }: World, event: string, about: About): Message => {
  const payload: Message['payload'] = {};
  for (const [name, entity] of Object.entries(shapes(about))) if (entity) payload[name] = { entity };
  return {
    entity: 'event',
    account_id: books.settings.accountId,
    event,
    contains: Object.keys(payload),
    payload,
    created_at: clock.seconds(),
  };
};
