/** What is to be done at a time of the virtual clock. Whoever does it looks whether it still has to be done. */
export interface Due {
  /** Virtual ms. */
  at: number;
  what: 'capture-window' | 'refund' | 'settle' | 'webhook';
  id: string;
}

/** A heap, the soonest on top. */
export class Agenda {
  #heap: Due[] = [];

  get soonest(): Due | undefined {
    return this.#heap[0];
  }

  clear(): void {
    this.#heap = [];
  }

  add(due: Due): void {
    const heap = this.#heap;
    let at = heap.push(due) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.#at(parent) <= due.at) break;
      this.#swap(at, parent);
      at = parent;
    }
  }

  take(): Due | undefined {
    const heap = this.#heap;
    const top = heap[0];
    const last = heap.pop();
    if (last && heap.length > 0) {
      heap[0] = last;
      this.#sink();
    }
    return top;
  }

  #sink(): void {
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      const right = left + 1;
      let least = at;
      if (this.#at(left) < this.#at(least)) least = left;
      if (this.#at(right) < this.#at(least)) least = right;
      if (least === at) return;
      this.#swap(at, least);
      at = least;
    }
  }

  #at(index: number): number {
    return this.#heap[index]?.at ?? Number.POSITIVE_INFINITY;
  }

  #swap(one: number, other: number): void {
    const [first, second] = [this.#heap[one], this.#heap[other]];
    if (!first || !second) return;
    this.#heap[one] = second;
    this.#heap[other] = first;
  }
}
