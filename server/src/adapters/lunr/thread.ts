import { Worker } from 'node:worker_threads';
import type { SearchResult } from '../../kernel/search.ts';
import type { Ask, Asked, Said } from './messages.ts';

/** What is built runs as it is; from the sources, which only a checkout has, a thread needs the TypeScript loader. */
const openWorker = (): Worker => {
  if (!import.meta.url.endsWith('.ts'))
    return new Worker(new URL('./worker.js', import.meta.url), { execArgv: [] });
  const source = new URL('./worker.ts', import.meta.url).href;
  const withLoader = new URL('../../../test/thread-from-source.mjs', import.meta.url);
  return new Worker(withLoader, { workerData: source, execArgv: ['--conditions=leo-source'] });
};

/** Longer than the longest step of a rebuild. */
const patience = 5_000;

interface Waiting {
  resolve(result: SearchResult | null): void;
  reject(problem: Error): void;
  timer: NodeJS.Timeout;
}

export interface ThreadEvents {
  /** A newer index is in use. */
  renewed(): void;
  /** The thread is no more, and what it knew with it. */
  gone(problem: Error): void;
}

/** One life of the thread that searches: questions out, answers in. */
export class SearchThread {
  readonly #worker = openWorker();
  readonly #waiting = new Map<number, Waiting>();
  readonly #events: ThreadEvents;
  #asked = 0;
  #gone: Error | null = null;

  constructor(events: ThreadEvents) {
    this.#events = events;
    this.#worker.unref();
    this.#worker.on('message', (said: Said) => this.#hear(said));
    this.#worker.on('error', (problem) =>
      this.#end(problem instanceof Error ? problem : new Error(String(problem))),
    );
    this.#worker.on('exit', (code) => this.#end(new Error(`The search thread ended with ${code}`)));
  }

  get pending(): number {
    return this.#waiting.size;
  }

  ask(ask: Ask): Promise<SearchResult | null> {
    if (this.#gone) return Promise.reject(this.#gone);
    this.#asked += 1;
    const asked: Asked = { ...ask, id: this.#asked };
    return new Promise((resolve, reject) => {
      // A rebuild of a large catalogue may take long and says so by ending; a search must not.
      const timer = setTimeout(() => this.#giveUp(), ask.ask === 'swap' ? 20 * patience : patience);
      this.#waiting.set(asked.id, { resolve, reject, timer });
      this.#worker.postMessage(asked);
    });
  }

  async stop(): Promise<void> {
    this.#end(new Error('The search is stopped'), false);
    await this.#worker.terminate();
  }

  #hear(said: Said): void {
    if ('renewed' in said) return this.#events.renewed();
    const waiting = this.#waiting.get(said.id);
    if (!waiting) return;
    this.#waiting.delete(said.id);
    clearTimeout(waiting.timer);
    if ('problem' in said) waiting.reject(new Error(said.problem));
    else waiting.resolve(said.result);
  }

  #giveUp(): void {
    this.#end(new Error('The search thread did not answer'));
    void this.#worker.terminate();
  }

  #end(problem: Error, tell = true): void {
    if (this.#gone) return;
    this.#gone = problem;
    for (const waiting of this.#waiting.values()) {
      clearTimeout(waiting.timer);
      waiting.reject(problem);
    }
    this.#waiting.clear();
    if (tell) this.#events.gone(problem);
  }
}
