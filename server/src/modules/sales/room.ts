import { applyPatch, type JoinAnswer, type LiveState, type NumberedPatch, type Patch } from '#contracts/live';
import type { RunSheetEntry } from '#contracts/sales';
import { newId } from '../../kernel/ids.ts';
import { Coalescer } from './coalescer.ts';

/** A client that missed no more than these gets them one by one; another gets the whole state. */
const ringLength = 600;
/** Ten a second for each variant: what people can follow, however fast it sells. */
const stockEvery = 100;
/** Four a second. */
const watchingEvery = 250;

type StockFact = { variantId: string; available: number; factId: string };
type PriceFact = Omit<Extract<Patch, { type: 'price' }>, 'type'> & { factId: string };

/** The facts that arrived, newest per variant: an older one told again later must not undo a newer one. */
class Facts<F extends { variantId: string; factId: string }> {
  readonly #newest = new Map<string, { fact: F; arrived: number }>();

  /** False for one that is older than what is known. */
  take(fact: F, arrived: number): boolean {
    const known = this.#newest.get(fact.variantId);
    if (known && known.fact.factId >= fact.factId) return false;
    this.#newest.set(fact.variantId, { fact, arrived });
    return true;
  }

  since(arrived: number): F[] {
    return [...this.#newest.values()].filter((one) => one.arrived > arrived).map((one) => one.fact);
  }
}

/** One open sale: the only writer of what everybody in it sees. */
export class Room {
  /** Another one after each restart: who kept a place in the old one gets the whole state. */
  readonly epoch = newId();
  readonly saleId: string;
  #seq = 0;
  #state: LiveState;
  #ring: NumberedPatch[] = [];
  #arrivals = 0;
  #closed = false;
  readonly #members = new Map<string, { host: boolean }>();
  readonly #stock = new Facts<StockFact>();
  readonly #prices = new Facts<PriceFact>();
  readonly #stockOut = new Coalescer<number>(stockEvery, (variantId, available) =>
    this.patch({ type: 'stock', variantId, available }),
  );
  readonly #watchingOut = new Coalescer<null>(watchingEvery, () => this.#tellWatching());
  readonly #tell: (patch: NumberedPatch) => void;
  readonly #now: () => number;

  constructor(state: LiveState, { tell, now }: { tell: (patch: NumberedPatch) => void; now: () => number }) {
    this.saleId = state.saleId;
    this.#state = state;
    this.#tell = tell;
    this.#now = now;
  }

  get state(): LiveState {
    return this.#state;
  }

  /** Changes the state and tells everybody. */
  patch(change: Patch): void {
    this.#state = applyPatch(this.#state, change);
    this.#seq += 1;
    const patch = { saleId: this.saleId, epoch: this.epoch, seq: this.#seq, at: this.#now(), change };
    this.#ring.push(patch);
    // Cut in halves, as taking one from the front of an array at each patch would move all the others.
    if (this.#ring.length >= ringLength * 2) this.#ring = this.#ring.slice(-ringLength);
    this.#tell(patch);
  }

  /** The state, or only what this client missed. */
  catchUp(
    seen: { epoch: string; seq: number } | undefined,
  ): Pick<JoinAnswer, 'epoch' | 'seq' | 'state' | 'patches'> {
    const place = { epoch: this.epoch, seq: this.#seq };
    const missed = seen?.epoch === this.epoch ? this.#seq - seen.seq : Number.POSITIVE_INFINITY;
    if (missed < 0 || missed > Math.min(this.#ring.length, ringLength))
      return { ...place, state: this.#state, patches: [] };
    return { ...place, state: null, patches: missed === 0 ? [] : this.#ring.slice(-missed) };
  }

  enter(clientId: string, { host }: { host: boolean }): void {
    this.#members.set(clientId, { host });
    this.#watchingOut.put('', null);
  }

  leave(clientId: string): void {
    if (this.#members.delete(clientId)) this.#watchingOut.put('', null);
  }

  has(clientId: string): boolean {
    return this.#members.has(clientId);
  }

  get isEmpty(): boolean {
    return this.#members.size === 0;
  }

  /** How many watch; hosts do not watch their own sale. */
  get watching(): number {
    let count = 0;
    for (const member of this.#members.values()) if (!member.host) count += 1;
    return count;
  }

  takeStock(fact: StockFact): void {
    this.#arrivals += 1;
    if (this.#stock.take(fact, this.#arrivals)) this.#stockOut.put(fact.variantId, fact.available);
  }

  /** Prices are money: told at once. */
  takePrice(fact: PriceFact): void {
    this.#arrivals += 1;
    if (!this.#prices.take(fact, this.#arrivals)) return;
    const { factId: _, ...price } = fact;
    this.patch({ type: 'price', ...price });
  }

  /** Reads the run sheet anew. Facts that arrive while it is being read are newer than what was read. */
  async refreshRunSheet(read: () => Promise<RunSheetEntry[]>): Promise<void> {
    const began = this.#arrivals;
    const runSheet = await read();
    let fresh: LiveState = { ...this.#state, runSheet };
    for (const { factId: _, ...fact } of this.#stock.since(began))
      fresh = applyPatch(fresh, { type: 'stock', ...fact });
    for (const { factId: _, ...fact } of this.#prices.since(began))
      fresh = applyPatch(fresh, { type: 'price', ...fact });
    this.patch({ type: 'run-sheet', runSheet: fresh.runSheet });
  }

  /** A room that was closed while somebody was on the way in. */
  get isClosed(): boolean {
    return this.#closed;
  }

  close(): void {
    this.#closed = true;
    this.#stockOut.stop();
    this.#watchingOut.stop();
  }

  #tellWatching(): void {
    if (this.watching !== this.#state.watching) this.patch({ type: 'watching', watching: this.watching });
  }
}
