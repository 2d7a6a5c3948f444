import * as z from 'zod/mini';

/** A time-ordered UUID, lower case. */
export const id = z.uuid();
export type Id = string;

/** Money in the shop's currency, as an integer of its smallest unit (paise for INR). */
export const money = z.int().check(z.nonnegative(), z.maximum(Number.MAX_SAFE_INTEGER)).brand<'Money'>();
export type Money = z.infer<typeof money>;

/** Marks a whole number of paise as money; anything else is a bug of the caller. */
export const toMoney = (paise: number): Money => {
  if (!Number.isSafeInteger(paise)) throw new RangeError(`Not a whole number of paise: ${paise}`);
  return paise as Money;
};

/** Milliseconds since 1970, UTC. */
export const instant = z.int().check(z.nonnegative());

/** How many of one variant: 1 to 99 in one line. */
export const quantity = z.int().check(z.minimum(1), z.maximum(99));

const control = /\p{Cc}/u;
const withoutControls = z.refine<string>(
  (typed) => !control.test(typed.replace(/[\t\n\r]/g, '')),
  'has control characters',
);

/** Text a person typed: trimmed, without control characters but tab and newline, 1 to `most` characters. */
export const text = (most: number) =>
  z.string().check(z.trim(), z.minLength(1), z.maxLength(most), withoutControls);

/** The same as it was typed, and it may be empty. */
export const prose = (most: number) => z.string().check(z.maxLength(most), withoutControls);

/** An opaque place in a list; comes from the `next` of the page before. */
export const cursor = z.string().check(z.maxLength(512));

/** How many items a page has: 1 to 100. */
export const pageSize = z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(100)), 24);

export const page = <S extends z.core.$ZodType>(item: S) =>
  z.object({ items: z.array(item), next: z.nullable(z.string()) });

/** What a route answers when there is nothing to say. */
export const done = z.object({ done: z.literal(true) });
