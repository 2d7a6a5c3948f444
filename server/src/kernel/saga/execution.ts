import type { Connection, Database, Tx } from '../../db/connection.ts';
import type { Clock } from '../clock.ts';
import { Refusal } from '../refusal.ts';
import {
  type LocalStep,
  type Probe,
  type RemoteStep,
  type Run,
  type Saga,
  type Step,
  waiting,
} from './saga.ts';
import { type Lease, SagaStore, type StoredRun } from './store.ts';

export type AnySaga = Saga<never, unknown>;

/** One run in one worker's hands. */
export interface Going {
  readonly saga: AnySaga;
  readonly owner: string;
  run: StoredRun;
  /** Its row is not written yet. */
  fresh: boolean;
  /** The last remote step this worker asked for. */
  remote?: RemoteStep;
}

/** The lease ran out and went to another worker: this one must not write any more. */
export class LeaseLost extends Error {}
/** A run of this id was there first. */
export class Taken extends Error {}

export interface ExecutionDeps {
  db: Database;
  clock: Clock;
  probe: Probe;
  /** How long a worker may be silent before another takes its run, in ms. */
  lease: number;
}

/** A remote step that has not answered by then, in ms, counts as failed and is asked again. */
const patience = 15_000;

/** What a step sees. */
export const given = (run: StoredRun): Run<object> => ({ ...run.input, ...run.context, sagaId: run.id });

const orGiveUp = async <T>(work: Promise<T>, step: Step): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new Error(`'${step.name}' has not answered for ${patience} ms`)),
      patience,
    );
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
};

/** A remote step that this run has nothing to ask of. */
const passedOver = (step: Step | undefined, run: StoredRun): boolean =>
  step?.kind === 'remote' && step.when !== undefined && !step.when(given(run));

/** Steps that share one transaction, each with its place in the saga. */
interface Stretch {
  steps: { step: LocalStep; at: number }[];
  /** Where the run is after all of them. */
  to: number;
}

/** The steps from here on that share one transaction, in the order they are to run. */
const stretch = ({ saga, run }: Going): Stretch => {
  const isBack = run.state === 'undoing';
  const steps: Stretch['steps'] = [];
  let to = run.step;
  while (isBack ? to > 0 : to < saga.steps.length) {
    const at = isBack ? to - 1 : to;
    const step = saga.steps[at];
    if (step?.kind === 'local') steps.push({ step, at });
    else if (!passedOver(step, run)) break;
    to += isBack ? -1 : 1;
  }
  return { steps, to };
};

const reached = (saga: AnySaga, run: StoredRun, step: number): StoredRun => ({
  ...run,
  step,
  state: step === saga.steps.length ? 'done' : 'running',
  attempts: 0,
});

const wentBack = (run: StoredRun, step: number): StoredRun => ({
  ...run,
  step,
  state: step === 0 ? 'undone' : 'undoing',
  attempts: 0,
});

interface Answered {
  at: number;
  result: Awaited<ReturnType<Step['make']>>;
}

/** The run after the step at a place has answered. */
const after = (saga: AnySaga, run: StoredRun, { at, result }: Answered): StoredRun =>
  result === waiting
    ? { ...run, step: at, state: 'waiting' }
    : { ...reached(saga, run, at + 1), context: { ...run.context, ...result } };

/** Moves runs along: forward to `done`, or backward to `undone`. */
export class Execution {
  readonly #deps: ExecutionDeps;
  constructor(deps: ExecutionDeps) {
    this.#deps = deps;
  }

