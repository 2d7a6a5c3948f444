import type { Database } from '../server/src/db/connection.ts';
import type { DatabaseName } from '../server/test/database.ts';

export interface FreshDatabase {
  db: Database;
  /** Opens it once more, as another process would. */
  url: string;
  end(): Promise<void>;
}

/** What a promise is tried on. */
export interface Rig {
  database: DatabaseName;
  /** A migrated database of its own. */
  open(): Promise<FreshDatabase>;
  seed: number;
  /** The long form, as docs/promises.md gives its size; otherwise a short one of some seconds. */
  full: boolean;
  /** Says how far it is, for people who wait. */
  tell(progress: string): void;
}

/** What came of it: `holds`, and the figures that say so. */
export interface Held {
  holds: boolean;
  figures: Record<string, number | string | boolean>;
}

/** Something Leo promises, and the experiment that would show it broken. */
export interface LeoPromise {
  /** `P1`, as in docs/promises.md. */
  id: string;
  says: string;
  keep(rig: Rig): Promise<Held>;
}

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
export const randomOf = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

/** Does `work` for every number below `count`, so many at once. */
export const inParallel = async (
  count: number,
  atOnce: number,
  work: (index: number) => Promise<void>,
): Promise<void> => {
  let next = 0;
  const worker = async () => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, worker));
};
