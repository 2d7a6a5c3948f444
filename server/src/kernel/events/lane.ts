import type { Log } from '../log.ts';
import type { AnyReaction, Fact } from './outbox.ts';

/** A reaction that has said nothing for so long is taken for failed, so that its lane goes on. */
export const patience = 10_000;

export const withinPatience = async (work: () => Promise<void> | void): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer within ${patience / 1000} s`)), patience);
  });
  try {
    await Promise.race([work(), tooLong]);
  } finally {
    clearTimeout(timer);
  }
};

export interface LaneDeps {
  log: Log;
  /** Sees to it that the reaction gets the fact later. */
  retry(reaction: AnyReaction, fact: Fact): Promise<void>;
}

/** The facts of one reaction, one after another, apart from all other reactions: a slow one delays itself only. */
export class Lane {
  readonly reaction: AnyReaction;
  readonly #deps: LaneDeps;
  #last: Promise<unknown> = Promise.resolve();

  constructor(reaction: AnyReaction, deps: LaneDeps) {
    this.reaction = reaction;
    this.#deps = deps;
  }

  /** Settles when the reaction has had the fact, or will get it later; rejects when neither could be done. */
  take(fact: Fact): Promise<void> {
    const mine = this.#last.then(() => this.#tell(fact));
    this.#last = mine.catch(() => undefined);
    return mine;
  }

  async #tell(fact: Fact): Promise<void> {
    try {
      // The outbox hands a lane only facts of the name its reaction is on.
      await withinPatience(() => this.reaction.run(fact as never));
    } catch (problem) {
      const about = {
        reaction: this.reaction.name,
        fact: fact.id,
        name: fact.name,
        problem: String(problem),
      };
      this.#deps.log.warn(about, 'reaction failed and will be tried again');
      await this.#deps.retry(this.reaction, fact);
    }
  }
}
