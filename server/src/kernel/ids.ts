import { createHash } from 'node:crypto';
import { v7 } from 'uuid';

/** A time-ordered UUID. */
export const newId = (): string => v7();

/** A UUID made of what it stands for: the same every time, so that a repeated step is the same step. */
export const derivedId = (...of: readonly string[]): string => {
  const hex = createHash('sha256').update(JSON.stringify(of)).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-9${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};
