import type { Log } from '../../kernel/log.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { SearchDocument, SearchIndex, SearchResult } from '../../kernel/search.ts';
import { SearchThread } from './thread.ts';
import { mostCharacters } from './words.ts';

const none: SearchResult = { ids: [], didYouMean: null };
/** Copying 100 products to the thread takes this one about a millisecond. */
const atOnce = 100;
/** More questions than this are not answered in a time that a buyer waits. */
const mostPending = 200;
const mostKept = 500;
const longestRest = 5_000;

/**
 * Search by lunr, in a thread of its own. This side keeps the documents, so that a new thread can be filled when
 * one has died, and the answers of one state of the index, as buyers ask the same.
 */
class LunrSearch implements SearchIndex {
  readonly #log: Log;
  readonly #answers = new Map<string, SearchResult>();
  #documents = new Map<string, SearchDocument>();
  #thread: SearchThread;
  #changes: Promise<unknown> = Promise.resolve();
  #deaths = 0;
  #stopped = false;
  #rest: NodeJS.Timeout | undefined;
  #onRenewed: () => void = () => undefined;

  constructor(log: Log) {
    this.#log = log;
    this.#thread = this.#start();
  }

  #start(): SearchThread {
    return new SearchThread({
      renewed: () => this.#renew(),
      gone: (problem) => this.#restart(problem),
    });
  }

  onRenewed(work: () => void): void {
    this.#onRenewed = work;
  }

  #renew(): void {
    this.#answers.clear();
    this.#onRenewed();
  }

  #restart(problem: Error): void {
    if (this.#stopped) return;
    this.#log.error({ problem: problem.message }, 'the search thread died and is started again');
    this.#answers.clear();
    const rest = Math.min(50 * 2 ** this.#deaths, longestRest);
    this.#deaths += 1;
    this.#rest = setTimeout(() => {
      this.#thread = this.#start();
      void this.#inTurn(() => this.#fill()).catch(() => undefined);
    }, rest).unref();
  }

  /** Changes one after another, so that a newer text of a product is never replaced by an older one. */
  #inTurn(change: () => Promise<void>): Promise<void> {
    const mine = this.#changes.then(change);
    this.#changes = mine.catch(() => undefined);
    return mine;
  }

  async #fill(): Promise<void> {
    await this.#thread.ask({ ask: 'begin' });
    await this.#send([...this.#documents.values()]);
    await this.#thread.ask({ ask: 'swap' });
    this.#deaths = 0;
  }

  async #send(documents: readonly SearchDocument[]): Promise<void> {
    for (let from = 0; from < documents.length; from += atOnce)
      await this.#thread.ask({ ask: 'put', documents: documents.slice(from, from + atOnce) });
  }

  async search({ q, limit }: { q: string; limit: number }): Promise<SearchResult> {
    // The thread counts characters; twice as many units are enough for it.
    const looked = q.slice(0, 2 * mostCharacters);
    const key = `${limit} ${looked}`;
    const kept = this.#answers.get(key);
    if (kept) return kept;
    if (this.#thread.pending >= mostPending) throw new Refusal('shop.busy');
    const thread = this.#thread;
    const result = await thread
      .ask({ ask: 'search', q: looked, limit })
      .catch((problem) => this.#askAnew(problem));
    // An answer of a thread that is gone may be of another state.
    if (thread === this.#thread) this.#keep(key, result ?? none);
    return result ?? none;
  }

  #askAnew(problem: unknown): never {
    this.#log.warn({ problem: String(problem) }, 'a search was not answered');
    throw new Refusal('shop.busy');
  }

  #keep(key: string, result: SearchResult): void {
    const oldest = this.#answers.keys().next();
    if (this.#answers.size >= mostKept && !oldest.done) this.#answers.delete(oldest.value);
    this.#answers.set(key, result);
  }

  replaceAll(documents: AsyncIterable<SearchDocument>): Promise<void> {
    return this.#inTurn(async () => {
      const fresh = new Map<string, SearchDocument>();
      for await (const document of documents) fresh.set(document.id, document);
      this.#documents = fresh;
      // A thread that dies on the way is filled from `#documents` when it is back.
      await this.#fill().catch((problem) =>
        this.#log.warn({ problem: String(problem) }, 'the index is not filled yet'),
      );
    });
  }

  put(documents: readonly SearchDocument[]): Promise<void> {
    return this.#inTurn(async () => {
      for (const document of documents) this.#documents.set(document.id, document);
      await this.#send(documents).catch(() => undefined);
    });
  }

  remove(ids: readonly string[]): Promise<void> {
    return this.#inTurn(async () => {
      for (const id of ids) this.#documents.delete(id);
      await this.#thread.ask({ ask: 'remove', ids }).catch(() => undefined);
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#rest);
    await this.#thread.stop();
  }
}

/** A search index that is empty until it is filled; it ends with `stop`. */
export const openLunr = (log: Log): SearchIndex => new LunrSearch(log);
