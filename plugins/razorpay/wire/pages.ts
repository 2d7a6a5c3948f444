import { UnknownOutcome } from 'leo-live/sdk';
import type * as z from 'zod/mini';
import { listOf } from './answers.ts';
import type { Sdk } from './sdk.ts';
import type { Wire } from './wire.ts';

interface Listed<S extends z.core.$ZodType> {
  what: string;
  item: S;
  /** The most the provider gives at once. */
  size: number;
  fetch(sdk: Sdk, page: { count: number; skip: number }): Promise<unknown>;
  keyOf(item: z.output<S>): string;
}

/** A list longer than this is a mistake of one of us, not a shop's day. */
const mostPages = 1_000;

/**
 * All pages of a list. They are counted from the newest, so what comes in meanwhile pushes others onto the next page,
 * where they are seen a second time: each is answered once.
 */
export const everyPage = async <S extends z.core.$ZodType>(
  wire: Wire,
  { what, item, size, fetch, keyOf }: Listed<S>,
): Promise<z.output<S>[]> => {
  const seen = new Map<string, z.output<S>>();
  for (let page = 0; page < mostPages; page += 1) {
    const { items } = await wire.ask({
      what,
      repeatable: true,
      send: (sdk) => fetch(sdk, { count: size, skip: page * size }),
      answer: listOf(item),
    });
    for (const one of items) seen.set(keyOf(one), one);
    if (items.length < size) return [...seen.values()];
  }
  throw new UnknownOutcome(`Razorpay was asked to ${what}, and its list has no end`);
};
