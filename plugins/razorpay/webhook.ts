import { createHash } from 'node:crypto';
import type { News, OnlinePayments } from 'leo-live/sdk';
import * as z from 'zod/mini';
import { toPayment } from './payments.ts';
import { toRefund } from './refunds.ts';
import { toDispute } from './settlements.ts';
import { isSigned } from './signature.ts';
import { toTransfer } from './transfers.ts';
import { dispute, payment, refund, transfer } from './wire/answers.ts';

const message = z.object({
  entity: z.literal('event'),
  account_id: z.string(),
  event: z.string(),
  payload: z.record(z.string(), z.unknown()),
});
type Message = z.output<typeof message>;

const holding = <S extends z.core.$ZodType>(name: string, entity: S) =>
  z.object({ [name]: z.object({ entity }) });

const inPayload = {
  payment: holding('payment', payment),
  refund: holding('refund', refund),
  transfer: holding('transfer', transfer),
  dispute: holding('dispute', dispute),
};

/** One reader for each kind of event, tried in this order: `payment.dispute.lost` begins like a payment's. */
const readers: readonly { of: RegExp; read(payload: Message['payload']): News | null }[] = [
  {
    of: /^payment\.dispute\./,
    read: (payload) => {
      const given = inPayload.dispute.safeParse(payload).data?.['dispute'];
      return given ? { about: 'dispute', dispute: toDispute(given.entity) } : null;
    },
  },
  {
    of: /^(payment\.(authorized|captured|failed|pending)|order\.paid)$/,
    read: (payload) => {
      const given = inPayload.payment.safeParse(payload).data?.['payment'];
      return given ? { about: 'payment', payment: toPayment(given.entity) } : null;
    },
  },
  {
    of: /^refund\./,
    read: (payload) => {
      const given = inPayload.refund.safeParse(payload).data?.['refund'];
      return given ? { about: 'refund', refund: toRefund(given.entity) } : null;
    },
  },
  {
    of: /^transfer\./,
    read: (payload) => {
      const given = inPayload.transfer.safeParse(payload).data?.['transfer'];
      return given ? { about: 'transfer', transfer: toTransfer(given.entity) } : null;
    },
  },
];

const newsIn = ({ event, payload }: Message): News =>
  readers.find(({ of }) => of.test(event))?.read(payload) ?? { about: 'nothing' };

/** The same content written another way (order of keys, spaces, `\/`) is the same text. */
const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`).join(',')}}`;
};

const parsed = (body: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
};

type Headers = Parameters<OnlinePayments['hear']>[0]['headers'];

/** One value of a header, or undefined where it is missing, or there twice. */
const headerOf = (headers: Headers, name: string): string | undefined => {
  const found = Object.entries(headers).filter(([given]) => given.toLowerCase() === name);
  const value = found.length === 1 ? found[0]?.[1] : undefined;
  return typeof value === 'string' ? value : undefined;
};

/**
 * The signature is over the bytes as they came, so those are what is checked, before anything is read. The key is of
 * the content alone: the provider's own event id is outside the signature, and anybody could write another.
 */
export const hearing =
  ({
    secrets,
    account,
  }: {
    secrets: readonly string[];
    account: string | undefined;
  }): OnlinePayments['hear'] =>
  ({ headers, body }) => {
    if (!isSigned(body, headerOf(headers, 'x-razorpay-signature'), secrets)) return null;
    const content = parsed(body);
    const said = message.safeParse(content);
    if (!said.success) return null;
    if (account !== undefined && said.data.account_id !== account) return null;
    const key = createHash('sha256').update(canonical(content)).digest('hex');
    return { key, news: newsIn(said.data) };
  };
