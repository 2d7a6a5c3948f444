import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';

export const codeLasts = 600_000;
export const mostTries = 5;
/** Before a code is sent again; twice as long each time, so that nobody's phone is flooded. */
const firstWait = 30_000;
/** Codes to one phone within `perPhoneFor`, over all purchases. */
export const mostPerPhone = 10;
export const perPhoneFor = 3_600_000;

export const waitAfter = (sends: number): number => firstWait * 2 ** Math.min(sends - 1, 8);

export interface HashedCode {
  salt: string;
  hash: string;
}
const hashOf = (salt: string, code: string): string =>
  createHash('sha256').update(`${salt} ${code}`).digest('hex');

/** Six digits nobody can guess, and how they are kept. */
export const makeCode = (): HashedCode & { code: string } => {
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const salt = randomBytes(16).toString('hex');
  return { code, salt, hash: hashOf(salt, code) };
};

export const fits = ({ salt, hash }: HashedCode, typed: string): boolean =>
  timingSafeEqual(Buffer.from(hashOf(salt, typed), 'hex'), Buffer.from(hash, 'hex'));

/** What is the same of one number however it is typed: its last ten digits. */
export const phoneHash = (phone: string): string =>
  createHash('sha256').update(phone.replace(/\D/g, '').slice(-10)).digest('hex');

/** The end of a number, enough to know which of one's phones it is. */
export const endOf = (phone: string): string => `…${phone.slice(-4)}`;

export const codeText = (code: string, shop: string): string =>
  `${code} is your code for the order at ${shop}. It is good for 10 minutes. Nobody of the shop will ask you for it.`;
