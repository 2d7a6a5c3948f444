import type { RefusalCode } from '#contracts/refusals';
import type { Tx } from '../../db/connection.ts';

/** What a step is given: the input and the results of the steps before it, as one object. */
export type Run<T> = T & { readonly sagaId: string };
/** What an undo is given: any of the results may be missing. */
export type Undone<In, Ctx> = Run<In & Partial<Ctx>>;

/** A step's answer when the world has to do something first, e.g. the buyer at the provider; `wake` asks again. */
export const waiting: unique symbol = Symbol('waiting');

type Result = object | undefined | void | typeof waiting;
/** A step without a result adds nothing to the context. */
type Joined<Out> = [Exclude<Out, undefined | void | typeof waiting>] extends [never]
  ? unknown
  : Exclude<Out, undefined | void | typeof waiting>;

export interface LocalStep {
  name: string;
  kind: 'local';
  make(run: Run<object>, tx: Tx): Promise<Result>;
  undo?(run: Run<object>, tx: Tx): Promise<unknown>;
}
export interface RemoteStep {
  name: string;
  kind: 'remote';
  make(run: Run<object>): Promise<Result>;
  undo?(run: Run<object>): Promise<unknown>;
  when?(run: Run<object>): boolean;
}
export type Step = LocalStep | RemoteStep;

export interface SagaOptions {
  /** How long a run may take, in ms; one that is not done by then is undone. */
  within: number;
  /** The refusal of a run that was given up without a refusal of its own. */
  failed: RefusalCode;
}

/** A piece of business in steps: all of them, or what was done is undone. */
export interface Saga<In extends object, Ctx> extends SagaOptions {
  name: string;
  steps: readonly Step[];
  /** Only the types are used. */
  readonly gives?: (input: In) => Ctx;
}

type RemoteUndo<In, Ctx> = (run: Undone<In, Ctx>) => Promise<unknown>;

interface Builder<In extends object, Ctx> {
  /**
   * A step inside this database: its effect is committed together with the run's progress, so there is no
   * moment when one is there without the other. Neighbours share one transaction.
   */
  step<Out extends Result>(
    name: string,
    make: (run: Run<In & Ctx>, tx: Tx) => Promise<Out>,
    undo?: (run: Undone<In, Ctx>, tx: Tx) => Promise<unknown>,
  ): Builder<In, Ctx & Joined<Out>>;
  /**
   * A step in the outside world, without a transaction. It may be asked twice with the same `sagaId` and must
   * then have one effect; its undo may come without the effect. Where `when` says so of the run's input, the step is
   * passed over, and the local steps on both sides of it share one transaction.
   */
  remote<Out extends Result>(
    name: string,
    make: (run: Run<In & Ctx>) => Promise<Out>,
    more?: RemoteUndo<In, Ctx> | { undo?: RemoteUndo<In, Ctx>; when?(run: Run<In>): boolean },
  ): Builder<In, Ctx & Joined<Out>>;
  build(): Saga<In, Ctx>;
}

const builder = <In extends object, Ctx>(so: Saga<object, unknown>): Builder<In, Ctx> => {
  const and = (step: object) => builder<In, never>({ ...so, steps: [...so.steps, step as Step] });
  return {
    step: (name, make, undo) => and({ kind: 'local', name, make, undo }),
    remote: (name, make, more) =>
      and({ kind: 'remote', name, make, ...(typeof more === 'function' ? { undo: more } : more) }),
    build: () => so as Saga<In, Ctx>,
  };
};

/** `saga<Input>('place-order', …).step(name, do, undo?).remote(name, do, undo?).build()` */
export const saga = <In extends object>(name: string, options: SagaOptions): Builder<In, unknown> =>
  builder<In, unknown>({ name, ...options, steps: [] });

/** Called at every point of `pointsOf`; what it throws happens there. For tests of crashes and failures. */
export type Probe = (point: string) => Promise<void> | void;

const pointsOfStep = (step: Step): string[] => {
  const forward = [`${step.name}/before`, `${step.name}/after`];
  const back = step.undo ? [`${step.name}/undo before`, `${step.name}/undo after`] : [];
  return [...forward, ...back];
};

/** Every point of a saga at which the process may die; `saved` and `turned` follow a commit. */
export const pointsOf = (of: Saga<never, unknown>): string[] =>
  ['begin', ...of.steps.flatMap(pointsOfStep), 'saved', 'turned', 'undone'].map(
    (point) => `${of.name}/${point}`,
  );