  async forward(going: Going): Promise<void> {
    if (going.fresh) await this.#at(going, 'begin');
    while (going.run.state === 'running') {
      if (this.#now() >= going.run.deadline) throw new Refusal(going.saga.failed);
      const step = going.saga.steps[going.run.step];
      if (step?.kind === 'remote' && !going.fresh && !passedOver(step, going.run))
        await this.#remote(step, going);
      else await this.#together(going);
    }
  }

  /** From here the run goes back; the step that failed is undone too, since its effect may be there. */
  async turn(going: Going, refusal: Refusal): Promise<void> {
    // What is committed as done stays so, whatever is thrown after it.
    if (going.run.state === 'done') return;
    const { error } = refusal.toReply();
    if (going.fresh) {
      going.run = { ...going.run, state: 'undone', step: 0, error };
      await this.#insert(going, going.run, this.#deps.db);
      return;
    }
    const step = Math.min(going.run.step + 1, going.saga.steps.length);
    going.run = { ...going.run, state: 'undoing', step, error, attempts: 0 };
    await this.save(going);
    await this.#at(going, 'turned');
  }

  async backward(going: Going): Promise<void> {
    while (going.run.state === 'undoing') {
      const step = going.saga.steps[going.run.step - 1];
      if (step?.kind === 'remote' && !passedOver(step, going.run)) await this.#undoRemote(step, going);
      else await this.#undoTogether(going);
    }
    await this.#at(going, 'undone');
  }

  /** Writes the progress; throws LeaseLost where it is no longer this worker's to write. */
  async save(
    going: Going,
    on: Connection = this.#deps.db,
    left = this.#leaseOf(going, going.run),
  ): Promise<void> {
    const change = { lease: left, now: this.#now() };
    if (!(await new SagaStore(on).save(going.run, going.owner, change))) throw new LeaseLost();
  }

  async #insert(going: Going, run: StoredRun, on: Connection): Promise<void> {
    const { until } = this.#leaseOf(going, run);
    if (!(await new SagaStore(on).insert(run, { owner: going.owner, until }, this.#now()))) throw new Taken();
  }

  #now(): number {
    return this.#deps.clock.now();
  }

  #at(going: Going, point: string): Promise<void> | void {
    return this.#deps.probe(`${going.saga.name}/${point}`);
  }

  #leaseOf({ owner }: Going, run: StoredRun): Lease {
    if (run.state === 'waiting') return { owner: null, until: run.deadline };
    const open = run.state === 'running' || run.state === 'undoing';
    return open ? { owner, until: this.#now() + this.#deps.lease } : { owner: null, until: 0 };
  }

  /** The local steps that come next, and the progress they make, in one transaction. */
  async #together(going: Going): Promise<void> {
    const { steps, to } = stretch(going);
    const expected = reached(going.saga, going.run, to);
    going.run = await this.#deps.db.transaction(async (tx) => {
      const trial: Going = { ...going };
      // First, so that of two runs of one id the second waits here; as it will stand when all goes well, so that a
      // run whose steps have no results needs no second statement.
      if (going.fresh) await this.#insert(going, expected, tx);
      for (const one of steps) if (trial.run.state === 'running') await this.#local(one, trial, tx);
      if (trial.run.state === 'running') trial.run = reached(trial.saga, trial.run, to);
      const asExpected = trial.run.state === expected.state && Object.keys(trial.run.context).length === 0;
      if (!going.fresh || !asExpected) await this.save(trial, tx);
      return trial.run;
    });
    going.fresh = false;
    await this.#at(going, 'saved');
  }

  async #local({ step, at }: Stretch['steps'][number], going: Going, tx: Tx): Promise<void> {
    await this.#at(going, `${step.name}/before`);
    const result = await step.make(given(going.run), tx);
    await this.#at(going, `${step.name}/after`);
    going.run = after(going.saga, going.run, { at, result });
  }

  async #remote(step: RemoteStep, going: Going): Promise<void> {
    await this.#at(going, `${step.name}/before`);
    going.remote = step;
    const result = await this.#keepingLease(going, () => orGiveUp(step.make(given(going.run)), step));
    await this.#at(going, `${step.name}/after`);
    going.run = after(going.saga, going.run, { at: going.run.step, result });
    // A local step that follows saves this result with its own; the remote one bears a second asking till then.
    if (going.run.state === 'running' && going.saga.steps[going.run.step]?.kind === 'local') return;
    await this.save(going);
    await this.#at(going, 'saved');
  }

  async #keepingLease<T>(going: Going, work: () => Promise<T>): Promise<T> {
    const { db, lease } = this.#deps;
    const renew = () => new SagaStore(db).renew(going.run.id, going.owner, this.#now() + lease);
    const timer = setInterval(() => void renew().catch(() => undefined), lease / 3);
    return work().finally(() => clearInterval(timer));
  }

  async #undoTogether(going: Going): Promise<void> {
    const { steps, to } = stretch(going);
    going.run = await this.#deps.db.transaction(async (tx) => {
      for (const { step } of steps) await this.#undoLocal(step, going, tx);
      const run = wentBack(going.run, to);
      await this.save({ ...going, run }, tx);
      return run;
    });
  }

  async #undoLocal(step: LocalStep, going: Going, tx: Tx): Promise<void> {
    if (!step.undo) return;
    await this.#at(going, `${step.name}/undo before`);
    await step.undo(given(going.run), tx);
    await this.#at(going, `${step.name}/undo after`);
  }

  async #undoRemote(step: RemoteStep, going: Going): Promise<void> {
    const { undo } = step;
    if (undo) {
      await this.#at(going, `${step.name}/undo before`);
      await this.#keepingLease(going, () => orGiveUp(undo(given(going.run)), step));
      await this.#at(going, `${step.name}/undo after`);
    }
    going.run = wentBack(going.run, going.run.step - 1);
    if (going.saga.steps[going.run.step - 1]?.kind !== 'local') await this.save(going);
  }
}
