import { newId } from './ids.ts';

export interface FaultRule {
  id: string;
  /** `POST /orders`, `POST /payments/:id/capture`; `*` for every call. */
  route: string;
  /** One fault for every call it matches… */
  fault?: Fault;
  /** …or one after another, null for a call that goes well; the rule ends with its script. */
  script?: (Fault | null)[];
  /** How likely it strikes; 1 where it is left out. */
  probability?: number;
  /** How often it strikes before it ends; for ever where it is left out. */
  times?: number;
  /** F6: how long it hangs. F7: between two bytes. F10: how long the first call is under way. F15: virtual, how long it lasts. */
  ms?: number;
  /** F4: whether the effect happens first. */
  effect?: boolean;
  /** F5: seconds in Retry-After; null for none. */
  retryAfter?: number | null;
  /** F9: what is wrong in the answer. */
  field?: 'id' | 'amount' | 'currency';
  /** F13. */
  location?: string;
  /** F14: seconds, by which the answer's times are wrong. */
  skew?: number;
  /** F15, virtual ms: set when it begins. */
  until?: number;
}

export const faultNames = [
  'F1',
  'F2',
  'F3',
  'F4',
  'F5',
  'F6',
  'F7',
  'F8',
  'F9',
  'F10',
  'F11',
  'F12',
  'F13',
  'F14',
  'F15',
] as const;
export type Fault = (typeof faultNames)[number];

export const webhookFaultNames = [
  'W1',
  'W2',
  'W3',
  'W4',
  'W5',
  'W6',
  'W7',
  'W8',
  'W9',
  'W10',
  'W11',
  'W12',
  'W13',
  'W14',
  'W15',
] as const;
export type WebhookFault = (typeof webhookFaultNames)[number];

export interface WebhookFaultRule {
  id: string;
  fault: WebhookFault;
  /** `payment.captured`; every event where it is left out. */
  event?: string;
  probability?: number;
  times?: number;
  /** W1: how many copies. W2: how many events are gathered. W12: how many in the burst. W13: bytes. */
  count?: number;
  /** W2 */
  order?: 'reversed' | 'shuffled';
  /** W8 */
  signature?: 'bad' | 'truncated' | 'upper-case' | 'empty' | 'none' | 'two';
  /** W14 */
  field?: 'amount' | 'currency';
  /** W3, virtual ms. */
  ms?: number;
}

/** How this Razorpay behaves where the documentation leaves it open, or says two things. */
export interface Switches {
  /** The same receipt twice with `unique_receipt`: the same order, or a refusal. */
  uniqueReceipt: 'same-order' | 'refuse';
  /** How orders are captured that do not say it. */
  capture: 'manual' | 'automatic';
  /** False as on the pages for Singapore and Malaysia: a second attempt on an order is an error. */
  manyAttempts: boolean;
  /** Whether a refund is done at once, or after some days. */
  refunds: 'processed' | 'pending';
  /** Whether a refund is refused where the shop's balance is too small. */
  refundsNeedBalance: boolean;
  /** RTO prediction is switched on by Razorpay on demand. */
  rtoReview: boolean;
  /** Route likewise. */
  route: boolean;
}

export interface Settings {
  accountId: string;
  keyId: string;
  keySecret: string;
  shopName: string;
  webhook: {
    url: string | null;
    secret: string;
    oldSecret: string | null;
    sending: boolean;
    /** After a day without a good answer. */
    disabled: boolean;
  };
  /** What the virtual clock is ahead of the real one, ms; or the time it stands at. */
  ahead: number;
  frozenAt: number | null;
  random: number;
  switches: Switches;
  faults: FaultRule[];
  webhookFaults: WebhookFaultRule[];
  riskyPhones: string[];
  nextSettlementAt: number | null;
}

export const defaultSwitches: Switches = {
  uniqueReceipt: 'same-order',
  capture: 'manual',
  manyAttempts: true,
  refunds: 'processed',
  refundsNeedBalance: false,
  rtoReview: true,
  route: true,
};

export const newSettings = (): Settings => ({
  accountId: newId('acc'),
  keyId: newId('rzp_test'),
  keySecret: `${newId()}${newId()}`.slice(0, 24),
  shopName: 'Test shop',
  webhook: {
    url: null,
    secret: `whsec${newId()}`,
    oldSecret: null,
    sending: true,
    disabled: false,
  },
  ahead: 0,
  frozenAt: null,
  random: 1,
  switches: { ...defaultSwitches },
  faults: [],
  webhookFaults: [],
  riskyPhones: [],
  nextSettlementAt: null,
});
