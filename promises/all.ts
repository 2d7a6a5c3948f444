import type { LeoPromise } from './promise.ts';

/** Every promise that is a command, in their order. */
export const promises: readonly LeoPromise[] = [];
