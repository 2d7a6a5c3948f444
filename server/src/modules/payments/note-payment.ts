import { toMoney } from '#contracts/values';
import type { ProviderPayment } from '../../../../sdk/index.ts';
import type { Tx } from '../../db/connection.ts';
import { accountOf, type Entry, postings } from '../ledger/index.ts';
import type { Payments } from './context.ts';
import { isMismatch, laterOf, newsOf, type Ruling, rulings, standingOf } from './domain/machine.ts';
import { giveBack } from './give-back.ts';
import { type Attempt, AttemptStore } from './store/attempts.ts';
import { PaymentStore, type StoredPayment } from './store/payments.ts';
import { type Kind, ReconciliationStore } from './store/reconciliation.ts';

/** A payment as it was fetched from its provider. */
export interface Heard {
  method: string;
  payment: ProviderPayment;
  /** The provider has just refused to capture it: a failure is then no old news. */
  sure?: boolean;
}
interface Noting {
  deps: Payments;
  tx: Tx;
  now: number;
  heard: Heard;
  row: StoredPayment | undefined;
  attempt: Attempt;
}

export const sharesOf = (row: StoredPayment) =>
  row.shares.map(({ orderId, cash, coins }) => ({ orderId, cash, coins, buyerId: row.buyerId }));

/** What the books say was spent the wallet says too, at every moment: both are written together. */
export const spendCoins = async ({ coins }: Payments, tx: Tx, row: StoredPayment): Promise<void> => {
  const shares = row.shares.filter((share) => share.coins > 0);
  if (shares.length > 0) await coins?.spend(tx, { purchaseId: row.purchaseId, shares });
};

/** A row of an operator's list, once for each thing. */
export const flag = async (
  { deps, tx, now, heard: { method, payment }, row }: Omit<Noting, 'attempt'>,
  found: { kind: Kind; says: string; state?: 'open' | 'working' },
): Promise<void> => {
  const added = await new ReconciliationStore(tx).add({
    ...found,
    method,
    reference: payment.id,
    orderId: row?.shares[0]?.orderId ?? row?.purchaseId ?? null,
    amount: payment.amount,
    at: now,
  });
  if (added) deps.log.warn({ method, payment: payment.id, kind: found.kind }, 'money does not match');
};

const tellAuthorised = ({ deps, tx, now }: Noting, row: StoredPayment): Promise<void> =>
  deps.outbox.tell(tx, 'payment.authorised', {
    paymentId: row.paymentId,
    method: row.method,
    amount: toMoney(row.amount),
    at: now,
  });

export const tellCaptured = (deps: Payments, tx: Tx, row: StoredPayment): Promise<void> =>
  deps.outbox.tell(tx, 'payment.captured', {
    paymentId: row.paymentId,
    method: row.method,
    amount: toMoney(row.amount),
    at: deps.clock.now(),
  });

/** Captured money that is no order's yet. */
const intoUnapplied = async ({ deps, tx, now, heard, attempt }: Noting): Promise<void> => {
  const { id, amount, fee } = heard.payment;
  await deps.ledger.post(tx, postings.unapplied({ providerPaymentId: id, amount, fee, at: now }));
  await new AttemptStore(tx).setBooked(attempt, 'unapplied', now);
  attempt.booked = 'unapplied';
};

const count = async (noting: Noting, row: StoredPayment, kept: boolean): Promise<void> => {
  await new PaymentStore(noting.tx).count(
    row.paymentId,
    { providerId: noting.heard.payment.id, kept },
    noting.now,
  );
};

const book = async (noting: Noting, row: StoredPayment): Promise<void> => {
  const { deps, tx, now, attempt, heard } = noting;
  const { fee, tax } = heard.payment;
  const { paymentId } = row;
  await deps.ledger.post(tx, postings.captured({ paymentId, at: now, fee, tax, shares: sharesOf(row) }));
  await spendCoins(deps, tx, row);
  await new AttemptStore(tx).setBooked(attempt, 'applied', now);
  await new PaymentStore(tx).captured(paymentId, { providerId: heard.payment.id, at: now });
  await tellCaptured(deps, tx, row);
};

const goBack = async (noting: Noting, why: { kind: Kind; says: string }): Promise<void> => {
  await intoUnapplied(noting);
  await flag(noting, { ...why, state: 'working' });
  await giveBack(noting.deps, noting.tx, {
    method: noting.heard.method,
    attempt: noting.attempt,
    reason: why.says,
  });
};

const lose = async ({ deps, tx, now, heard }: Noting, row: StoredPayment): Promise<void> => {
  // One try of several failed; what was claimed may be another.
  if (row.providerId === null) return;
  const reason = heard.payment.failure ?? 'The bank took the payment back before it could be taken.';
  await new PaymentStore(tx).dropMoney(row.paymentId, reason, now);
  await deps.outbox.tell(tx, 'payment.lost', {
    paymentId: row.paymentId,
    method: row.method,
    reason,
    at: now,
  });
};

const keep = async (noting: Noting, row: StoredPayment): Promise<void> => {
  await intoUnapplied(noting);
  await count(noting, row, true);
  await tellAuthorised(noting, row);
};

