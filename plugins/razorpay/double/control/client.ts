import type {
  disputeShape,
  paymentShape,
  refundShape,
  settlementShape,
  transferShape,
} from '../http/shapes.ts';
import type { Answers, Outcome } from '../rules/pay.ts';
import type { Switches } from '../state/settings.ts';
import type { Asked, Verb } from './schemas.ts';
import type { Truth } from './truth.ts';

type PaymentShape = ReturnType<typeof paymentShape>;
type RefundShape = ReturnType<typeof refundShape>;
type TransferShape = ReturnType<typeof transferShape>;
type DisputeShape = ReturnType<typeof disputeShape>;
type SettlementShape = ReturnType<typeof settlementShape> & { account: string | null };
type Attempt = Omit<Asked<'pay'>, 'order_id' | 'outcome'>;
type WebhookState = { url: string | null; secret: string; sending: boolean; disabled: boolean };

/** The double's control plane, for tests and tools. Every call answers when its effect is done and written. */
export interface Control {
  /** A buyer pays, without a browser: `success` answers what checkout's handler is called with. */
  pay<O extends Outcome = 'success'>(asked: { order_id: string; outcome?: O } & Attempt): Promise<Answers[O]>;
  faults: {
    add(rule: Asked<'faults'>): Promise<{ id: string }>;
    clear(id?: string): Promise<void>;
  };
  webhooks: {
    set(to: { url?: string | null; secret?: string }): Promise<WebhookState>;
    /** Sends what comes, and what was kept. */
    on(): Promise<WebhookState>;
    /** Keeps what comes. */
    off(): Promise<WebhookState>;
    /** Switches it on again after a day without a good answer had disabled it. */
    enable(): Promise<WebhookState>;
    /** Tries all that waits once, whatever its time, also while it is off. */
    flush(): Promise<void>;
    /** Waits until nothing is being sent and nothing has to be sent now. */
    idle(): Promise<void>;
    addFault(rule: Asked<'webhook-faults'>): Promise<{ id: string }>;
    clearFaults(id?: string): Promise<void>;
  };
  clock: {
    now(): Promise<number>;
    /** ms; all that is due on the way happens, each at its own time. */
    advance(ms: number): Promise<number>;
    set(at: number): Promise<number>;
    freeze(): Promise<number>;
    run(): Promise<number>;
  };
  seed(seed: number): Promise<void>;
  switches(to: Asked<'switches'>): Promise<Switches>;
  riskyPhones(phones: string[]): Promise<void>;
  account(asked?: Asked<'accounts'>): Promise<{ id: string; name: string; activated: boolean }>;
  rotateKey(options?: Asked<'rotate/key'>): Promise<{ keyId: string; keySecret: string }>;
  rotateWebhookSecret(secret?: string): Promise<{ secret: string; oldSecret: string }>;
  force: {
    /** L1: `failed` or open → `authorized`. */
    authorise(paymentId: string): Promise<PaymentShape>;
    fail(paymentId: string): Promise<PaymentShape>;
    /** L2. */
    secondCapture(orderId: string): Promise<PaymentShape>;
    refund(refundId: string, outcome: 'processed' | 'failed'): Promise<RefundShape>;
    transferFailed(transferId: string): Promise<TransferShape>;
    transferReversed(transferId: string, amount?: number): Promise<TransferShape>;
    dispute(paymentId: string, amount?: number): Promise<DisputeShape>;
    disputeEnd(disputeId: string, outcome: 'won' | 'lost'): Promise<DisputeShape>;
    /** At once, whatever the day; `short` paise do not arrive (L6). */
    settle(options?: Asked<'force/settle'>): Promise<SettlementShape[]>;
  };
  truth(orderId?: string): Promise<Truth>;
  /** Everything that happened is gone; keys, webhook and clock stay. */
  reset(): Promise<void>;
}

type Call = <T>(verb: Verb, asked?: object) => Promise<T>;

const caller =
  (url: string): Call =>
  async <T>(verb: Verb, asked: object = {}) => {
    const answer = await fetch(`${url}/__double/${verb}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(asked),
    });
    const body = (await answer.json()) as T & { error?: unknown };
    if (!answer.ok) throw new Error(`The double says ${answer.status} to ${verb}: ${String(body.error)}`);
    return body;
  };

const withId = (id: string | undefined): object => (id === undefined ? {} : { id });

const webhooksOf = (call: Call): Control['webhooks'] => ({
  set: (to) => call('webhooks', to),
  on: () => call('webhooks', { mode: 'on' }),
  off: () => call('webhooks', { mode: 'off' }),
  enable: () => call('webhooks', { enable: true }),
  flush: async () => void (await call('webhooks', { mode: 'flush' })),
  idle: async () => void (await call('webhooks', { mode: 'idle' })),
  addFault: (rule) => call('webhook-faults', rule),
  clearFaults: async (id) => void (await call('webhook-faults/clear', withId(id))),
});

const clockOf = (call: Call): Control['clock'] => {
  const ask = async (asked: object) => (await call<{ now: number }>('clock', asked)).now;
  return {
    now: () => ask({}),
    advance: (ms) => ask({ advance: ms }),
    set: (at) => ask({ set: at }),
    freeze: () => ask({ freeze: true }),
    run: () => ask({ freeze: false }),
  };
};

const forceOf = (call: Call): Control['force'] => ({
  authorise: (payment_id) => call('force/authorise', { payment_id }),
  fail: (payment_id) => call('force/fail', { payment_id }),
  secondCapture: (order_id) => call('force/second-capture', { order_id }),
  refund: (refund_id, outcome) => call('force/refund', { refund_id, outcome }),
  transferFailed: (transfer_id) => call('force/transfer', { transfer_id, outcome: 'failed' }),
  transferReversed: (transfer_id, amount) =>
    call('force/transfer', { transfer_id, outcome: 'reversed', ...(amount === undefined ? {} : { amount }) }),
  dispute: (payment_id, amount) =>
    call('force/dispute', { payment_id, ...(amount === undefined ? {} : { amount }) }),
  disputeEnd: (dispute_id, outcome) => call('force/dispute-end', { dispute_id, outcome }),
  settle: async (options = {}) =>
    (await call<{ settlements: SettlementShape[] }>('force/settle', options)).settlements,
});

/** Over the network, so that it serves a double in this process and one in a process of its own. */
export const controlOf = (url: string): Control => {
  const call = caller(url);
  return {
    pay: (asked) => call('pay', asked),
    faults: {
      add: (rule) => call('faults', rule),
      clear: async (id) => void (await call('faults/clear', withId(id))),
    },
    webhooks: webhooksOf(call),
    clock: clockOf(call),
    seed: async (seed) => void (await call('seed', { seed })),
    switches: (to) => call('switches', to),
    riskyPhones: async (phones) => void (await call('risky-phones', { phones })),
    account: (asked = {}) => call('accounts', asked),
    rotateKey: (options = {}) => call('rotate/key', options),
    rotateWebhookSecret: (secret) => call('rotate/webhook', secret === undefined ? {} : { secret }),
    force: forceOf(call),
    truth: (orderId) => call('truth', orderId === undefined ? {} : { order_id: orderId }),
    reset: async () => void (await call('reset')),
  };
};
