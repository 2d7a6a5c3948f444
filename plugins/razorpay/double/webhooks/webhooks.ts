import type { WebhookEvent } from '../state/entities.ts';
import { newId } from '../state/ids.ts';
import type { About, World } from '../world.ts';
import { deliver } from './deliver.ts';
import { planDeliveries } from './faults.ts';
import { messageOf } from './payload.ts';

const day = 86_400_000;
const minute = 60_000;
const atOnce = 32;

/** Tells the shop what happens, at least once and in no order, until it says 2xx or a day is over. */
export class Webhooks {
  readonly #world: () => World;
  readonly #ready: WebhookEvent[] = [];
  /** W2: gathered until there are enough to be sent in another order. */
  readonly #gathered: WebhookEvent[] = [];
  readonly #quiet: (() => void)[] = [];
  readonly #sending = new Set<WebhookEvent>();
  #pumping = false;
  #stopped = false;

  constructor(world: () => World) {
    this.#world = world;
  }

  emit(name: string, about: About): void {
    const world = this.#world();
    const { webhook } = world.books.settings;
    if (webhook.url === null || webhook.disabled) return;
    const message = messageOf(world, name, about);
    const event: WebhookEvent = {
      id: newId('evt'),
      eventId: newId(),
      name,
      body: JSON.stringify(message),
      secret: webhook.secret,
      createdAt: world.clock.seconds(),
      nextAt: world.clock.now(),
      tries: 0,
      state: 'waiting',
      lastStatus: null,
    };
    const { send, gather } = planDeliveries(world, { event, message });
    for (const one of send) {
      world.books.events.add(one);
      if (one.nextAt <= world.clock.now()) this.#ready.push(one);
      else world.books.agenda.add({ at: one.nextAt, what: 'webhook', id: one.id });
    }
    if (gather) this.#gather(gather.event, gather);
    this.#pump();
  }

  #gather(event: WebhookEvent, { count, shuffled }: { count: number; shuffled: boolean }): void {
    this.#world().books.events.add(event);
    this.#gathered.push(event);
    if (this.#gathered.length >= count) this.releaseGathered(shuffled);
  }

  releaseGathered(shuffled = false): void {
    const events = this.#gathered.splice(0).reverse();
    const { random } = this.#world();
    if (shuffled) {
      const keyed = events.map((event) => ({ event, at: random() })).sort((a, b) => a.at - b.at);
      this.#ready.push(...keyed.map(({ event }) => event));
    } else this.#ready.push(...events);
    this.#pump();
  }

  /** Its time has come again, or after a restart. */
  due(id: string): void {
    const event = this.#world().books.events.get(id);
    if (event?.state !== 'waiting' || this.#ready.includes(event) || this.#sending.has(event)) return;
    this.#ready.push(event);
    this.#pump();
  }

  /** Tries all that waits, whatever its time; resolves when each was tried. */
  async flush(): Promise<void> {
    this.releaseGathered();
    const { books } = this.#world();
    for (const event of books.events.all) if (event.state === 'waiting') this.due(event.id);
    await this.idle();
  }

  /** When nothing is being sent, and nothing waits to be sent now. */
  idle(): Promise<void> {
    if (this.#isIdle()) return Promise.resolve();
    return new Promise((resolve) => this.#quiet.push(resolve));
  }

  resume(): void {
    this.#pump();
  }

  stop(): void {
    this.#stopped = true;
    this.#tellQuiet();
  }

  clear(): void {
    this.#ready.length = 0;
    this.#gathered.length = 0;
  }

  #isIdle(): boolean {
    const { webhook } = this.#world().books.settings;
    const waits = this.#ready.length > 0 && webhook.sending && webhook.url !== null && !webhook.disabled;
    return this.#stopped || (!waits && this.#sending.size === 0);
  }

  #tellQuiet(): void {
    if (this.#isIdle()) for (const tell of this.#quiet.splice(0)) tell();
  }

  /** Nothing is told before it is written down: a double that dies must not have told what it then forgets. */
  #pump(): void {
    if (this.#pumping || this.#ready.length === 0) return;
    this.#pumping = true;
    void this.#world()
      .books.saved()
      .then(() => {
        this.#pumping = false;
        this.#start();
      });
  }

  #start(): void {
    const { books } = this.#world();
    while (this.#sending.size < atOnce) {
      const { url, sending, disabled } = books.settings.webhook;
      if (this.#stopped || !sending || disabled || url === null) break;
      const event = this.#ready.shift();
      if (!event) break;
      if (event.state === 'waiting') void this.#send(url, event);
    }
    this.#tellQuiet();
  }

  async #send(url: string, event: WebhookEvent): Promise<void> {
    this.#sending.add(event);
    const status = await deliver(url, event);
    if (!this.#stopped) this.#note(event, status);
    this.#sending.delete(event);
    this.#start();
  }

  #note(event: WebhookEvent, status: number | null): void {
    const { books, clock } = this.#world();
    event.tries += 1;
    event.lastStatus = status;
    if (status !== null && status >= 200 && status < 300) event.state = 'delivered';
    else this.#again(event, clock.now());
    books.events.save(event);
  }

  /** Twice as long each time; after a day it is given up, and with it the whole webhook. */
  #again(event: WebhookEvent, now: number): void {
    const { books } = this.#world();
    const last = event.createdAt * 1000 + day;
    if (now >= last) {
      event.state = 'given-up';
      books.settings.webhook.disabled = true;
      books.saveSettings();
      return;
    }
    event.nextAt = Math.min(now + minute * 2 ** (event.tries - 1), last);
    books.agenda.add({ at: event.nextAt, what: 'webhook', id: event.id });
  }
}
