import { createHmac, timingSafeEqual } from 'node:crypto';

/** As the provider writes it: 64 hex digits in lower case. */
const wellFormed = /^[0-9a-f]{64}$/;

/**
 * Whether somebody who knows one of the secrets signed this. The bytes are compared in constant time, with every
 * secret; what is not written as the provider writes it (upper case, short, empty, a list) is not genuine.
 */
export const isSigned = (
  content: string | Uint8Array,
  signature: unknown,
  secrets: readonly string[],
): boolean => {
  if (typeof signature !== 'string' || !wellFormed.test(signature)) return false;
  const given = Buffer.from(signature, 'hex');
  const matches = secrets.map((secret) =>
    timingSafeEqual(createHmac('sha256', secret).update(content).digest(), given),
  );
  return matches.includes(true);
};
