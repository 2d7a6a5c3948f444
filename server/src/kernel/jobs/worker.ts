import * as z from 'zod/mini';
import type { Database, Tx } from '../../db/connection.ts';
import type { Clock } from '../clock.ts';
import { newId } from '../ids.ts';
import type { Log } from '../log.ts';
import type { AnyJob, Job } from './job.ts';
import { lease, runClaimed } from './run.ts';
import { type DeadJob, JobStore, type StoredJob } from './store.ts';

export interface JobDeps {
  db: Database;
  clock: Clock;
  log: Log;
}
export interface WorkerOptions {
  /** Hears of every committed row that waits for a run. */
  onWaiting(row: StoredJob): void;
  /** How long a due row is left to another way of waking before this process takes it by itself. */
  patience(): number;
}

/** Jobs at once in one lane of one process: background work must leave the second core to buyers. */
const slots = 2;
const mainLane = 'main';
const laneOf = (job: AnyJob): string => job.lane ?? mainLane;
/** Another process may add a row without a word to us. */
const longestSleep = 15_000;
const afterTrouble = 1_000;
/** More dead jobs than anybody reads. */
const mostDead = 100;

/** Takes due rows and runs them. What wakes it up is the adapter's business. */
export class JobWorker {
  readonly store: JobStore;
  readonly #deps: JobDeps;
  readonly #options: WorkerOptions;
  readonly #jobs = new Map<string, AnyJob>();
  readonly #added = new Set<string>();
  readonly #running = new Map<Promise<void>, { stop: AbortController; lane: string }>();
  #working = false;
  #stopping = false;
  #draining = false;
  #looking: Promise<void> | null = null;
  #lookAgain = false;
  #alarm: NodeJS.Timeout | undefined;

  constructor(deps: JobDeps, options: WorkerOptions) {
    this.#deps = deps;
    this.#options = options;
    this.store = new JobStore(deps.db);
  }

