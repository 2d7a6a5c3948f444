import type { LiveState } from '#contracts/live';
import { Refusal } from '../../kernel/refusal.ts';
import { Chat } from './chat.ts';
import type { SalesDeps } from './deps.ts';
import { Room } from './room.ts';
import { SaleStore } from './store.ts';

/** The names of socket rooms, in one place. */
export const everybodyIn = (saleId: string): string => `sale:${saleId}`;
export const hostsOf = (saleId: string): string => `host:${saleId}`;
/** Everybody but who sends the video. */
export const viewersOf = (saleId: string): string => `viewers:${saleId}`;

/** A sale that nobody is in is kept this long, for those who reload. */
const keepEmpty = 60_000;
/** How many lines of chat one who joins gets. */
const lastLines = 50;

export interface OpenSale {
  room: Room;
  chat: Chat;
}

type Work = (open: OpenSale) => void | Promise<void>;

/** The sales that somebody is in, each with its one writer. */
export class Rooms {
  readonly #deps: SalesDeps;
  readonly #open = new Map<string, Promise<OpenSale>>();
  readonly #ready = new Map<string, OpenSale>();
  readonly #sweeper: NodeJS.Timeout;

  constructor(deps: SalesDeps) {
    this.#deps = deps;
    this.#sweeper = setInterval(() => void this.#sweep(), keepEmpty);
    this.#sweeper.unref();
  }

  /** Opens a sale's room. Refuses `sale.unknown`. */
  open(saleId: string): Promise<OpenSale> {
    const open = this.#open.get(saleId) ?? this.#load(saleId);
    this.#open.set(saleId, open);
    return open;
  }

  /** The room of a sale if it is open now. */
  get(saleId: string): OpenSale | undefined {
    return this.#ready.get(saleId);
  }

  all(): OpenSale[] {
    return [...this.#ready.values()];
  }

  /** Whether a sale's room is open or being opened. */
  has(saleId: string): boolean {
    return this.#open.has(saleId);
  }

  /** Does this in the sale's room, if it is open or being opened; a room that opens later reads it from the database. */
  change(saleId: string, work: Work): void {
    const ready = this.#ready.get(saleId);
    // What is ready is changed in this very moment: patches go out in the order of commits.
    if (ready) void this.#attempt(ready, work);
    else
      this.#open.get(saleId)?.then(
        (opened) => this.#attempt(opened, work),
        () => undefined,
      );
  }

  /** The same in every room that has this product. */
  changeWith(productId: string, work: Work): void {
    const where: Work = (open) =>
      open.room.state.runSheet.some((entry) => entry.productId === productId) ? work(open) : undefined;
    for (const saleId of this.#open.keys()) this.change(saleId, where);
  }

  async stop(): Promise<void> {
    clearInterval(this.#sweeper);
    for (const { room, chat } of this.#ready.values()) {
      room.close();
      await chat.flush();
    }
  }

  /** Ends a room; who is still in it finds a new one when they join again. */
  async close(saleId: string): Promise<void> {
    const ready = this.#ready.get(saleId);
    this.#ready.delete(saleId);
    this.#open.delete(saleId);
    ready?.room.close();
    await ready?.chat.flush();
  }

  async #attempt(open: OpenSale, work: Work): Promise<void> {
    try {
      await work(open);
    } catch (problem) {
      this.#deps.log.error({ err: problem, saleId: open.room.saleId }, 'a room could not be changed');
    }
  }

  #load(saleId: string): Promise<OpenSale> {
    const open = this.#read(saleId).then((read) => {
      this.#ready.set(saleId, read);
      return read;
    });
    open.catch(() => this.#open.delete(saleId));
    return open;
  }

  async #read(saleId: string): Promise<OpenSale> {
    const { realtime, clock, log, db } = this.#deps;
    const room = new Room(await readState(this.#deps, saleId), {
      now: () => clock.now(),
      tell: (patch) => realtime.emit(everybodyIn(saleId), 'sale:patch', patch),
    });
    const chat = new Chat(await new SaleStore(db).lastChat(saleId, lastLines), {
      now: () => clock.now(),
      tell: (lines) => realtime.emit(everybodyIn(saleId), 'chat:lines', { saleId, lines }),
      store: (lines) => new SaleStore(db).addChat(saleId, lines),
      log,
    });
    return { room, chat };
  }

  async #sweep(): Promise<void> {
    for (const { room } of this.all())
      if (room.isEmpty && room.state.state !== 'live') await this.close(room.saleId);
  }
}

/** What everybody in a sale sees, from what is stored. */
export const readState = async (deps: SalesDeps, saleId: string): Promise<LiveState> => {
  const store = new SaleStore(deps.db);
  const sale = await store.find(saleId);
  if (!sale) throw new Refusal('sale.unknown');
  const [runSheet, names] = await Promise.all([
    store.runSheet(saleId).then((ids) => deps.catalog.entries(ids)),
    deps.accounts.names([sale.sellerId]),
  ]);
  const shown = runSheet.some((entry) => entry.productId === sale.featured);
  return {
    saleId,
    title: sale.title,
    seller: { id: sale.sellerId, name: names.get(sale.sellerId) ?? '' },
    state: sale.state,
    // The server that had the video is gone; the seller's page sends it again.
    video: sale.onAir ? 'reconnecting' : 'off',
    scheduledFor: sale.scheduledFor,
    startedAt: sale.startedAt,
    endedAt: sale.endedAt,
    watching: 0,
    featured: shown ? sale.featured : null,
    runSheet,
  };
};
