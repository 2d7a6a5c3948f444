import { toMoney } from '#contracts/values';
import type { ProviderTransfer } from '../../../../sdk/index.ts';
import type { Tx } from '../../db/connection.ts';
import { accountOf, type Line, postings } from '../ledger/index.ts';
import { committed, type Payments, type Within } from './context.ts';
import type { StoredPayment } from './store/payments.ts';
import { ReconciliationStore } from './store/reconciliation.ts';
import { type StoredTransfer, type TransferState, TransferStore } from './store/transfers.ts';

type Told = 'held' | 'released' | 'settled' | 'reversed' | 'refused' | 'failed';
export const tellTransfer = (
  deps: Payments,
  tx: Tx,
  given: { transfer: StoredTransfer; to: Told; amount: number },
) =>
  deps.outbox.tell(tx, 'transfer.moved', {
    transferId: given.transfer.transferId,
    orderId: given.transfer.orderId,
    sellerId: given.transfer.sellerId,
    amount: toMoney(given.amount),
    to: given.to,
    at: deps.clock.now(),
  });

export const flagTransfer = async (
  { deps, tx }: Within,
  transfer: StoredTransfer,
  says: string,
): Promise<void> => {
  const { method, transferId, orderId, amount } = transfer;
  const found = { kind: 'transfer-failed' as const, method, reference: transferId, orderId, amount, says };
  await new ReconciliationStore(tx).add({ ...found, at: deps.clock.now() });
  deps.log.error({ transferId, orderId, says }, 'a seller’s share does not match');
};

const held = (t: StoredTransfer): string => accountOf.transfer(t.sellerId, t.orderId);
const line = (account: string, side: 'debit' | 'credit', amount: number): Line[] =>
  amount === 0 ? [] : [{ account, unit: 'INR', debit: 0, credit: 0, [side]: amount }];

/** Takes from one account what is there, up to `amount`, and the rest from another. */
export const divided = async (
  deps: Payments,
  tx: Tx,
  { account, amount }: { account: string; amount: number },
): Promise<{ first: number; rest: number }> => {
  await deps.ledger.lock(tx, [account]);
  const first = Math.min(amount, Math.max(0, await deps.ledger.balance(tx, account)));
  return { first, rest: amount - first };
};

/** What came back: out of 1170 while it was held there; later, it pays what the seller owes, and the rest is theirs. */
const bookReversed = async (
  { deps, tx }: Within,
  t: StoredTransfer,
  back: { amount: number; total: number },
) => {
  const at = deps.clock.now();
  const reversalId = `${t.transferId}/${back.total}`;
  const { orderId, sellerId, transferId } = t;
  const { first, rest } = await divided(deps, tx, { account: held(t), amount: back.amount });
  if (first > 0)
    await deps.ledger.post(
      tx,
      postings.transferReversed({ orderId, sellerId, transferId, amount: first, at, reversalId }),
    );
  if (rest === 0) return;
  const owed = await divided(deps, tx, { account: accountOf.recoverable(sellerId), amount: rest });
  await deps.ledger.post(tx, {
    kind: 'transfer-recovered',
    source: 'transfer',
    sourceId: reversalId,
    memo: 'The seller’s share came back after it was paid to them',
    at,
    orderId,
    lines: [
      ...line(accountOf.gateway, 'debit', rest),
      ...line(accountOf.recoverable(sellerId), 'credit', owed.first),
      ...line(accountOf.payable(sellerId), 'credit', owed.rest),
    ],
  });
};

/** The provider paid the seller what 1170 has for them; what is not payable to them by our books, they owe. */
const bookSettled = async (deps: Payments, tx: Tx, t: StoredTransfer): Promise<void> => {
  const { orderId, sellerId, transferId } = t;
  const amount = await deps.ledger.balance(tx, held(t));
  if (amount <= 0) return;
  const at = deps.clock.now();
  const { rest } = await divided(deps, tx, { account: accountOf.payable(sellerId), amount });
  const whole = postings.transferSettled({ orderId, sellerId, transferId, amount, at });
  if (rest === 0) return void (await deps.ledger.post(tx, whole));
  await deps.ledger.post(tx, {
    ...whole,
    lines: [
      ...line(accountOf.payable(sellerId), 'debit', amount - rest),
      ...line(accountOf.recoverable(sellerId), 'debit', rest),
      ...line(held(t), 'credit', amount),
    ],
  });
  await flagTransfer({ deps, tx }, t, 'The provider paid the seller before their order was released.');
};

const stateOf = (known: StoredTransfer, heard: ProviderTransfer): TransferState => {
  if (heard.state === 'failed') return 'failed';
  if (heard.reversed >= heard.amount) return 'reversed';
  if (heard.settled || known.state === 'settled') return 'settled';
  if (!heard.onHold) return 'released';
  return known.state === 'releasing' ? 'releasing' : 'held';
};

