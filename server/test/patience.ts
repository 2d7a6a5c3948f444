import { vi } from 'vitest';

/** A test waits for a condition, never for a time: on a busy machine the same condition comes later. */
const patience = 20_000;

const { waitFor } = vi;
vi.waitFor = (condition, given) => {
  const options = typeof given === 'number' ? { timeout: given } : given;
  return waitFor(condition, { ...options, timeout: Math.max(options?.timeout ?? 0, patience) });
};
