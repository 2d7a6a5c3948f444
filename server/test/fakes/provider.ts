import { createHmac } from 'node:crypto';
import { toMoney } from '#contracts/values';
import {
  KeysRefused,
  type News,
  type OnlinePayments,
  type PaymentProvider,
  type ProviderDispute,
  type ProviderPayment,
  type ProviderRefund,
  ProviderRefusal,
  type ProviderTransfer,
  type SettlementLine,
  UnknownOutcome,
} from '../../../sdk/index.ts';

/**
 * What goes wrong with the next call: it never arrived, its answer was lost, it is refused, the keys are, or the
 * provider has had too many questions.
 */
export type Fault = 'lost' | 'answer-lost' | 'refused' | 'keys' | 'busy';
export type Call =
  | 'authorise'
  | 'payment'
  | 'paymentsOf'
  | 'recent'
  | 'capture'
  | 'refund'
  | 'refundsOf'
  | 'release'
  | 'reverse'
  | 'settlements';

interface Asked {
  reference: string;
  amount: number;
  shares: readonly { orderId: string; account: string; amount: number }[];
}

const secret = 'the webhook’s secret';
const sign = (text: string | Uint8Array): string => createHmac('sha256', secret).update(text).digest('hex');
const feeOf = (amount: number): number => Math.floor((amount * 236) / 10_000);
const sum = (amounts: Iterable<number>): number => [...amounts].reduce((all, one) => all + one, 0);

/** The truth at the provider, whatever it has told the shop. */
class Truth {
  readonly asked = new Map<string, Asked>();
  readonly payments = new Map<string, ProviderPayment>();
  readonly refunds = new Map<string, ProviderRefund>();
  readonly transfers = new Map<string, ProviderTransfer>();
  readonly reversals = new Map<string, number>();
  readonly disputes = new Map<string, ProviderDispute>();
  readonly lines: (SettlementLine & { day: string })[] = [];
  readonly unready = new Set<string>();
  /** Accounts that have nothing to take back. */
  readonly empty = new Set<string>();
  #made = 0;

  id(prefix: string, of: string): string {
    this.#made += 1;
    return `${prefix}_${of}_${this.#made}`;
  }

  payment(id: string): ProviderPayment {
    const found = this.payments.get(id);
    if (!found) throw new ProviderRefusal('BAD_REQUEST_ERROR', 'The id provided does not exist');
    return found;
  }

  set(id: string, change: Partial<ProviderPayment>): ProviderPayment {
    const changed = { ...this.payment(id), ...change };
    this.payments.set(id, changed);
    return changed;
  }

  /** What went back of a payment, or is on its way. */
  back(paymentId: string): number {
    const all = [...this.refunds.values()].filter((one) => one.paymentId === paymentId);
    return sum(all.filter((one) => one.state !== 'failed').map((one) => one.amount));
  }

  /** What the provider owes the shop now; the books have it on account 1100. */
  balance(): number {
    const captured = [...this.payments.values()].filter((one) => one.fee > 0);
    const refunds = [...this.refunds.values()].filter((one) => one.state === 'processed');
    const transfers = [...this.transfers.values()].filter((one) => one.state !== 'failed');
    const disputes = [...this.disputes.values()].filter((one) => one.state !== 'won');
    return (
      sum(captured.map((one) => one.amount - one.fee)) -
      sum(refunds.map((one) => one.amount)) -
      sum(transfers.map((one) => one.amount - one.reversed)) -
      sum(disputes.map((one) => one.amount)) -
      sum(this.lines.map((one) => one.credit - one.debit))
    );
  }
}

/** The line to the provider: what goes over it may be lost. */
const openLine = () => {
  const calls = new Map<string, number>();
  const faults = new Map<string, Fault[]>();
  const keys = { good: true };
  const before: Record<Fault, (() => Error) | undefined> = {
    lost: () => new UnknownOutcome('The line is dead'),
    busy: () => new UnknownOutcome('429: too many requests'),
    keys: () => new KeysRefused('Authentication failed'),
    refused: () => new ProviderRefusal('BAD_REQUEST_ERROR', 'The provider says no'),
    'answer-lost': undefined,
  };
  const call = async <T>(name: Call, work: () => T): Promise<T> => {
    calls.set(name, (calls.get(name) ?? 0) + 1);
    const fault = keys.good ? faults.get(name)?.shift() : 'keys';
    const problem = fault && before[fault]?.();
    if (problem) throw problem;
    const answer = work();
    if (fault === 'answer-lost') throw new UnknownOutcome('The answer was lost');
    return structuredClone(answer);
  };
  const fail = (name: Call, ...how: Fault[]): void =>
    void faults.set(name, [...(faults.get(name) ?? []), ...how]);
  return { calls, keys, call, fail };
};

