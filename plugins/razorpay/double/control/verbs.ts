import type { Double } from '../double.ts';
import { badRequest } from '../http/api-error.ts';
import { pay } from '../rules/pay.ts';
import { planSettlement } from '../rules/settlements.ts';
import { newId } from '../state/ids.ts';
import { defaultSwitches } from '../state/settings.ts';
import * as force from './force.ts';
import type { Given, Verb } from './schemas.ts';
import { truthOf } from './truth.ts';

type Answer = object | Promise<object>;
type Verbs = { [V in Verb]: (double: Double, given: Given<V>) => Answer };

const addRule = <T extends object>(rules: (T & { id: string })[], rule: T): { id: string } => {
  const id = newId('rule');
  rules.push({ ...rule, id });
  return { id };
};

const clearRules = (rules: { id: string }[], id: string | undefined): object => {
  const kept = id === undefined ? [] : rules.filter((rule) => rule.id !== id);
  rules.splice(0, rules.length, ...kept);
  return { left: rules.length };
};

const clock = async (double: Double, { advance, set, freeze }: Given<'clock'>): Promise<object> => {
  const { settings } = double.books;
  if (freeze === true) settings.frozenAt ??= double.clock.now();
  if (freeze === false && settings.frozenAt !== null) {
    const stood = settings.frozenAt;
    settings.frozenAt = null;
    double.clock.to(stood);
  }
  const to = set ?? double.clock.now() + (advance ?? 0);
  if (to < double.clock.now()) throw badRequest('The clock does not go back');
  await double.advance(to);
  return { now: double.clock.now() };
};

const webhooks = async (double: Double, given: Given<'webhooks'>): Promise<object> => {
  const { webhook } = double.books.settings;
  if (given.url !== undefined) webhook.url = given.url;
  if (given.secret !== undefined) webhook.secret = given.secret;
  if (given.enable) webhook.disabled = false;
  if (given.mode === 'on' || given.mode === 'off') webhook.sending = given.mode === 'on';
  double.books.saveSettings();
  double.webhooks.resume();
  if (given.mode === 'flush') {
    // Once, also where it is switched off: what waits is tried, what comes later is kept again.
    const { sending } = webhook;
    webhook.sending = true;
    await double.webhooks.flush();
    webhook.sending = sending;
  }
  if (given.mode === 'idle') await double.webhooks.idle();
  return { url: webhook.url, secret: webhook.secret, sending: webhook.sending, disabled: webhook.disabled };
};

const accounts = ({ books, clock: time }: Double, given: Given<'accounts'>): object => {
  const there = given.id === undefined ? undefined : books.accounts.get(given.id);
  if (there) {
    Object.assign(there, given);
    books.accounts.save(there);
    return there;
  }
  const id = given.id ?? newId('acc');
  return books.accounts.add({ ...given, id, createdAt: time.seconds() });
};

const reset = (double: Double): object => {
  const { books } = double;
  books.clear();
  double.webhooks.clear();
  Object.assign(books.settings, {
    faults: [],
    webhookFaults: [],
    riskyPhones: [],
    switches: { ...defaultSwitches },
  });
  Object.assign(books.settings.webhook, { sending: true, disabled: false });
  planSettlement(double);
  return { now: double.clock.now() };
};

export const verbs: Verbs = {
  pay: (double, { order_id, outcome, ...attempt }) => pay(double, { orderId: order_id, outcome, attempt }),
  faults: ({ books }, rule) => addRule(books.settings.faults, rule),
  'faults/clear': ({ books }, { id }) => clearRules(books.settings.faults, id),
  'webhook-faults': ({ books }, rule) => addRule(books.settings.webhookFaults, rule),
  'webhook-faults/clear': (double, { id }) => {
    const cleared = clearRules(double.books.settings.webhookFaults, id);
    double.webhooks.releaseGathered();
    return cleared;
  },
  webhooks,
  clock,
  seed: ({ books }, { seed }) => {
    books.settings.random = seed | 0;
    return { seed };
  },
  switches: ({ books }, given) => Object.assign(books.settings.switches, given),
  'risky-phones': ({ books }, { phones }) => {
    books.settings.riskyPhones = phones;
    return { phones };
  },
  accounts,
  'rotate/key': ({ books }, { keyId }) => {
    if (keyId) books.settings.keyId = newId('rzp_test');
    books.settings.keySecret = `${newId()}${newId()}`.slice(0, 24);
    return { keyId: books.settings.keyId, keySecret: books.settings.keySecret };
  },
  'rotate/webhook': ({ books }, { secret }) => {
    const { webhook } = books.settings;
    webhook.oldSecret = webhook.secret;
    webhook.secret = secret ?? `whsec${newId()}`;
    return { secret: webhook.secret, oldSecret: webhook.oldSecret };
  },
  'force/authorise': force.lateAuthorise,
  'force/fail': force.failOpen,
  'force/second-capture': force.secondCapture,
  'force/refund': force.endRefund,
  'force/transfer': force.endTransfer,
  'force/dispute': force.dispute,
  'force/dispute-end': force.closeDispute,
  'force/settle': force.settleNow,
  truth: (double, { order_id }) => truthOf(double, order_id),
  reset,
};
