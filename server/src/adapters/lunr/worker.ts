import { setImmediate as turn } from 'node:timers/promises';
import { parentPort } from 'node:worker_threads';
import type { SearchDocument, SearchResult } from '../../kernel/search.ts';
import { type BuiltIndex, buildIndex } from './built-index.ts';
import type { Ask, Asked, Said } from './messages.ts';

/** A burst of changes is one rebuild; one that took long is not soon done again. */
const shortestPause = 150;

/** The thread: a catalogue, and the index last made of it. */
class Shelf {
  readonly #renewed: () => void;
  #documents = new Map<string, SearchDocument>();
  #next: Map<string, SearchDocument> | null = null;
  #index: BuiltIndex | null = null;
  #building: Promise<void> | null = null;
  #stale = false;
  #timer: NodeJS.Timeout | undefined;
  #pause = shortestPause;

  constructor(renewed: () => void) {
    this.#renewed = renewed;
  }

  async answer(ask: Ask): Promise<SearchResult | null> {
    if (ask.ask === 'search') return this.#index?.search(ask.q, ask.limit) ?? { ids: [], didYouMean: null };
    if (ask.ask === 'begin') this.#next = new Map();
    else if (ask.ask === 'swap') await this.#swap();
    else this.#change(ask);
    return null;
  }

  #change(ask: Ask & { ask: 'put' | 'remove' }): void {
    const into = this.#next ?? this.#documents;
    if (ask.ask === 'put') for (const document of ask.documents) into.set(document.id, document);
    else for (const id of ask.ids) into.delete(id);
    if (!this.#next) this.#rebuildSoon();
  }

  async #swap(): Promise<void> {
    this.#documents = this.#next ?? this.#documents;
    this.#next = null;
    await this.#building;
    await this.#rebuild();
  }

  #rebuildSoon(): void {
    this.#stale = true;
    if (this.#building) return;
    this.#timer ??= setTimeout(() => void this.#rebuild(), this.#pause);
  }

  #rebuild(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#stale = false;
    const building = this.#build().finally(() => {
      if (this.#building === building) this.#building = null;
      if (this.#stale) this.#rebuildSoon();
    });
    this.#building = building;
    return building;
  }

  async #build(): Promise<void> {
    const started = performance.now();
    this.#index = await buildIndex([...this.#documents.values()], () => turn());
    this.#pause = Math.max(shortestPause, 2 * (performance.now() - started));
    this.#renewed();
  }
}

const port = parentPort;
if (port) {
  const say = (said: Said): void => port.postMessage(said);
  const shelf = new Shelf(() => say({ renewed: true }));
  port.on('message', (asked: Asked) => {
    shelf.answer(asked).then(
      (result) => say({ id: asked.id, result }),
      (problem) => say({ id: asked.id, problem: String(problem) }),
    );
  });
}
