import { createHash } from 'node:crypto';

/** The same value as the same text, in whatever order its keys came. */
export const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );

/** What the first link of a chain follows. */
export const firstLink = '0'.repeat(64);

/** A link of a chain of hashes: whoever changes what is in the middle has to change all that follows. */
export const link = (previous: string, content: string): string =>
  createHash('sha256').update(previous).update(content).digest('hex');