const tell = async (noting: Noting, row: StoredPayment): Promise<void> => {
  await count(noting, row, false);
  await tellAuthorised(noting, row);
};

type Deed = (noting: Noting, row: StoredPayment) => Promise<void>;
/** What each ruling does to a row of ours; `stray` is the one that has none. */
const deeds: Record<Exclude<Ruling, 'stray'>, Deed> = {
  nothing: async () => undefined,
  tell,
  adopt: (noting, row) => (row.providerId === null ? count(noting, row, false) : Promise.resolve()),
  book,
  keep,
  second: (noting) =>
    goBack(noting, {
      kind: 'second-payment',
      says: 'This order was paid already: the second payment goes back.',
    }),
  'give-back': (noting, row) =>
    goBack(noting, {
      kind: 'late-payment',
      says: `The money came too late to be used, and goes back: ${row.refused ?? 'the order was undone'}`,
    }),
  lapse: ({ tx, now }, row) => new PaymentStore(tx).dropMoney(row.paymentId, null, now),
  lose,
};

const stray = async (noting: Noting): Promise<void> => {
  await intoUnapplied(noting);
  await flag(noting, {
    kind: 'unknown-payment',
    says: 'The shop asked for no such payment. Look whose it is.',
  });
};

/** Nothing of it is applied. What was captured is in the books all the same, since it is at the provider. */
const mismatch = async (noting: Noting, row: StoredPayment, captured: boolean): Promise<void> => {
  const { deps, heard } = noting;
  const { amount, currency, id } = heard.payment;
  const ofOurs = currency === deps.currency;
  if (captured && ofOurs) await intoUnapplied(noting);
  await flag(noting, {
    kind: 'mismatch',
    says: `The shop asked for ${row.amount} ${deps.currency}; the provider’s payment ${id} is of ${amount} ${currency}.`,
  });
};

/** A fee that is known better now than when the money was booked. */
const feeCorrected = ({ id, fee }: ProviderPayment, before: number, at: number): Entry => {
  const [more, less] =
    fee > before ? [accountOf.gatewayFees, accountOf.gateway] : [accountOf.gateway, accountOf.gatewayFees];
  const amount = Math.abs(fee - before);
  return {
    kind: 'fee-corrected',
    source: 'provider-payment',
    sourceId: `${id}/${before}/${fee}`,
    memo: 'The provider’s fee is another one than it said at first',
    at,
    orderId: null,
    lines: [
      { account: more, unit: 'INR', debit: amount, credit: 0 },
      { account: less, unit: 'INR', debit: 0, credit: amount },
    ],
  };
};

const act = async (noting: Noting): Promise<void> => {
  const { deps, tx, now, heard, row, attempt } = noting;
  const { payment } = heard;
  const isBooked = attempt.booked !== 'none';
  if (isBooked && payment.fee > 0 && payment.fee !== attempt.fee)
    await deps.ledger.post(tx, feeCorrected(payment, attempt.fee, now));
  const news = newsOf(payment, attempt, heard.sure ?? false);
  if (news === 'stale') return;
  if (!row) return rulings[news].unknown === 'stray' ? stray(noting) : undefined;
  const ruling = rulings[news][standingOf(row, payment.id)];
  const hasMoney = news === 'authorised' || news === 'captured';
  if (hasMoney && isMismatch({ amount: row.amount, currency: deps.currency }, payment))
    return mismatch(noting, row, news === 'captured');
  if (ruling !== 'stray') await deeds[ruling](noting, row);
};

/** Foreign money has no account in the books: it is shown, and nothing else. */
const isForeignMoney = (deps: Payments, { payment }: Heard, row: StoredPayment | undefined): boolean =>
  !row && payment.currency !== deps.currency;

/**
 * The one place where a provider's payment changes our books, whoever heard of it first: the browser's proof, a
 * webhook, the answer to a capture, or the reconciler. Old news and repeated news change nothing.
 */
export const noteProviderPayment = async (deps: Payments, tx: Tx, heard: Heard): Promise<void> => {
  const { method, payment } = heard;
  const now = deps.clock.now();
  const { reference } = payment;
  const row =
    reference === null
      ? undefined
      : await new PaymentStore(tx).byReference({ method, reference }, { lock: true });
  const attempts = new AttemptStore(tx);
  const attempt = await attempts.hold(method, payment, { paymentId: row?.paymentId ?? null, now });
  const noting: Noting = { deps, tx, now, heard, row, attempt };
  if (isForeignMoney(deps, heard, row))
    await flag(noting, {
      kind: 'mismatch',
      says: `A payment in ${payment.currency}, which this shop does not take.`,
    });
  else await act(noting);
  const state = heard.sure && payment.state === 'failed' ? 'failed' : laterOf(attempt.state, payment.state);
  const { instrument, failure } = payment;
  const fee = payment.fee > 0 ? payment.fee : attempt.fee;
  const refunded = Math.max(attempt.refunded, payment.refunded);
  const paymentId = attempt.paymentId ?? row?.paymentId ?? null;
  await attempts.save({ ...attempt, paymentId, state, fee, refunded, instrument, failure }, payment.tax);
};
