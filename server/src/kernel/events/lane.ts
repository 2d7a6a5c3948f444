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

interface Waiting {
  fact: Fact;
  resolve(): void;
  reject(problem: unknown): void;
}

const atOnce = 200;

/** The facts of one reaction, one after another, apart from all other reactions: a slow one delays itself only. */
export class Lane {
  readonly reaction: AnyReaction;
  readonly #deps: LaneDeps;
  readonly #queue: Waiting[] = [];
  #working = false;

  constructor(reaction: AnyReaction, deps: LaneDeps) {
    this.reaction = reaction;
    this.#deps = deps;
  }

  /** Settles when the reaction has had the fact, or will get it later; rejects when neither could be done. */
  take(fact: Fact): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ fact, resolve, reject });
      if (!this.#working) void this.#work();
    });
  }

  async #work(): Promise<void> {
    this.#working = true;
    // The facts of one transaction come together: the rest of them is here a moment later.
    await Promise.resolve();
    while (this.#queue.length > 0) await this.#tell(this.#queue.splice(0, this.reaction.runAll ? atOnce : 1));
    this.#working = false;
  }

  async #tell(waiting: readonly Waiting[]): Promise<void> {
    try {
      await withinPatience(() => this.#run(waiting.map(({ fact }) => fact)));
      for (const { resolve } of waiting) resolve();
    } catch (problem) {
      for (const one of waiting) await this.#tellLater(one, problem).then(one.resolve, one.reject);
    }
  }

  /** The outbox hands a lane only facts of the name its reaction is on. */
  async #run(facts: readonly Fact[]): Promise<void> {
    const { reaction } = this;
    if (reaction.runAll) await reaction.runAll(facts as never);
    else for (const fact of facts) await reaction.run(fact as never);
  }

  async #tellLater({ fact }: Waiting, problem: unknown): Promise<void> {
    const about = { reaction: this.reaction.name, fact: fact.id, name: fact.name, problem: String(problem) };
    this.#deps.log.warn(about, 'reaction failed and will be tried again');
    await this.#deps.retry(this.reaction, fact);
  }
}
