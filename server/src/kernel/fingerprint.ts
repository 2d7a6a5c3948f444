import { createHash } from 'node:crypto';

/** The same for the same request, whoever sends it and whenever. */
export const fingerprintOf = (asked: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(asked) ?? '')
    .digest('base64url');
