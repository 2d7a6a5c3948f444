import type { Tx } from '../../db/connection.ts';

/** More products than this are never busy at once; a forgotten one only makes a kept page look old. */
const mostRemembered = 10_000;

/**
 * Knows which kept answers are still true. Each change after a commit gets a number of a rising count;
 * an answer read at count N is good while nothing it shows has a higher number.
 */
export class Freshness {
  #count = 0;
  #lists = 0;
  /** What is not in `#products` changed at this count at the latest. */
  #floor = 0;
  readonly #products = new Map<string, number>();

  /** The count to keep beside an answer: taken before reading for it. */
  get now(): number {
    return this.#count;
  }

  listsAreFresh(readAt: number): boolean {
    return this.#lists <= readAt;
  }

  productIsFresh(productId: string, readAt: number): boolean {
    return (this.#products.get(productId) ?? this.#floor) <= readAt;
  }

  /** What these products' pages show has changed; `lists`: so has what their cards show. */
  touch(productIds: Iterable<string>, { lists }: { lists: boolean }): void {
    this.#count += 1;
    if (lists) this.#lists = this.#count;
    for (const id of productIds) this.#remember(id);
  }

  /** The same, when and if the transaction is committed. */
  touchAfter(tx: Tx, productIds: Iterable<string>, { lists }: { lists: boolean }): void {
    tx.afterCommit(() => this.touch(productIds, { lists }));
  }

  #remember(productId: string): void {
    this.#products.delete(productId);
    this.#products.set(productId, this.#count);
    if (this.#products.size <= mostRemembered) return;
    const oldest = this.#products.entries().next().value;
    if (!oldest) return;
    this.#products.delete(oldest[0]);
    this.#floor = Math.max(this.#floor, oldest[1]);
  }
}
