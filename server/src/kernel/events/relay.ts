import * as z from 'zod/mini';
import { type EventName, type EventPayload, events } from '../../../../sdk/events.ts';
import type { Database, Tx } from '../../db/connection.ts';
import type { Clock } from '../clock.ts';
import { newId } from '../ids.ts';
import { type AnyJob, type Job, type JobQueue, job } from '../jobs/job.ts';
import type { Log } from '../log.ts';
import { Lane, withinPatience } from './lane.ts';
import type { AnyReaction, Fact, Outbox, Told } from './outbox.ts';
import { OutboxStore } from './store.ts';

export interface OutboxDeps {
  db: Database;
  clock: Clock;
  log: Log;
  jobs: JobQueue;
}
/** The outbox, and the background work it needs: hand `work` to the queue with the modules' jobs. */
export interface OpenOutbox extends Outbox {
  work: readonly AnyJob[];
}

/** Facts in hand at once; beyond it they stay in the table until there is room. */
const most = 2_000;
/** Told facts are noted together: one more commit for each order would cost more than it is worth. */
const noteAfter = 50;
const sweepEvery = 15_000;
/** A fact of another process that is untold so long has been left behind. */
const leftBehind = 30_000;
const day = 86_400_000;

const fact = z.object({ id: z.string(), name: z.string(), at: z.int(), payload: z.unknown() });
const retryPayload = z.object({ reaction: z.string(), fact });
type Retry = z.infer<typeof retryPayload>;

class Relay {
  readonly #deps: OutboxDeps;
  readonly #store: OutboxStore;
  readonly #lanes = new Map<EventName, Lane[]>();
  readonly #inHand = new Set<string>();
  readonly #work = new Set<Promise<void>>();
  readonly retryJob: Job<Retry>;
  #told: string[] = [];
  #noting: NodeJS.Timeout | undefined;
  #turn: Promise<void> = Promise.resolve();
  #sweeper: NodeJS.Timeout | undefined;
  #started = false;
  #behind = false;

  constructor(deps: OutboxDeps) {
    this.#deps = deps;
    this.#store = new OutboxStore(deps.db);
    // Twelve tries with doubling waits are a little over an hour.
    this.retryJob = job({
      name: 'outbox.retry',
      payload: retryPayload,
      attempts: 12,
      run: (payload) => this.#retry(payload),
    });
  }

