import { clientMessages } from '#contracts/live';
import type { RefusalReply } from '#contracts/refusals';
import { parseWith } from '../http/parse.ts';
import { refusalOf } from '../http/problem.ts';
import type { Log } from '../log.ts';
import { Refusal } from '../refusal.ts';
import type { MessageLimits } from './message-limits.ts';
import { AsOfNow, type Client, type Message, type MessageName, type SocketHandlers } from './realtime.ts';

/** What a client gets to know about its message: the same shape for each of them. */
export type AnyAnswer = { ok: unknown } | RefusalReply;

export interface Receiver {
  handle(handlers: SocketHandlers): void;
  /**
   * Answers one message, whatever it is; `reply` is asked for when it is sent. `wrong` tells of a message that no
   * page of ours would send.
   */
  answer(
    client: Client,
    name: unknown,
    payload: unknown,
  ): Promise<{ reply: () => AnyAnswer; wrong: boolean }>;
}

type AnyHandler = (client: Client, message: unknown) => unknown;

const isMessage = (name: unknown): name is MessageName =>
  typeof name === 'string' && Object.hasOwn(clientMessages, name);

const wrongCodes: ReadonlySet<string> = new Set(['request.malformed', 'request.invalid']);

export const openReceiver = (limits: MessageLimits, log: Log): Receiver => {
  const handlers = new Map<MessageName, AnyHandler>();

  const work = async (client: Client, name: unknown, payload: unknown): Promise<unknown> => {
    const handler = isMessage(name) ? handlers.get(name) : undefined;
    if (!isMessage(name) || !handler) throw new Refusal('request.malformed');
    await limits.take(client, name);
    return handler(client, await parseWith(clientMessages[name], payload, 'request.invalid'));
  };

  return {
    handle: (more) => {
      for (const [name, handler] of Object.entries(more) as [
        MessageName,
        (c: Client, m: Message<never>) => unknown,
      ][]) {
        if (handlers.has(name)) throw new Error(`Two modules answer ${name}`);
        handlers.set(name, handler as AnyHandler);
      }
    },
    answer: async (client, name, payload) => {
      try {
        const ok = await work(client, name, payload);
        return { reply: () => ({ ok: ok instanceof AsOfNow ? (ok.make() as unknown) : ok }), wrong: false };
      } catch (problem) {
        const refusal = refusalOf(problem, log);
        return { reply: () => refusal.toReply(), wrong: wrongCodes.has(refusal.code) };
      }
    },
  };
};
