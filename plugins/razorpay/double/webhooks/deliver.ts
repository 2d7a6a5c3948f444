import { createHmac } from 'node:crypto';
import { request as plain } from 'node:http';
import { request as secure } from 'node:https';
import type { WebhookEvent } from '../state/entities.ts';

export const sign = (body: string, secret: string): string =>
  createHmac('sha256', secret).update(body).digest('hex');

const headersOf = (event: WebhookEvent): Record<string, string | string[] | number> => {
  const signature = event.signature === undefined ? sign(event.body, event.secret) : event.signature;
  return {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(event.body),
    'user-agent': 'Razorpay-Webhook/v1',
    'x-razorpay-event-id': event.eventId,
    ...(signature === null ? {} : { 'x-razorpay-signature': signature }),
  };
};

// Razorpay waits five seconds for an answer.
const patience = 5_000;

/** The status that was answered, or null where nothing was in time. */
export const deliver = (url: string, event: WebhookEvent): Promise<number | null> =>
  new Promise((resolve) => {
    const request = url.startsWith('https:') ? secure : plain;
    const options = {
      method: 'POST',
      headers: headersOf(event),
      // A shop on this machine has a certificate of its own making.
      rejectUnauthorized: false,
    };
    const sent = request(url, options, (answer) => {
      answer.resume();
      answer.once('error', () => end(null));
      answer.once('end', () => end(answer.statusCode ?? null));
    });
    const timer = setTimeout(() => end(null), patience);
    const end = (status: number | null) => {
      clearTimeout(timer);
      resolve(status);
      if (status === null) sent.destroy();
    };
    sent.once('error', () => end(null));
    sent.end(event.body);
  });
