import { hash, verify } from '@node-rs/argon2';

/** argon2id (the library's default) with OWASP's 46 MiB and one pass: some 50 ms of one core. */
const strength = { memoryCost: 47_104, timeCost: 1, parallelism: 1 };
/** Two at once fill the two cores of a small server; more would only hold memory. */
const atOnce = 2;

const gate = () => {
  const waiting: (() => void)[] = [];
  let running = 0;
  const leave = () => {
    running--;
    waiting.shift()?.();
  };
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
    running++;
    return work().finally(leave);
  };
};

export interface Passwords {
  hash(password: string): Promise<string>;
  /** Takes as long for an account that does not exist (`undefined`) as for one that does. */
  fits(stored: string | null | undefined, password: string): Promise<boolean>;
}

export const passwords = (): Passwords => {
  const inTurn = gate();
  const nobody = inTurn(() => hash('nobody has this password', strength));
  return {
    hash: (password) => inTurn(() => hash(password, strength)),
    fits: async (stored, password) => {
      const against = stored ?? (await nobody);
      const same = await inTurn(() => verify(against, password));
      return same && Boolean(stored);
    },
  };
};
