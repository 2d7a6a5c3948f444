import type { Kept, Store } from './store.ts';

type Keys<T> = Record<string, (thing: T) => string | null>;

/** All things of one kind: in memory for speed, in the store to survive. Keys never change once a thing is there. */
export class Shelf<T extends { id: string }, K extends Keys<T> = Keys<T>> {
  readonly kind: string;
  readonly #store: Store;
  readonly #keys: K;
  readonly #byId = new Map<string, { seq: number; thing: T }>();
  readonly #by = new Map<string, T[]>();
  readonly #all: T[] = [];

  constructor(store: Store, kind: string, keys: K) {
    this.#store = store;
    this.kind = kind;
    this.#keys = keys;
  }

  add(thing: T): T {
    this.#place(thing);
    this.save(thing);
    return thing;
  }

  /** After a change of the thing itself. */
  save(thing: T): void {
    const seq = this.#byId.get(thing.id)?.seq ?? 0;
    this.#store.put(this.kind, { id: thing.id, seq }, thing);
  }

  load(kept: Kept): void {
    this.#place(JSON.parse(kept.body) as T);
  }

  clear(): void {
    for (const id of this.#byId.keys()) this.#store.drop(this.kind, id);
    this.#byId.clear();
    this.#by.clear();
    this.#all.length = 0;
  }

  get(id: string): T | undefined {
    return this.#byId.get(id)?.thing;
  }

  /** In the order they came. */
  by(key: keyof K & string, value: string): readonly T[] {
    return this.#by.get(`${key}/${value}`) ?? [];
  }

  get all(): readonly T[] {
    return this.#all;
  }

  #place(thing: T): void {
    this.#byId.set(thing.id, { seq: this.#all.length, thing });
    this.#all.push(thing);
    for (const [name, of] of Object.entries(this.#keys)) {
      const value = of(thing);
      if (value === null) continue;
      const key = `${name}/${value}`;
      const there = this.#by.get(key);
      if (there) there.push(thing);
      else this.#by.set(key, [thing]);
    }
  }
}
