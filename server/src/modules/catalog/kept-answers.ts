import { createHash } from 'node:crypto';
import { Prepared } from '../../kernel/http/serve.ts';

/** An answer that was read and serialised once. */
export interface KeptAnswer {
  prepared: Prepared;
  /** The count of Freshness before it was read. */
  readAt: number;
  /** When it was read. */
  at: number;
  /** The product it is about; null for lists. */
  productId: string | null;
}

export interface Question {
  key: string;
  /** Whether a kept answer may still be given. */
  isFresh(kept: KeptAnswer): boolean;
  read(): Promise<{ reply: object; productId: string | null }>;
}

export interface Limits {
  answers: number;
  bytes: number;
}

const prepare = (reply: object): Prepared => {
  const json = Buffer.from(JSON.stringify(reply));
  return new Prepared(json, `"${createHash('sha1').update(json).digest('base64url')}"`);
};

/** Serialised answers, the ones asked for last; those who ask for one at the same moment wait for one reading. */
export class KeptAnswers {
  readonly #kept = new Map<string, KeptAnswer>();
  readonly #reading = new Map<string, { readAt: number; answer: Promise<Prepared> }>();
  readonly #limits: Limits;
  #bytes = 0;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** `now`: the time, and the count of Freshness. */
  async answer(question: Question, now: { at: number; count: number }): Promise<Prepared> {
    const kept = this.#kept.get(question.key);
    if (kept && question.isFresh(kept)) return this.#used(question.key, kept);
    const reading = this.#reading.get(question.key);
    // A reading that began before the last change may not show it.
    if (reading?.readAt === now.count) return reading.answer;
    const answer = this.#read(question, now);
    const mine = { readAt: now.count, answer };
    this.#reading.set(question.key, mine);
    try {
      return await answer;
    } finally {
      if (this.#reading.get(question.key) === mine) this.#reading.delete(question.key);
    }
  }

  async #read(question: Question, now: { at: number; count: number }): Promise<Prepared> {
    const { reply, productId } = await question.read();
    const prepared = prepare(reply);
    this.#keep(question.key, { prepared, readAt: now.count, at: now.at, productId });
    return prepared;
  }

  #used(key: string, kept: KeptAnswer): Prepared {
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    return kept.prepared;
  }

  #keep(key: string, kept: KeptAnswer): void {
    this.#forget(key);
    this.#kept.set(key, kept);
    this.#bytes += kept.prepared.json.length + key.length;
    while (this.#kept.size > this.#limits.answers || this.#bytes > this.#limits.bytes) {
      const oldest = this.#kept.keys().next().value;
      if (oldest === undefined) return;
      this.#forget(oldest);
    }
  }

  #forget(key: string): void {
    const kept = this.#kept.get(key);
    if (!kept) return;
    this.#bytes -= kept.prepared.json.length + key.length;
    this.#kept.delete(key);
  }
}
