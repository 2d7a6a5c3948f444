import { ProviderRefusal, type ProviderTransfer, type Transfers } from 'leo-live/sdk';
import { checked, ids, ours, paise } from './ids.ts';
import { account, noteOf, reversal, type TransferAnswer, transfer } from './wire/answers.ts';
import { everyPage } from './wire/pages.ts';
import type { Wire } from './wire/wire.ts';

export const toTransfer = (given: TransferAnswer): ProviderTransfer => ({
  id: given.id,
  paymentId: ids.payment.test(given.source) ? given.source : null,
  orderId: noteOf(given.notes, 'order'),
  account: given.recipient,
  amount: given.amount,
  reversed: given.amount_reversed,
  onHold: Boolean(given.on_hold),
  state: given.status === 'partially_reversed' ? 'partially-reversed' : given.status,
  settled: given.settlement_status === 'settled',
});

const fetchOne = async (wire: Wire, id: string): Promise<ProviderTransfer> =>
  toTransfer(
    await wire.ask({
      what: `show transfer ${id}`,
      repeatable: true,
      send: (sdk) => sdk.transfers.fetch(id),
      answer: transfer,
      fits: (one) => one.id === id,
    }),
  );

type Asked = Parameters<Transfers['reverse']>[0];

const wasReversed = async (wire: Wire, { reversalId, transferId, amount }: Asked): Promise<boolean> => {
  const items = await everyPage(wire, {
    what: `list the reversals of ${transferId}`,
    item: reversal,
    size: 100,
    // The one address that the SDK has no method for.
    fetch: ({ api }, page) => api.get({ url: `/transfers/${transferId}/reversals`, data: page }),
    keyOf: (one) => one.id,
  });
  const found = items.find((one) => noteOf(one.notes, 'reversal') === reversalId);
  if (found && found.amount !== amount)
    throw new ProviderRefusal('REVERSAL_DIFFERS', 'This reversal was made already, with another amount');
  return found !== undefined;
};

/**
 * The provider has no idempotency for reversals: it is sent once, carries our id, and asked again only after looking
 * whether one with that id is there.
 */
const reverse = async (wire: Wire, asked: Asked): Promise<ProviderTransfer> => {
  const id = checked('transfer', asked.transferId);
  const reversalId = ours(asked.reversalId);
  const amount = paise(asked.amount);
  if (!(await wasReversed(wire, asked)))
    await wire.ask({
      what: `reverse part of ${id} as ${reversalId}`,
      repeatable: false,
      send: (sdk) => sdk.transfers.reverse(id, { amount, notes: { reversal: reversalId } }),
      answer: reversal,
      fits: (one) => one.transfer_id === id && one.amount === amount,
    });
  return fetchOne(wire, id);
};

const ready = async (wire: Wire, given: string): Promise<boolean> => {
  if (!ids.account.test(given)) return false;
  try {
    const { status } = await wire.ask({
      what: `show account ${given}`,
      repeatable: true,
      send: (sdk) => sdk.accounts.fetch(given),
      answer: account,
      fits: (one) => one.id === given,
    });
    return status === 'activated';
  } catch (problem) {
    if (problem instanceof ProviderRefusal) return false;
    throw problem;
  }
};

/** What was released and has reached the bank meanwhile cannot be changed any more, and is what was wanted. */
const release = async (wire: Wire, transferId: string): Promise<ProviderTransfer> => {
  const id = checked('transfer', transferId);
  try {
    const answer = await wire.ask({
      what: `release transfer ${id}`,
      repeatable: true,
      send: (sdk) => sdk.transfers.edit(id, { on_hold: false }),
      answer: transfer,
      fits: (one) => one.id === id && !one.on_hold,
    });
    return toTransfer(answer);
  } catch (problem) {
    if (!(problem instanceof ProviderRefusal)) throw problem;
    const found = await fetchOne(wire, id);
    if (found.settled && !found.onHold) return found;
    throw problem;
  }
};

export const transfersAt = (wire: Wire): Transfers => ({
  ready: (given) => ready(wire, given),
  of: async (paymentId) => {
    const id = checked('payment', paymentId);
    const items = await everyPage(wire, {
      what: `list the transfers of ${id}`,
      item: transfer,
      size: 100,
      fetch: (sdk, page) => sdk.transfers.all({ payment_id: id, ...page }),
      keyOf: (one) => one.id,
    });
    // One that came with the order names the order as its source.
    return items.map((one) => ({ ...toTransfer(one), paymentId: id }));
  },
  release: (transferId) => release(wire, transferId),
  reverse: (asked) => reverse(wire, asked),
});
