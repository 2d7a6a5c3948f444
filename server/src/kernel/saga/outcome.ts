import { Refusal } from '../refusal.ts';
import { given } from './execution.ts';
import type { Run } from './saga.ts';
import type { StoredRun } from './store.ts';

/** How a run stands for whoever asks; a refused run throws its refusal instead. */
export type Outcome<In, Ctx> =
  | { state: 'done'; result: Run<In & Ctx> }
  | { state: 'waiting'; result: Run<In & Partial<Ctx>> };

/** What a run's state says to whoever asks; undefined while that is open. */
export const outcomeOf = (run: StoredRun): Outcome<object, object> | undefined => {
  if (run.state === 'done' || run.state === 'waiting') return { state: run.state, result: given(run) };
  if (run.error) throw new Refusal(run.error.code, run.error.details);
  return undefined;
};

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export interface Wait {
  find(): Promise<StoredRun | undefined>;
  fingerprint: string;
  /** In ms. */
  patience: number;
  /** The run is known to be there, though perhaps not to be seen from here before its commit. */
  known: boolean;
}

/** Looks again and again until a run has come to something. */
export const waitForOutcome = async ({
  find,
  fingerprint,
  patience,
  known,
}: Wait): Promise<Outcome<object, object> | undefined> => {
  for (let waited = 0, wait = 20; ; waited += wait, wait = Math.min(wait * 2, 250)) {
    const run = await find();
    if (!run && !known) return undefined;
    if (run && run.fingerprint !== fingerprint) throw new Refusal('key.reused');
    const outcome = run && outcomeOf(run);
    if (outcome) return outcome;
    if (waited >= patience) throw new Refusal('key.in-progress');
    await pause(wait);
  }
};