/** What the provider does with money, without a word to anybody. */
const deedsOf = (truth: Truth, id: string, clock: { now(): number }) => {
  const captureByHand = (paymentId: string): ProviderPayment => {
    const { amount, reference } = truth.payment(paymentId);
    for (const { orderId, account, amount: part } of truth.asked.get(reference ?? '')?.shares ?? []) {
      const transferId = truth.id('trf', id);
      const fresh = { reversed: 0, onHold: true, state: 'processed' as const, settled: false };
      truth.transfers.set(transferId, {
        id: transferId,
        paymentId,
        orderId,
        account,
        amount: part,
        ...fresh,
      });
    }
    return truth.set(paymentId, { state: 'captured', fee: feeOf(amount), tax: 0 });
  };
  const capture = (asked: { id: string; amount: number }): ProviderPayment => {
    const payment = truth.payment(asked.id);
    if (payment.amount !== asked.amount) throw new ProviderRefusal('BAD_REQUEST_ERROR', 'Another amount');
    if (payment.state === 'captured') return payment;
    if (payment.state !== 'authorised')
      throw new ProviderRefusal('BAD_REQUEST_ERROR', 'It cannot be captured');
    return captureByHand(asked.id);
  };
  const noteRefunded = (paymentId: string): void => {
    const refunded = truth.back(paymentId);
    const isWhole = refunded === truth.payment(paymentId).amount;
    truth.set(paymentId, { refunded, state: isWhole ? 'refunded' : 'captured' });
  };
  const refund = (asked: Pick<ProviderRefund, 'ours' | 'paymentId' | 'amount' | 'state'>): ProviderRefund => {
    const payment = truth.payment(asked.paymentId);
    if (asked.amount > payment.amount - truth.back(asked.paymentId) || payment.fee === 0)
      throw new ProviderRefusal('BAD_REQUEST_ERROR', 'Greater than the amount captured');
    const made: ProviderRefund = { id: truth.id('rfnd', id), ...asked, at: clock.now() };
    truth.refunds.set(made.id, made);
    noteRefunded(asked.paymentId);
    return made;
  };
  const reverse = (asked: { reversalId: string; transferId: string; amount: number }): ProviderTransfer => {
    const transfer = truth.transfers.get(asked.transferId);
    if (!transfer) throw new ProviderRefusal('BAD_REQUEST_ERROR', 'No such transfer');
    if (truth.reversals.has(asked.reversalId)) return transfer;
    if (truth.empty.has(transfer.account))
      throw new ProviderRefusal('BAD_REQUEST_TRANSFER_INSUFFICIENT_BALANCE', 'The account has not enough');
    truth.reversals.set(asked.reversalId, asked.amount);
    transfer.reversed += asked.amount;
    transfer.state = transfer.reversed >= transfer.amount ? 'reversed' : 'partially-reversed';
    return transfer;
  };
  const release = (transferId: string): ProviderTransfer => {
    const transfer = truth.transfers.get(transferId);
    if (!transfer) throw new ProviderRefusal('BAD_REQUEST_ERROR', 'No such transfer');
    transfer.onHold = false;
    return transfer;
  };
  return { captureByHand, capture, refund, noteRefunded, reverse, release };
};
type Line = ReturnType<typeof openLine>;
type Deeds = ReturnType<typeof deedsOf>;
type RefundsAs = { state: ProviderRefund['state'] };

const onlineOf = (truth: Truth, { call }: Line, deeds: Deeds & { refunds: RefundsAs }): OnlinePayments => {
  const all = <T, K extends keyof T>(things: ReadonlyMap<string, T>, key: K, value: T[K]): T[] =>
    [...things.values()].filter((one) => one[key] === value);
  return {
    test: true,
    origins: ['https://pay.example'],
    verify: (reference, proof) =>
      proof['signature'] === sign(`${reference}|${proof['payment']}`) ? (proof['payment'] ?? null) : null,
    payment: (id) => call('payment', () => truth.payment(id)),
    paymentsOf: (reference) => call('paymentsOf', () => all(truth.payments, 'reference', reference)),
    recent: ({ from, to }) =>
      call('recent', () => [...truth.payments.values()].filter((one) => one.at >= from && one.at <= to)),
    capture: (asked) => call('capture', () => deeds.capture(asked)),
    refund: ({ refundId: ours, paymentId, amount }) =>
      call('refund', () => {
        const [before] = all(truth.refunds, 'ours', ours);
        return before ?? deeds.refund({ ours, paymentId, amount, state: deeds.refunds.state });
      }),
    refundsOf: (paymentId) => call('refundsOf', () => all(truth.refunds, 'paymentId', paymentId)),
    hear: ({ headers, body }) =>
      headers['x-signature'] === sign(body)
        ? (JSON.parse(Buffer.from(body).toString()) as { key: string; news: News })
        : null,
    disputesOf: async (paymentId) => all(truth.disputes, 'paymentId', paymentId),
    settlements: (day) => call('settlements', () => truth.lines.filter((one) => one.day === day)),
    transfers: {
      ready: async (account) => !truth.unready.has(account),
      of: async (paymentId) => structuredClone(all(truth.transfers, 'paymentId', paymentId)),
      release: (transferId) => call('release', () => deeds.release(transferId)),
      reverse: (asked) => call('reverse', () => deeds.reverse(asked)),
    },
  };
};

