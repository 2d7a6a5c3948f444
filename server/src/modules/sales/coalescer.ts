/** Sends the first value of a key at once and then at most one in each `ms`, always the newest. */
export class Coalescer<V> {
  readonly #ms: number;
  readonly #send: (key: string, value: V) => void;
  readonly #waiting = new Map<string, { value: V }>();
  readonly #quiet = new Map<string, NodeJS.Timeout>();

  constructor(ms: number, send: (key: string, value: V) => void) {
    this.#ms = ms;
    this.#send = send;
  }

  put(key: string, value: V): void {
    if (this.#quiet.has(key)) this.#waiting.set(key, { value });
    else this.#sendNow(key, value);
  }

  /** Forgets what waits. */
  stop(): void {
    for (const timer of this.#quiet.values()) clearTimeout(timer);
    this.#quiet.clear();
    this.#waiting.clear();
  }

  #sendNow(key: string, value: V): void {
    this.#quiet.set(
      key,
      setTimeout(() => this.#next(key), this.#ms),
    );
    this.#send(key, value);
  }

  #next(key: string): void {
    this.#quiet.delete(key);
    const waiting = this.#waiting.get(key);
    this.#waiting.delete(key);
    if (waiting) this.#sendNow(key, waiting.value);
  }
}
