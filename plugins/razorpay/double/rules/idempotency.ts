import { createHash } from 'node:crypto';
import { badRequest } from '../http/api-error.ts';
import type { World } from '../world.ts';

interface Call {
  /** `refund` or `transfer`: keys of one are not keys of the other. */
  kind: string;
  key: string | undefined;
  pattern: RegExp;
  header: string;
  /** All that makes it this call: the path and the body. */
  asked: unknown;
}

/**
 * Same key, same call: the same answer. Same key, another call: 400. A call that was refused is not kept, as at
 * Razorpay, where validation comes before the key is looked at.
 */
export const once = (world: World, call: Call, work: () => object): object => {
  const { books } = world;
  const { key, kind } = call;
  if (key === undefined) return work();
  if (!call.pattern.test(key)) throw badRequest(`${call.header} is invalid.`, { field: call.header });
  const id = `${kind}:${key}`;
  const print = createHash('sha256').update(JSON.stringify(call.asked)).digest('hex');
  const there = books.calls.get(id);
  if (there && there.print !== print)
    throw badRequest('Different request body sent for the same idempotency key.', { field: call.header });
  if (there) return there.answer;
  const answer = work();
  books.calls.add({ id, print, answer });
  return answer;
};