/** A provider for tests: its truth is kept apart from what it says, and each of its answers can be lost. */
export const fakeOnline = (id: string, clock: { now(): number }) => {
  const truth = new Truth();
  const line = openLine();
  const refunds: RefundsAs = { state: 'processed' };
  const deeds = deedsOf(truth, id, clock);
  const online = onlineOf(truth, line, { ...deeds, refunds });
  const provider: PaymentProvider & { online: OnlinePayments } = {
    id,
    title: 'Online',
    note: null,
    fee: () => toMoney(0),
    void: async () => undefined,
    authorise: (request) =>
      line.call('authorise', () => {
        const reference = `order_${request.orderId}`;
        truth.asked.set(reference, { reference, amount: request.amount, shares: request.shares ?? [] });
        const checkout = {
          script: 'https://pay.example/checkout.js',
          options: { order: reference },
          test: true,
        };
        return { outcome: 'pending' as const, reference, checkout };
      }),
    online,
  };
  return {
    id,
    truth,
    provider,
    /** How often each call was made. */
    calls: line.calls,
    /** Every call finds the keys refused until told otherwise. */
    keys: line.keys,
    /** What a refund becomes at once. */
    refunds,
    /** From now on the next calls go wrong in these ways. */
    fail: line.fail,
    captureByHand: deeds.captureByHand,
    /** A buyer pays; by default what was asked for, as an authorisation. */
    pay: (reference: string | null, more: Partial<ProviderPayment> = {}): ProviderPayment => {
      const payment: ProviderPayment = {
        id: truth.id('pay', id),
        reference,
        state: 'authorised',
        amount: truth.asked.get(reference ?? '')?.amount ?? 10_000,
        currency: 'INR',
        fee: 0,
        tax: 0,
        refunded: 0,
        instrument: 'upi',
        failure: null,
        at: clock.now(),
        ...more,
      };
      truth.payments.set(payment.id, payment);
      return payment;
    },
    change: (one: string, change: Partial<ProviderPayment>) => truth.set(one, change),
    /** An authorisation nobody took goes back to the buyer. */
    lapse: (one: string) => void truth.set(one, { state: 'refunded', refunded: truth.payment(one).amount }),
    refundByHand: (paymentId: string, amount: number) =>
      deeds.refund({ ours: null, paymentId, amount, state: 'processed' }),
    endRefund: (ours: string, state: 'processed' | 'failed'): void => {
      for (const one of truth.refunds.values())
        if (one.ours === ours) {
          one.state = state;
          deeds.noteRefunded(one.paymentId);
        }
    },
    dispute: (paymentId: string, state: ProviderDispute['state'], amount?: number): ProviderDispute => {
      const { amount: all, at } = truth.payment(paymentId);
      const made: ProviderDispute = { id: `disp_${paymentId}`, paymentId, state, amount: amount ?? all, at };
      truth.disputes.set(made.id, made);
      return made;
    },
    settle: (day: string, lines: readonly Partial<SettlementLine>[]): void => {
      const usual = { id: 'adj', kind: 'adjustment' as const, credit: 0, debit: 0, fee: 0, tax: 0 };
      const into = { settlement: `setl_${id}_${day}`, utr: 'UTR1', settledAt: clock.now() };
      truth.lines.push(...lines.map((one) => ({ ...usual, ...into, ...one, day })));
    },
    proof: ({ id: payment, reference }: Pick<ProviderPayment, 'id' | 'reference'>) => ({
      payment,
      signature: sign(`${reference}|${payment}`),
    }),
    message: (news: News, { forged = false, key = truth.id('msg', id) } = {}) => {
      const body = Buffer.from(JSON.stringify({ key, news }));
      return { headers: { 'x-signature': forged ? '00' : sign(body) }, body };
    },
  };
};
