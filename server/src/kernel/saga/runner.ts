import type { Database } from '../../db/connection.ts';
import type { Clock } from '../clock.ts';
import { fingerprintOf } from '../fingerprint.ts';
import { newId } from '../ids.ts';
import type { Log } from '../log.ts';
import { Refusal } from '../refusal.ts';
import { type AnySaga, Execution, type Going, given, LeaseLost, Taken } from './execution.ts';
import { type Outcome, outcomeOf, waitForOutcome } from './outcome.ts';
import type { Probe, Run, Saga } from './saga.ts';
import { SagaStore, type StoredRun } from './store.ts';

/** What a run is: its id, what the steps are given, and what was asked for, by which a repeat is known. */
export interface Start<In> {
  id: string;
  input: In;
  asked: unknown;
}

export interface SagaHandle<In, Ctx> {
  /**
   * Runs it to its end, or joins the run of this id and answers as that one does. Another `asked` under the
   * same id is refused with key.reused; a run that takes long with key.in-progress, and goes on.
   */
  run(start: Start<In>): Promise<Outcome<In, Ctx>>;
  /** The outcome of the run of this id, waited for; undefined where there is none. */
  join(id: string, asked: unknown): Promise<Outcome<In, Ctx> | undefined>;
  /** What the run of this id was given and what its steps have said, however it ended; refuses as `run` does. */
  recall(id: string, asked: unknown): Promise<Run<In & Partial<Ctx>> | undefined>;
}

export interface SagaRunnerDeps {
  db: Database;
  clock: Clock;
  log: Log;
  probe?: Probe;
  /** How long a worker may be silent before another takes its run, in ms. */
  lease?: number;
  /** How long someone who asks for an outcome waits for it, in ms. */
  patience?: number;
  /** How often the runner looks for runs to resume, in ms. */
  every?: number;
}

/** A run that could neither be finished nor undone. */
export interface StuckRun extends Pick<StoredRun, 'id' | 'error'> {
  saga: string;
  /** Whose undo keeps failing. */
  step: string;
  since: number;
}

/** So often an undo is tried before it is the operator's. */
const mostUndos = 5;
const mostAtOnce = 10;
const backOff = (attempts: number): number => Math.min(500 * 2 ** (attempts - 1), 15_000);

/** Busy shops and lost connections are no answer to keep. */
const isFinal = (problem: unknown): problem is Refusal => problem instanceof Refusal && problem.status < 500;

/** Starts runs, and resumes those whose worker has died: any number of processes may do so over one database. */
export class SagaRunner {
  readonly #deps: SagaRunnerDeps;
  readonly #lease: number;
  readonly #store: SagaStore;
  readonly #execution: Execution;
  readonly #sagas = new Map<string, AnySaga>();
  readonly #running = new Map<string, { fingerprint: string; end: Promise<StoredRun> }>();
  readonly #waking = new Map<string, Promise<boolean>>();
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(deps: SagaRunnerDeps) {
    this.#deps = deps;
    this.#lease = deps.lease ?? 5_000;
    this.#store = new SagaStore(deps.db);
    this.#execution = new Execution({ ...deps, probe: deps.probe ?? (() => undefined), lease: this.#lease });
  }

  /** Makes a saga known, so that its runs can be started, and resumed after a crash. */
  add<In extends object, Ctx>(saga: Saga<In, Ctx>): SagaHandle<In, Ctx> {
    if (this.#sagas.has(saga.name)) throw new Error(`Two sagas are named ${saga.name}`);
    this.#sagas.set(saga.name, saga);
    return {
      run: (start) => this.#run(saga, start) as Promise<Outcome<In, Ctx>>,
      join: (id, asked) =>
        this.#join(id, fingerprintOf(asked), false) as Promise<Outcome<In, Ctx> | undefined>,
      recall: (id, asked) =>
        this.#recall(id, fingerprintOf(asked)) as Promise<Run<In & Partial<Ctx>> | undefined>,
    };
  }

  /** Begins to resume runs whose worker has died. */
  start(): void {
    this.#stopped = false;
    this.#again();
  }

  /** Takes no more, and lets what runs come to its end or to a point from which it can be resumed. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#looking;
    await Promise.allSettled([...this.#running.values()].map((one) => one.end));
  }

  /** Resumes everything that is due until nothing is; for tests. */
  async drain(): Promise<void> {
    while (await this.#look());
  }

  /** Asks a waiting run's step again; false where it does not wait. Ends when what came of it is written. */
  async wake(id: string): Promise<boolean> {
    // Whoever woke it a moment ago may have asked before there was news: it is asked again after that.
    for (let other = this.#waking.get(id); other; other = this.#waking.get(id))
      await other.catch(() => undefined);
    const mine = this.#reopen(id, 'waiting').finally(() => this.#waking.delete(id));
    this.#waking.set(id, mine);
    const woken = await mine;
    if (!woken) await this.#running.get(id)?.end.catch(() => undefined);
    return woken;
  }

  /** Runs whose undo failed again and again, for the operator. */
  async stuck(): Promise<StuckRun[]> {
    const runs = await this.#store.stuck();
    return runs.map(({ run, since }) => ({
      id: run.id,
      saga: run.name,
      step: this.#sagas.get(run.name)?.steps[run.step - 1]?.name ?? '',
      error: run.error,
      since,
    }));
  }

  /** Tries a stuck run's undo again; false where it is not stuck. */
  retry(id: string): Promise<boolean> {
    return this.#reopen(id, 'stuck');
  }

  async #run(saga: AnySaga, start: Start<object>): Promise<Outcome<object, object>> {
    const fingerprint = fingerprintOf(start.asked);
    const other = this.#running.get(start.id);
    if (other && other.fingerprint !== fingerprint) throw new Refusal('key.reused');
    const end = other?.end ?? this.#begin(saga, start, fingerprint);
    const run = await end.catch((problem) => {
      if (!(problem instanceof Taken)) throw problem;
    });
    const outcome = (run && outcomeOf(run)) ?? (await this.#join(start.id, fingerprint, true));
    if (!outcome) throw new Error(`The run ${start.id} is gone`);
    return outcome;
  }

  #begin(saga: AnySaga, { id, input }: Start<object>, fingerprint: string): Promise<StoredRun> {
    const deadline = this.#now() + saga.within;
    const progress = { state: 'running', step: 0, context: {}, error: null, attempts: 0 } as const;
    const run: StoredRun = { id, name: saga.name, input, fingerprint, deadline, ...progress };
    return this.#track({ saga, run, owner: newId(), fresh: true });
  }

  #join(id: string, fingerprint: string, known: boolean): Promise<Outcome<object, object> | undefined> {
    const patience = this.#deps.patience ?? 10_000;
    return waitForOutcome({ find: () => this.#store.find(id), fingerprint, patience, known });
  }

  async #recall(id: string, fingerprint: string): Promise<Run<object> | undefined> {
    const run = await this.#store.find(id);
    if (run && run.fingerprint !== fingerprint) throw new Refusal('key.reused');
    return run && given(run);
  }

  #now(): number {
    return this.#deps.clock.now();
  }

  #track(going: Going): Promise<StoredRun> {
    const end = this.#drive(going).finally(() => this.#running.delete(going.run.id));
    this.#running.set(going.run.id, { fingerprint: going.run.fingerprint, end });
    return end;
  }

