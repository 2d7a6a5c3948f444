import { type OnlinePayments, type ProviderRefund, ProviderRefusal } from 'leo-live/sdk';
import { checked, ours, paise } from './ids.ts';
import { noteOf, type RefundAnswer, refund } from './wire/answers.ts';
import { everyPage } from './wire/pages.ts';
import type { Wire } from './wire/wire.ts';

export const toRefund = (given: RefundAnswer): ProviderRefund => ({
  id: given.id,
  paymentId: given.payment_id,
  ours: noteOf(given.notes, 'refund') ?? given.receipt ?? null,
  state: given.status,
  amount: given.amount,
  at: given.created_at * 1000,
});

const list = async (wire: Wire, paymentId: string): Promise<ProviderRefund[]> => {
  const id = checked('payment', paymentId);
  const items = await everyPage(wire, {
    what: `list the refunds of ${id}`,
    item: refund,
    size: 100,
    fetch: (sdk, page) => sdk.payments.fetchMultipleRefund(id, page),
    keyOf: (one) => one.id,
  });
  return items.map(toRefund);
};

type Asked = Parameters<OnlinePayments['refund']>[0];

const existing = async (
  wire: Wire,
  { refundId, paymentId, amount }: Asked,
): Promise<ProviderRefund | null> => {
  const found = (await list(wire, paymentId)).find((one) => one.ours === refundId) ?? null;
  if (found && found.amount !== amount)
    throw new ProviderRefusal('REFUND_DIFFERS', 'This refund was made already, with another amount');
  return found;
};

/** Looks first whether it was made: the provider forgets its idempotency keys, and Leo may ask again after weeks. */
const give = async (wire: Wire, asked: Asked): Promise<ProviderRefund> => {
  const id = checked('payment', asked.paymentId);
  const refundId = ours(asked.refundId);
  const amount = paise(asked.amount);
  const made = await existing(wire, asked);
  if (made) return made;
  const body = {
    amount,
    speed: 'normal',
    receipt: refundId,
    notes: { refund: refundId, reason: asked.reason.slice(0, 250) },
  };
  try {
    const answer = await wire.ask({
      what: `refund part of ${id} as ${refundId}`,
      repeatable: true,
      headers: { 'X-Refund-Idempotency': refundId },
      send: (sdk) => sdk.payments.refund(id, body),
      answer: refund,
      fits: (one) => one.payment_id === id && one.amount === amount && one.currency === asked.currency,
    });
    return { ...toRefund(answer), ours: refundId };
  } catch (problem) {
    // "Fully refunded already" may be the echo of our own first try.
    const found = problem instanceof ProviderRefusal ? await existing(wire, asked) : null;
    if (found) return found;
    throw problem;
  }
};

export const refundsAt = (wire: Wire): Pick<OnlinePayments, 'refund' | 'refundsOf'> => ({
  refund: (asked) => give(wire, asked),
  refundsOf: (paymentId) => list(wire, paymentId),
});
