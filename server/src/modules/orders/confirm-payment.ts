import type { confirmPayment as confirmRoute } from '#contracts/orders';
import type { Body } from '#contracts/route';
import { Refusal } from '../../kernel/refusal.ts';
import type { Who } from '../../kernel/who.ts';
import type { OrdersDeps } from './context.ts';
import type { StoredOrder } from './domain/order.ts';
import { findTheirs } from './move-order.ts';
import { committed } from './points.ts';
import { OrderStore } from './store/orders.ts';

const find = (deps: OrdersDeps, id: string, who: Who): Promise<StoredOrder> =>
  findTheirs(new OrderStore(deps.db), { id, who, as: 'buyer' }, { lock: false });

/** What the buyer brings for an order that does not wait any more. */
const mustWait = (order: StoredOrder, brought: 'code' | 'proof'): void => {
  if (order.state === 'awaiting-payment') return;
  if (order.state === 'cancelled') {
    // A proof may be of money that was taken: it is looked at all the same, so that it goes back.
    if (brought === 'proof') return;
    throw new Refusal('order.expired');
  }
  if (order.state !== 'confirmed') throw new Refusal('payment.not-needed');
};

/** The code is checked by trust, the proof by its provider; then the run that waited is asked again. */
export const confirmPayment = async (
  deps: OrdersDeps,
  { id, who, body }: { id: string; who: Who; body: Body<typeof confirmRoute> },
): Promise<StoredOrder> => {
  const order = await find(deps, id, who);
  const { purchaseId } = order;
  mustWait(order, 'code' in body ? 'code' : 'proof');
  if ('code' in body) await deps.trust.check(purchaseId, body.code);
  else if (order.prepaid === 0) throw new Refusal('payment.not-needed');
  else await deps.payments.confirm(purchaseId, body.proof);
  await deps.sagas.wake(purchaseId);
  return find(deps, id, who);
};

export const resendCode = async (deps: OrdersDeps, id: string, who: Who): Promise<StoredOrder> => {
  const order = await find(deps, id, who);
  if (order.state === 'cancelled') throw new Refusal('order.expired');
  if (order.state !== 'awaiting-payment' || order.prepaid > 0) throw new Refusal('payment.not-needed');
  await committed(deps, 'orders/code again', (tx) => deps.trust.resend(tx, order.purchaseId));
  return order;
};