  async #drive(going: Going): Promise<StoredRun> {
    try {
      if (going.run.state === 'waiting') await this.#execution.turn(going, new Refusal(going.saga.failed));
      if (going.run.state === 'running') await this.#ahead(going);
      if (going.run.state === 'undoing') await this.#back(going);
      return going.run;
    } catch (problem) {
      if (!(problem instanceof LeaseLost)) throw problem;
      return this.#handOver(going);
    }
  }

  async #ahead(going: Going): Promise<void> {
    try {
      await this.#execution.forward(going);
    } catch (problem) {
      if (problem instanceof LeaseLost || problem instanceof Taken) throw problem;
      if (isFinal(problem)) await this.#execution.turn(going, problem);
      else if (going.fresh) throw problem;
      else await this.#putOff(going, problem);
    }
  }

  async #back(going: Going): Promise<void> {
    try {
      await this.#execution.backward(going);
    } catch (problem) {
      if (problem instanceof LeaseLost) throw problem;
      await this.#putOff(going, problem);
    }
  }

  /** Leaves a run for later, or for the operator, after a failure that is no refusal. */
  async #putOff(going: Going, problem: unknown): Promise<void> {
    const attempts = going.run.attempts + 1;
    const stuck = going.run.state === 'undoing' && attempts >= mostUndos;
    going.run = { ...going.run, attempts, state: stuck ? 'stuck' : going.run.state };
    const about = { saga: going.saga.name, run: going.run.id, step: going.run.step, attempts, err: problem };
    if (stuck)
      this.#deps.log.error(about, 'A run is stuck: its undo keeps failing. Mend the cause, then retry it');
    else this.#deps.log.warn(about, 'A step failed and will be tried again');
    const now = this.#now();
    const until = Math.min(now + backOff(attempts), Math.max(going.run.deadline, now + 1_000));
    await this.#execution.save(going, this.#deps.db, { owner: null, until });
  }

  /** Another worker has the run; what this one did outside must not stay where the other gave the run up. */
  async #handOver(going: Going): Promise<StoredRun> {
    const run = await this.#store.find(going.run.id);
    if (!run) throw new Error(`The run ${going.run.id} is gone`);
    const givenUp = run.state === 'undoing' || run.state === 'undone' || run.state === 'stuck';
    if (givenUp) await going.remote?.undo?.(given(going.run));
    return run;
  }

  async #resume(id: string): Promise<void> {
    const owner = newId();
    const lease = { owner, until: this.#now() + this.#lease };
    if (this.#running.has(id) || !(await this.#store.take(id, lease, this.#now()))) return;
    const run = await this.#store.find(id);
    const saga = run && this.#sagas.get(run.name);
    if (saga) await this.#track({ saga, run, owner, fresh: false });
  }

  /** Resumes some of what is due; false where nothing was. */
  async #look(): Promise<boolean> {
    if (this.#sagas.size === 0) return false;
    const ids = await this.#store.due([...this.#sagas.keys()], this.#now(), mostAtOnce);
    const others = ids.filter((id) => !this.#running.has(id));
    await Promise.all(others.map((id) => this.#resume(id)));
    return others.length > 0;
  }

  #again(): void {
    const failed = (problem: unknown): false => {
      this.#deps.log.warn({ err: problem }, 'Runs could not be resumed; will look again');
      return false;
    };
    this.#looking = this.#look()
      .catch(failed)
      .then((found) => {
        if (!this.#stopped)
          this.#timer = setTimeout(() => this.#again(), found ? 0 : (this.#deps.every ?? 500));
      });
  }

  async #reopen(id: string, from: 'waiting' | 'stuck'): Promise<boolean> {
    const found = await this.#store.reopen(id, from, this.#now());
    if (found) await this.#resume(id);
    return found;
  }
}