  get names(): string[] {
    return [...this.#jobs.keys()];
  }

  async add<P>(
    job: Job<P>,
    payload: P,
    { tx, delay = 0 }: { tx?: Tx; delay?: number } = {},
  ): Promise<string> {
    if (this.#working && !this.#jobs.has(job.name))
      throw new Error(`No handler was started for the job ${job.name}`);
    this.#added.add(job.name);
    const text = JSON.stringify(z.parse(job.payload, payload));
    const row = {
      id: newId(),
      name: job.name,
      payload: text,
      attempts: 0,
      runAt: this.#deps.clock.now() + delay,
    };
    await this.store.add(row, tx);
    if (tx) tx.afterCommit(() => this.#options.onWaiting(row));
    else this.#options.onWaiting(row);
    return row.id;
  }

  /** Jobs that failed on every attempt, newest first. */
  dead(): Promise<DeadJob[]> {
    return this.store.dead(mostDead);
  }

  /** Runs a dead job again; false where it is not dead. */
  async revive(id: string): Promise<boolean> {
    const row = await this.store.revive(id, this.#deps.clock.now());
    if (row) this.#options.onWaiting(row);
    return row !== undefined;
  }

  async start(jobs: readonly AnyJob[]): Promise<void> {
    for (const job of jobs) {
      if (this.#jobs.has(job.name)) throw new Error(`Two jobs are called ${job.name}`);
      this.#jobs.set(job.name, job);
    }
    const missing = [...this.#added].filter((name) => !this.#jobs.has(name));
    if (missing.length > 0) throw new Error(`No handler for jobs that were added: ${missing.join(', ')}`);
    const strangers = await this.store.strangers(this.names);
    if (strangers.length > 0)
      this.#deps.log.warn({ jobs: strangers }, 'jobs wait that this version does not know');
    for (const job of jobs) if (job.every !== undefined) await this.#seed(job);
    this.#working = true;
    this.wake();
  }

  async #seed(job: AnyJob): Promise<void> {
    const row = {
      id: `every:${job.name}`,
      name: job.name,
      payload: '{}',
      attempts: 0,
      runAt: this.#deps.clock.now(),
    };
    if (await this.store.add(row)) this.#options.onWaiting(row);
  }

  /** Looks for due rows now. */
  wake(): void {
    if (!this.#working) return;
    this.#lookAgain = true;
    this.#looking ??= this.#lookUntilQuiet().finally(() => {
      this.#looking = null;
      // A call that came while the alarm was being set must not be lost.
      if (this.#lookAgain) this.wake();
    });
  }

  async #lookUntilQuiet(): Promise<void> {
    clearTimeout(this.#alarm);
    try {
      while (this.#lookAgain && this.#working) {
        this.#lookAgain = false;
        await this.#look();
      }
      await this.#setAlarm();
    } catch (problem) {
      this.#deps.log.warn({ problem: String(problem) }, 'the jobs table could not be read');
      this.#wakeIn(afterTrouble);
    }
  }

  async #look(): Promise<void> {
    const patience = this.#draining ? 0 : this.#options.patience();
    for (const [lane, names] of this.#lanes()) {
      const free = this.#free(lane);
      const rows = free > 0 ? await this.store.due(this.#deps.clock.now() - patience, names, free) : [];
      for (const row of rows) if (await this.#take(row)) this.#lookAgain = true;
    }
  }

  #lanes(): Map<string, string[]> {
    const lanes = new Map<string, string[]>();
    for (const job of this.#jobs.values())
      lanes.set(laneOf(job), [...(lanes.get(laneOf(job)) ?? []), job.name]);
    return lanes;
  }

  #free(lane: string): number {
    return slots - [...this.#running.values()].filter((one) => one.lane === lane).length;
  }

  async #setAlarm(): Promise<void> {
    // A full lane looks again when a run of it ends.
    const open = [...this.#lanes()].filter(([lane]) => this.#free(lane) > 0).flatMap(([, names]) => names);
    if (!this.#working || open.length === 0) return;
    const next = await this.store.next(open);
    const wait = next === null ? longestSleep : next + this.#options.patience() - this.#deps.clock.now();
    this.#wakeIn(Math.min(Math.max(wait, 1), longestSleep));
  }

  #wakeIn(wait: number): void {
    clearTimeout(this.#alarm);
    if (this.#working) this.#alarm = setTimeout(() => this.wake(), wait).unref();
  }

  /** Claims a row and lets it run; null when someone else has it. */
  async #take(row: StoredJob): Promise<{ run: Promise<void> } | null> {
    const job = this.#jobs.get(row.name);
    const holder = newId();
    const now = this.#deps.clock.now();
    if (!job || !this.#working) return null;
    if (!(await this.store.claim(row, now, { holder, until: now + lease }))) return null;
    const stop = new AbortController();
    const claimed = { ...row, attempts: row.attempts + 1 };
    const deps = { store: this.store, clock: this.#deps.clock, log: this.#deps.log };
    const run = runClaimed(deps, { job, row: claimed, holder, stop, stopping: () => this.#stopping })
      .then((waiting) => void (waiting && this.#options.onWaiting(waiting)))
      // The row's lease runs out and it runs again.
      .catch((problem) =>
        this.#deps.log.error({ job: row.name, id: row.id, problem: String(problem) }, 'job was not settled'),
      )
      .finally(() => {
        this.#running.delete(run);
        this.wake();
      });
    this.#running.set(run, { stop, lane: laneOf(job) });
    return { run };
  }

  /** Runs one row if it is due and nobody has it, to its end. */
  async runOne(id: string): Promise<void> {
    if (!this.#working) return;
    const [row] = await this.store.find(id);
    const job = row && this.#jobs.get(row.name);
    // What finds its lane full stays due, and is found again.
    if (!job || this.#free(laneOf(job)) <= 0) return;
    const taken = await this.#take(row);
    await taken?.run;
  }

  async drain(): Promise<void> {
    this.#draining = true;
    do {
      this.wake();
      await this.#looked();
      await Promise.all(this.#running.keys());
    } while (this.#working && !(await this.#isQuiet()));
    this.#draining = false;
  }

  async #isQuiet(): Promise<boolean> {
    const due = await this.store.due(this.#deps.clock.now(), this.names, 1);
    await this.#looked();
    return due.length === 0 && this.#running.size === 0;
  }

  async #looked(): Promise<void> {
    while (this.#looking) await this.#looking;
  }

  /** Takes no more rows, gives what runs `grace` ms, then tells it to stop and gives it as long again. */
  async stop(grace = 5_000): Promise<void> {
    this.#working = false;
    await this.#looked();
    clearTimeout(this.#alarm);
    if (await this.#ended(grace)) return;
    this.#stopping = true;
    for (const { stop } of this.#running.values()) stop.abort(new Error('The server stops'));
    await this.#ended(Math.max(grace, 1_000));
  }

  async #ended(within: number): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const tooLong = new Promise<false>((resolve) => {
      timer = setTimeout(() => resolve(false), within);
    });
    const all = Promise.all(this.#running.keys()).then(() => true);
    return Promise.race([all, tooLong]).finally(() => clearTimeout(timer));
  }
}
