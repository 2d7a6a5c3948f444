import type { WebhookEvent } from '../state/entities.ts';
import { newId } from '../state/ids.ts';
import type { WebhookFaultRule } from '../state/settings.ts';
import type { World } from '../world.ts';
import { sign } from './deliver.ts';
import type { Message } from './payload.ts';

interface Planned {
  send: WebhookEvent[];
  /** W2: not sent yet. */
  gather?: { event: WebhookEvent; count: number; shuffled: boolean };
}

interface Given {
  event: WebhookEvent;
  message: Message;
}

type Plan = (world: World, given: Given, rule: WebhookFaultRule) => Planned;

const day = 86_400_000;
const copy = (event: WebhookEvent): WebhookEvent => ({ ...event, id: newId('evt') });
const withBody = (event: WebhookEvent, message: object): WebhookEvent => ({
  ...event,
  body: JSON.stringify(message),
});
const copies = (event: WebhookEvent, count: number, eventId: () => string): WebhookEvent[] =>
  Array.from({ length: count }, () => ({ ...copy(event), eventId: eventId() }));

/** The payload with its first thing changed: what the message is about. */
const changed = (message: Message, change: Record<string, unknown>, of?: string): Message => {
  const name = of ?? message.contains[0] ?? 'payment';
  const entity = message.payload[name]?.entity;
  return { ...message, payload: { ...message.payload, [name]: { entity: { ...entity, ...change } } } };
};

/** As another JSON writer would have written it: spaces after every mark, and slashes escaped. */
const rewritten = (message: Message): string =>
  JSON.stringify(message, null, 1).replace(/\n\s*/g, ' ').replaceAll('/', '\\/');

const wrongSignature = (
  event: WebhookEvent,
  kind: WebhookFaultRule['signature'],
): WebhookEvent['signature'] => {
  const right = sign(event.body, event.secret);
  const wrong = sign(event.body, 'another secret');
  const kinds = {
    bad: wrong,
    truncated: right.slice(0, 40),
    'upper-case': right.toUpperCase(),
    empty: '',
    none: null,
    two: [wrong, right],
  };
  return kinds[kind ?? 'bad'];
};

const differing = (message: Message, field: WebhookFaultRule['field']): Message => {
  const amount = Number(message.payload['payment']?.entity['amount'] ?? 0);
  const change = field === 'currency' ? { currency: 'USD' } : { amount: Math.max(100, amount - 100) };
  return changed(message, change, 'payment');
};

const ofAnotherOrder = ({ books }: World, message: Message): Message => {
  const own = message.payload['payment']?.entity['order_id'];
  const other = books.orders.all.findLast(({ id }) => id !== own);
  return changed(message, { order_id: other?.id ?? newId('order') }, 'payment');
};

const plans: Record<WebhookFaultRule['fault'], Plan> = {
  W1: (_, { event }, { count = 1 }) => ({
    send: [event, ...copies(event, Math.min(count, 50), () => event.eventId)],
  }),
  W2: (_, { event }, { count = 3, order }) => ({
    send: [],
    gather: { event, count, shuffled: order === 'shuffled' },
  }),
  W3: (world, { event }, { ms = day }) => ({ send: [{ ...event, nextAt: world.clock.now() + ms }] }),
  W4: () => ({ send: [] }),
  // The id of the message before it: whoever tells messages apart by the id alone loses this one.
  W5: ({ books }, { event }) => {
    const earlier = books.events.all.at(-1);
    return { send: [{ ...event, eventId: earlier?.eventId ?? event.eventId }] };
  },
  W6: (_, { event }) => ({ send: [event, ...copies(event, 1, () => newId())] }),
  W7: ({ books }, { event }) => {
    const { oldSecret } = books.settings.webhook;
    return { send: [{ ...event, secret: oldSecret ?? 'a secret from before' }] };
  },
  W8: (_, { event }, { signature }) => ({
    send: [{ ...event, signature: wrongSignature(event, signature) }],
  }),
  W9: (_, { event, message }) => ({ send: [{ ...event, body: rewritten(message) }] }),
  W10: (_, { event, message }) => {
    const unknown = {
      ...message,
      event: 'payment.considered',
      payload: { thought: { entity: { id: 'x' } } },
    };
    const more = { ...changed(message, { a_new_field: { deep: [1] } }), a_new_part: true };
    const other = { ...withBody(copy(event), unknown), eventId: newId(), name: unknown.event };
    return { send: [other, withBody(event, more)] };
  },
  W11: (_, { event, message }) => ({ send: [withBody(event, { ...message, account_id: newId('acc') })] }),
  W12: (_, { event }, { count = 1000 }) => ({ send: [event, ...copies(event, count, () => newId())] }),
  W13: (_, { event, message }, { count = 10 * 1024 * 1024 }) => ({
    send: [withBody(event, { ...message, padding: 'x'.repeat(count) })],
  }),
  W14: (_, { event, message }, { field }) => ({ send: [withBody(event, differing(message, field))] }),
  W15: (world, { event, message }) => ({ send: [withBody(event, ofAnotherOrder(world, message))] }),
};

/** The rule that strikes this event, and one time less of it. */
const strike = ({ books, random }: World, name: string): WebhookFaultRule | undefined => {
  const { webhookFaults } = books.settings;
  if (webhookFaults.length === 0) return undefined;
  const rule = webhookFaults.find(
    ({ event, probability = 1 }) => (event === undefined || event === name) && random() < probability,
  );
  if (rule?.times !== undefined) {
    rule.times -= 1;
    if (rule.times <= 0) webhookFaults.splice(webhookFaults.indexOf(rule), 1);
    books.saveSettings();
  }
  return rule;
};

export const planDeliveries = (world: World, given: Given): Planned => {
  const rule = strike(world, given.event.name);
  return rule ? plans[rule.fault](world, given, rule) : { send: [given.event] };
};
