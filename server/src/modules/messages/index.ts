import * as z from 'zod/mini';
import type { MessageSender } from '../../../../sdk/index.ts';
import type { Database } from '../../db/connection.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { AnyServed } from '../../kernel/http/serve.ts';
import { type AnyJob, type JobQueue, job } from '../../kernel/jobs/job.ts';
import type { Log } from '../../kernel/log.ts';
import type { MessagesApi } from './api.ts';
import { trySenders } from './send-message.ts';
import { addMessage, findWaiting, forgetCodes, settleMessage } from './store.ts';

export type { MessagesApi, Reach } from './api.ts';

export interface MessagesDeps {
  db: Database;
  clock: Clock;
  log: Log;
  jobs: JobQueue;
}

const minute = 60_000;
/** A code is good for ten minutes; nobody types one that comes later. */
const codesLast = 10 * minute;
/** Doubling from one second, eight tries span two minutes: a code that comes later is asked for again. */
const attempts = 8;

/** What people are told by SMS, WhatsApp or e-mail. Ways of sending come from plugins. */
export const messages = (
  deps: MessagesDeps,
): { api: MessagesApi; routes: AnyServed[]; jobs: AnyJob[]; reactions: [] } => {
  const { db, clock, log, jobs } = deps;
  const senders: MessageSender[] = [];

  const send = job({
    name: 'messages.send',
    payload: z.object({ id: z.string() }),
    attempts,
    lane: 'network',
    run: async ({ id }, { attempt }) => {
      const message = await findWaiting(db, id);
      if (!message) return;
      const sent = await trySenders(senders, message);
      if ('by' in sent)
        return void (await settleMessage(db, id, { state: 'sent', sender: sent.by, at: clock.now() }));
      const failed = sent.failed.join(', ') || 'no sender reaches the person any more';
      // A dead job would only be tried again by hand, long after the message mattered: the row says how it ended.
      if (attempt < attempts) throw new Error(`not sent: ${failed}`);
      await settleMessage(db, id, { state: 'failed', sender: null, at: clock.now() });
      log.error({ message: id, kind: message.kind, failed }, 'a message could not be sent');
    },
  });
  const forget = job({
    name: 'messages.forget-codes',
    payload: z.object({}),
    attempts: 3,
    every: minute,
    run: async () => void (await forgetCodes(db, clock.now() - codesLast, clock.now())),
  });

  const api: MessagesApi = {
    register: (sender) => {
      if (senders.some((one) => one.id === sender.id))
        throw new Error(`Two plugins bring the message sender ${sender.id}`);
      senders.push(sender);
    },
    reaches: (to) => senders.some((one) => one.reaches(to)),
    send: async (tx, message) => {
      const state = api.reaches(message) ? 'waiting' : 'unsent';
      const text = state === 'unsent' && message.kind === 'code' ? null : message.text;
      if (!(await addMessage(tx, { ...message, text, state, at: clock.now() }))) return;
      if (state === 'waiting') await jobs.add(send, { id: message.id }, { tx });
    },
  };
  return { api, routes: [], jobs: [send, forget] as unknown as AnyJob[], reactions: [] };
};
