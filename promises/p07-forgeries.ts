import { createHmac } from 'node:crypto';
import type { Chance } from '../server/test/random.ts';
import { type Headers, type Heard, headersOf } from './webhook-sink.ts';

interface Target {
  secret: string;
  chance: Chance;
  one: Heard;
  all: readonly Heard[];
}
interface Forged {
  body: Buffer;
  headers: Headers;
  /** What the shop may answer: not genuine is refused, genuine nonsense is taken and not believed. */
  taken: boolean;
}

export const sign = (body: Buffer | string, secret: string): string =>
  createHmac('sha256', secret).update(body).digest('hex');
const signed = (body: Buffer, secret: string): Headers =>
  headersOf({ signature: sign(body, secret), eventId: 'evt_forged' });

type Message = {
  account_id: string;
  event: string;
  payload: { payment?: { entity: Record<string, unknown> } };
};
export const read = ({ body }: Heard): Message => JSON.parse(body.toString()) as Message;
const write = (message: object): Buffer => Buffer.from(JSON.stringify(message));
const withPayment = (message: Message, change: Record<string, unknown>): Buffer => {
  const { payment } = message.payload;
  if (!payment) return write(message);
  return write({
    ...message,
    payload: { ...message.payload, payment: { entity: { ...payment.entity, ...change } } },
  });
};

const flipped = (body: Buffer, at: number): Buffer => {
  const other = Buffer.from(body);
  other[at] = (other[at] ?? 0) ^ 1;
  return other;
};

type Way = (target: Target) => Forged;
const refused = (body: Buffer, headers: Headers): Forged => ({ body, headers, taken: false });
const believedNot = (body: Buffer, headers: Headers): Forged => ({ body, headers, taken: true });

/** W5 to W15, and what else somebody might think of who has seen genuine messages, or has even stolen a secret. */
export const ways: Record<string, Way> = {
  'one bit of the body': ({ one, chance }) =>
    refused(flipped(one.body, chance.below(one.body.length)), headersOf(one)),
  'one digit of the signature': ({ one, chance }) => {
    const at = chance.below(64);
    const digit = one.signature[at] === '0' ? '1' : '0';
    return refused(
      one.body,
      headersOf({ ...one, signature: one.signature.slice(0, at) + digit + one.signature.slice(at + 1) }),
    );
  },
  'W5 a body under the signature and id of another': ({ one, all, chance }) => {
    const other = chance.one(all.filter(({ body }) => !body.equals(one.body)));
    return refused(other.body, headersOf(one));
  },
  'W6 a replay under a new id': ({ one, chance }) =>
    believedNot(one.body, headersOf({ ...one, eventId: `evt_${chance.below(1e9)}` })),
  'W7 another secret': ({ one }) => refused(one.body, signed(one.body, 'a secret from before')),
  'W8 upper case': ({ one }) => {
    const upper = one.signature.toUpperCase();
    return refused(one.body, headersOf({ ...one, signature: upper }));
  },
  'W8 too short': ({ one, chance }) =>
    refused(one.body, headersOf({ ...one, signature: one.signature.slice(0, chance.below(64)) })),
  'W8 too long': ({ one }) =>
    refused(one.body, headersOf({ ...one, signature: `${one.signature}${one.signature}` })),
  'W8 none': ({ one }) => refused(one.body, { 'x-razorpay-event-id': one.eventId }),
  'W8 two': ({ one }) => refused(one.body, { 'x-razorpay-signature': [one.signature, sign(one.body, 'x')] }),
  'W9 written another way': ({ one, secret }) => {
    const body = Buffer.from(JSON.stringify(read(one), null, 2));
    return believedNot(body, signed(body, secret));
  },
  'W9 written another way, with the old signature': ({ one }) =>
    refused(Buffer.from(JSON.stringify(read(one), null, 2)), headersOf(one)),
  'W10 an unknown event': ({ one, secret }) => {
    const body = write({ ...read(one), event: 'payment.considered', more: [1] });
    return believedNot(body, signed(body, secret));
  },
  'W11 another account': ({ one, secret }) => {
    const body = write({ ...read(one), account_id: 'acc_ANOTHERACCOUNT' });
    return refused(body, signed(body, secret));
  },
  'W13 padded': ({ one }) => refused(Buffer.concat([one.body, Buffer.alloc(1_100_000, 32)]), headersOf(one)),
  'W14 another amount, rightly signed': ({ one, secret }) => {
    const body = withPayment(read(one), { amount: 100, status: 'captured' });
    return believedNot(body, signed(body, secret));
  },
  'W14 another currency, rightly signed': ({ one, secret }) => {
    const body = withPayment(read(one), { currency: 'USD' });
    return believedNot(body, signed(body, secret));
  },
  'W15 of another order, rightly signed': ({ one, all, secret, chance }) => {
    const other = read(chance.one(all)).payload.payment?.entity['order_id'];
    const body = withPayment(read(one), { order_id: other, status: 'captured' });
    return believedNot(body, signed(body, secret));
  },
  'a payment that failed after all, rightly signed': ({ one, secret }) => {
    const body = withPayment({ ...read(one), event: 'payment.failed' }, { status: 'failed' });
    return believedNot(body, signed(body, secret));
  },
  'no JSON, rightly signed': ({ secret }) => {
    const body = Buffer.from('{"entity":"event"');
    return refused(body, signed(body, secret));
  },
};
