import type { Message, MessageSender } from '../../../../sdk/index.ts';
import type { Reach } from './api.ts';

export type Sent = { by: string } | { failed: string[] };

/**
 * What a sender threw, fit for a log. Its own words may quote what it was to send or the answer of its provider, so
 * of a code only the kind of the error is told, and of other messages neither their text nor the address.
 */
export const safely = (problem: unknown, message: Message): string => {
  const name = problem instanceof Error ? problem.name : 'Error';
  if (message.kind === 'code') return name;
  let said = problem instanceof Error ? problem.message : String(problem);
  for (const secret of [message.text, message.phone, message.email])
    if (secret) said = said.replaceAll(secret, '[hidden]');
  return `${name}: ${said.slice(0, 200)}`;
};

/** Tries the senders that reach the person, one after another, until one has it. */
export const trySenders = async (senders: readonly MessageSender[], message: Message): Promise<Sent> => {
  const failed: string[] = [];
  const to: Reach = { phone: message.phone, email: message.email };
  for (const sender of senders.filter((one) => one.reaches(to))) {
    try {
      await sender.send(message);
      return { by: sender.id };
    } catch (problem) {
      failed.push(`${sender.id} (${safely(problem, message)})`);
    }
  }
  return { failed };
};
