import type { ChatLine } from '#contracts/live';
import { newId } from '../../kernel/ids.ts';
import type { Log } from '../../kernel/log.ts';

/** Lines wait this long for others, so that a thousand viewers get four packets a second and not forty. */
const batchEvery = 250;
/** What one who joins gets to read. */
const keep = 50;
/** More than this are not kept for a database that is away; the sale goes on without them. */
const unstoredAtMost = 5_000;

type OwnedLine = ChatLine & { accountId: string };

interface ChatDeps {
  tell: (lines: ChatLine[]) => void;
  store: (lines: readonly OwnedLine[]) => Promise<void>;
  now: () => number;
  log: Log;
}

/** The chat of one open sale: told first and stored after, so that it never waits for the database. */
export class Chat {
  readonly #deps: ChatDeps;
  #last: ChatLine[];
  #untold: ChatLine[] = [];
  #unstored: OwnedLine[] = [];
  #timer: NodeJS.Timeout | undefined;
  #storing: Promise<void> = Promise.resolve();

  constructor(last: ChatLine[], deps: ChatDeps) {
    this.#last = last;
    this.#deps = deps;
  }

  /** The last lines, oldest first. */
  get lines(): ChatLine[] {
    return this.#last;
  }

  say(line: { accountId: string; name: string; host: boolean; text: string }): ChatLine {
    const { accountId, ...said } = line;
    const told: ChatLine = { id: newId(), at: this.#deps.now(), ...said };
    this.#last = [...this.#last.slice(1 - keep), told];
    this.#untold.push(told);
    this.#unstored.push({ ...told, accountId });
    this.#timer ??= setTimeout(() => this.#tell(), batchEvery);
    return told;
  }

  /** Tells and stores what waits. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#tell();
    await this.#storing;
  }

  #tell(): void {
    this.#timer = undefined;
    const lines = this.#untold.splice(0);
    if (lines.length > 0) this.#deps.tell(lines);
    this.#storing = this.#storing.then(() => this.#store());
  }

  async #store(): Promise<void> {
    const lines = this.#unstored.splice(0);
    if (lines.length === 0) return;
    try {
      await this.#deps.store(lines);
    } catch (problem) {
      // They go with the next batch.
      this.#unstored = [...lines, ...this.#unstored].slice(-unstoredAtMost);
      this.#deps.log.warn({ err: problem, lines: lines.length }, 'chat could not be stored yet');
    }
  }
}