const minute = 60_000;
const nextCheck = (state: TransferState, now: number, age: number): number | null => {
  if (state === 'reversed' || state === 'failed') return null;
  if (state === 'releasing') return now + minute;
  if (state === 'settled') return now + 7 * 24 * 60 * minute;
  return now + Math.min(Math.max(10 * minute, age), 6 * 60 * minute);
};

const follow = async (
  { deps, tx }: Within,
  known: StoredTransfer,
  heard: ProviderTransfer,
): Promise<void> => {
  const state = stateOf(known, heard);
  const back = heard.reversed - known.reversed;
  if (back > 0) {
    await bookReversed({ deps, tx }, known, { amount: back, total: heard.reversed });
    await tellTransfer(deps, tx, { transfer: known, to: 'reversed', amount: back });
  }
  if (heard.settled && known.state !== 'settled') await bookSettled(deps, tx, known);
  if (state !== known.state && (state === 'released' || state === 'settled'))
    await tellTransfer(deps, tx, { transfer: known, to: state, amount: heard.amount - heard.reversed });
  const now = deps.clock.now();
  await new TransferStore(tx).save(known, {
    reversed: Math.max(known.reversed, heard.reversed),
    state,
    checkAt: nextCheck(state, now, now - known.seenAt),
  });
};

const begin = async (
  { deps, tx }: Within,
  transfer: StoredTransfer,
  heard: ProviderTransfer,
): Promise<boolean> => {
  const now = deps.clock.now();
  const isNew = await new TransferStore(tx).add(transfer, now);
  if (!isNew) return false;
  if (heard.state === 'failed') {
    await tellTransfer(deps, tx, { transfer, to: 'failed', amount: transfer.amount });
    await flagTransfer(
      { deps, tx },
      transfer,
      'The provider could not set the seller’s share aside. Pay them by bank.',
    );
    return true;
  }
  const { orderId, sellerId, transferId, amount } = transfer;
  await deps.ledger.post(tx, postings.transferHeld({ orderId, sellerId, transferId, amount, at: now }));
  await tellTransfer(deps, tx, { transfer, to: 'held', amount });
  return true;
};

/** Set aside, and then the provider says that it was not: the money is back at the shop. */
const undoHeld = async (deps: Payments, tx: Tx, known: StoredTransfer): Promise<void> => {
  if (known.state === 'failed') return;
  const left = await deps.ledger.balance(tx, held(known));
  if (left > 0) await bookReversed({ deps, tx }, known, { amount: left, total: known.amount });
  await new TransferStore(tx).save(known, { reversed: known.reversed, state: 'failed', checkAt: null });
  await tellTransfer(deps, tx, { transfer: known, to: 'failed', amount: known.amount });
  await flagTransfer(
    { deps, tx },
    known,
    'The provider failed to pass the seller’s share on. Pay them by bank.',
  );
};

/** Not set aside yet: the money is still the shop's. */
const isWaiting = (heard: ProviderTransfer): boolean =>
  heard.state === 'created' || heard.state === 'pending';

/** Money that was passed on by hand at the provider's own pages: to whom and why, only an operator knows. */
const flagStranger = async (
  { deps, tx }: Within,
  row: StoredPayment,
  heard: ProviderTransfer,
): Promise<void> => {
  await new ReconciliationStore(tx).add({
    kind: 'transfer-failed',
    method: row.method,
    reference: heard.id,
    orderId: row.shares[0]?.orderId ?? null,
    amount: heard.amount,
    says: `A transfer to ${heard.account} that the shop did not ask for. The books do not have it.`,
    at: deps.clock.now(),
  });
};

export const noteTransfer = async (
  { deps, tx }: Within,
  row: StoredPayment,
  heard: ProviderTransfer,
): Promise<void> => {
  const share = row.shares.find((one) => one.orderId === heard.orderId && one.transfer);
  if (isWaiting(heard)) return;
  if (!share) return flagStranger({ deps, tx }, row, heard);
  const transfers = new TransferStore(tx);
  const { method, paymentId } = row;
  const now = deps.clock.now();
  const fresh: StoredTransfer = {
    method,
    transferId: heard.id,
    paymentId,
    orderId: share.orderId,
    sellerId: share.sellerId,
    amount: heard.amount,
    reversed: 0,
    state: heard.state === 'failed' ? 'failed' : 'held',
    seenAt: now,
  };
  const isNew = await begin({ deps, tx }, fresh, heard);
  const known = await transfers.find(method, heard.id);
  if (!known || (isNew && heard.state === 'failed')) return;
  if (heard.state === 'failed') return undoHeld(deps, tx, known);
  await follow({ deps, tx }, known, heard);
  // Released before the provider had told of it: the release is asked for now.
  if (isNew && heard.onHold && (await transfers.isReleased(share.orderId)))
    await transfers.release(share.orderId, now);
};

export const noteTransfers = async (
  deps: Payments,
  row: StoredPayment,
  heard: readonly ProviderTransfer[],
): Promise<void> => {
  for (const one of heard)
    await committed(deps, 'payments/transfer note', (tx) => noteTransfer({ deps, tx }, row, one));
};