  async tellAll(tx: Tx, told: readonly Told[]): Promise<void> {
    const at = this.#deps.clock.now();
    const facts = told.map(({ name, payload }): Fact => {
      const parsed = z.parse(events[name], payload) as EventPayload<EventName>;
      return { id: newId(), name, at, payload: parsed };
    });
    if (facts.length === 0) return;
    await this.#store.add(tx, facts);
    tx.afterCommit(() => this.#take(facts));
  }

  async start(reactions: readonly AnyReaction[]): Promise<void> {
    const names = new Set<string>();
    for (const reaction of reactions) {
      if (names.has(reaction.name)) throw new Error(`Two reactions are called ${reaction.name}`);
      names.add(reaction.name);
      const retry = (failed: AnyReaction, about: Fact): Promise<void> => this.#tellLater(failed, about);
      const lane = new Lane(reaction, { log: this.#deps.log, retry });
      this.#lanes.set(reaction.on, [...(this.#lanes.get(reaction.on) ?? []), lane]);
    }
    this.#started = true;
    await this.#catchUp(this.#deps.clock.now());
    const sweep = () => this.#catchUp(this.#deps.clock.now() - leftBehind);
    this.#sweeper = setInterval(
      () => void sweep().catch((problem) => this.#complain(problem)),
      sweepEvery,
    ).unref();
  }

  async stop(): Promise<void> {
    this.#started = false;
    clearInterval(this.#sweeper);
    await Promise.all(this.#work);
    await this.#note().catch((problem) => this.#complain(problem));
  }

  /** Reading what is untold and noting what was told take turns, so that a fact just noted is not taken again. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    const mine = this.#turn.then(work);
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  /** Takes up what the table has and we do not. */
  #catchUp(until: number): Promise<void> {
    return this.#inTurn(() => this.#takeUntold(until));
  }

  async #takeUntold(until: number): Promise<void> {
    this.#behind = false;
    const limit = most + this.#inHand.size;
    const facts = await this.#store.untold(until, limit);
    this.#take(facts);
    // A full answer is not the last one.
    if (facts.length === limit) this.#behind = true;
  }

  #take(facts: readonly Fact[]): void {
    if (!this.#started) return;
    for (const one of facts) {
      if (this.#inHand.has(one.id)) continue;
      if (this.#inHand.size >= most) {
        this.#behind = true;
        return;
      }
      this.#inHand.add(one.id);
      const work: Promise<void> = this.#relay(one).finally(() => this.#work.delete(work));
      this.#work.add(work);
    }
  }

  async #relay(one: Fact): Promise<void> {
    const lanes = this.#lanes.get(one.name) ?? [];
    const ends = await Promise.allSettled(lanes.map((lane) => lane.take(one)));
    const failed = ends.find((end) => end.status === 'rejected');
    if (failed) {
      // Neither told nor kept for later: it stays untold, and the sweep finds it.
      this.#inHand.delete(one.id);
      this.#complain(failed.reason);
      return;
    }
    this.#told.push(one.id);
    this.#noting ??= setTimeout(
      () => void this.#note().catch((problem) => this.#complain(problem)),
      noteAfter,
    );
  }

  #note(): Promise<void> {
    return this.#inTurn(() => this.#noteTold());
  }

  async #noteTold(): Promise<void> {
    clearTimeout(this.#noting);
    this.#noting = undefined;
    const ids = this.#told;
    if (ids.length === 0) return;
    this.#told = [];
    try {
      await this.#store.markTold(ids, this.#deps.clock.now());
    } finally {
      for (const id of ids) this.#inHand.delete(id);
    }
    if (this.#behind && this.#started) await this.#takeUntold(this.#deps.clock.now());
  }

  async #tellLater(failed: AnyReaction, about: Fact): Promise<void> {
    await this.#deps.jobs.add(this.retryJob, { reaction: failed.name, fact: about }, { delay: 1_000 });
  }

  async #retry(payload: Retry): Promise<void> {
    const lane = [...this.#lanes.values()].flat().find((one) => one.reaction.name === payload.reaction);
    if (lane) return withinPatience(() => lane.reaction.run(payload.fact as never));
    this.#deps.log.warn(
      { reaction: payload.reaction, fact: payload.fact.id },
      'the reaction is no longer there',
    );
  }

  async prune(): Promise<void> {
    await this.#store.prune(this.#deps.clock.now() - day);
  }

  async drain(): Promise<void> {
    if (!this.#started) return;
    do {
      await Promise.all(this.#work);
      await this.#note();
      await this.#catchUp(this.#deps.clock.now());
    } while (this.#work.size > 0 || this.#told.length > 0 || this.#behind);
  }

  #complain(problem: unknown): void {
    this.#deps.log.warn({ problem: String(problem) }, 'the outbox could not be worked on');
  }
}

/** Opens the outbox over kernel_outbox. */
export const openOutbox = (deps: OutboxDeps): OpenOutbox => {
  const relay = new Relay(deps);
  const prune = job({
    name: 'outbox.prune',
    payload: z.object({}),
    attempts: 3,
    every: 3_600_000,
    run: () => relay.prune(),
  });
  return {
    // The pair is one member of Told: `name` and `payload` are of the same N.
    tell: (tx, name, payload) => relay.tellAll(tx, [{ name, payload } as Told]),
    tellAll: (tx, facts) => relay.tellAll(tx, facts),
    start: (reactions) => relay.start(reactions),
    stop: () => relay.stop(),
    drain: () => relay.drain(),
    work: [relay.retryJob, prune],
  };
};
