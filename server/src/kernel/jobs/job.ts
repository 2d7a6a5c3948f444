import type * as z from 'zod/mini';
import type { Tx } from '../../db/connection.ts';
import type { DeadJob } from './store.ts';

export interface JobRun {
  /** The job's row; stays the same over all attempts. */
  id: string;
  /** 1 for the first. */
  attempt: number;
  /** Aborted when the server stops: save where you are and return or throw; the job runs again. */
  signal: AbortSignal;
}

/** Background work as one value: its name, what it is given, how often it is tried, and what it does. */
export interface Job<P> {
  /** `module.verb` */
  name: string;
  payload: z.core.$ZodType<P>;
  /** Runs in all; back-off doubles from one second between them. */
  attempts: number;
  /** Jobs that wait for others' networks have slots of their own, so that they keep nobody else waiting. */
  lane?: 'network';
  /** Runs by itself this often, in ms; its payload is then `{}`. One process at a time. */
  every?: number;
  /** At least once: a crash in the middle means another run. */
  run(payload: P, run: JobRun): Promise<void>;
}
/** A list of jobs of different payloads; each was checked where it was made. */
export type AnyJob = Omit<Job<never>, 'payload'> & { payload: z.core.$ZodType };

export const job = <P>(definition: Job<P>): Job<P> => definition;

/**
 * The queue. A row in `kernel_jobs` is the truth; Bull, where there is Redis, only spreads the wake-up over
 * processes, so that a wiped Redis loses nothing.
 */
export interface JobQueue {
  /** Adds a job; inside `tx`, it exists only if that transaction commits. */
  add<P>(job: Job<P>, payload: P, options?: { tx?: Tx; delay?: number }): Promise<string>;
  /** Jobs that failed on every attempt. */
  dead(): Promise<DeadJob[]>;
  /** Runs a dead one again; false where it is not dead. */
  revive(id: string): Promise<boolean>;
  /** Starts working. Refuses two jobs of one name. */
  start(jobs: readonly AnyJob[]): Promise<void>;
  /** Takes no more, lets what runs end (or aborts it after `grace` ms). */
  stop(grace?: number): Promise<void>;
  /** Runs everything that is due until nothing is; for tests. */
  drain(): Promise<void>;
}
