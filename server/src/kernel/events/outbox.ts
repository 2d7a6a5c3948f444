import type { EventName, EventPayload } from '../../../../sdk/events.ts';
import type { Tx } from '../../db/connection.ts';

export interface Fact<N extends EventName = EventName> {
  id: string;
  name: N;
  at: number;
  payload: EventPayload<N>;
}

/** What a module does when something has happened elsewhere. At least once, so it must bear a second telling. */
export interface Reaction<N extends EventName = EventName> {
  /** `module.what` for logs and retries. */
  name: string;
  on: N;
  run(fact: Fact<N>): Promise<void> | void;
  /** Takes the place of `run` where many at once cost less: all facts that came while the last ones were told. */
  runAll?(facts: readonly Fact<N>[]): Promise<void> | void;
}
export const reaction = <N extends EventName>(definition: Reaction<N>): Reaction<N> => definition;
export type AnyReaction = { [N in EventName]: Reaction<N> }[EventName];

/** A fact as a module tells it. */
export type Told = { [N in EventName]: { name: N; payload: EventPayload<N> } }[EventName];

/** Facts are written in the transaction of what they tell, and told to the reactions after it has committed. */
export interface Outbox {
  tell<N extends EventName>(tx: Tx, name: N, payload: EventPayload<N>): Promise<void>;
  /** Several facts at once, with one statement. */
  tellAll(tx: Tx, facts: readonly Told[]): Promise<void>;
  start(reactions: readonly AnyReaction[]): Promise<void>;
  stop(): Promise<void>;
  /** Tells everything committed so far; for tests. */
  drain(): Promise<void>;
}
