/** A word of the index, ready to be compared. */
interface Entry {
  term: string;
  letters: Letters;
  /** One bit for each letter, letters that share a bit included. */
  mask: number;
  /** In how many documents it is. */
  count: number;
}

/** How many letters may differ: short words would become others. */
export const allowedEdits = (length: number): number => (length < 4 ? 0 : length < 8 ? 1 : 2);

const bits = (value: number): number => {
  let rest = value;
  let count = 0;
  while (rest !== 0) {
    rest &= rest - 1;
    count += 1;
  }
  return count;
};

const maskOf = (letters: Letters): number =>
  letters.reduce((mask, letter) => mask | (1 << ((letter.codePointAt(0) ?? 0) & 31)), 0);

type Letters = readonly string[];

/** The row of the edit table that follows `above`; `before` is the one above that, for swapped letters. */
const nextRow = (
  one: Letters,
  other: Letters,
  { row, above, before }: { row: number; above: number[]; before: number[] },
) => {
  const line = [row];
  for (let at = 1; at <= other.length; at += 1) {
    const changed = (above[at - 1] ?? 0) + (one[row - 1] === other[at - 1] ? 0 : 1);
    const straight = Math.min((above[at] ?? 0) + 1, (line[at - 1] ?? 0) + 1, changed);
    const swapped = at > 1 && one[row - 1] === other[at - 2] && one[row - 2] === other[at - 1];
    line.push(swapped ? Math.min(straight, (before[at - 2] ?? row) + 1) : straight);
  }
  return line;
};

/** Letters to insert, drop, change or swap to make one word of the other; `most + 1` when there are more. */
export const edits = (one: Letters, other: Letters, most: number): number => {
  let before: number[] = [];
  let above = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let row = 1; row <= one.length; row += 1) {
    const line = nextRow(one, other, { row, above, before });
    if (Math.min(...line) > most) return most + 1;
    before = above;
    above = line;
  }
  return above[other.length] ?? most + 1;
};

/** All words of an index, in order. */
export class Vocabulary {
  readonly #sorted: readonly string[];
  readonly #counts: ReadonlyMap<string, number>;
  readonly #byLength = new Map<number, Entry[]>();

  constructor(counts: ReadonlyMap<string, number>) {
    this.#counts = counts;
    this.#sorted = [...counts.keys()].sort();
    for (const [term, count] of counts) {
      const letters = [...term];
      const entries = this.#byLength.get(letters.length) ?? [];
      entries.push({ term, letters, mask: maskOf(letters), count });
      this.#byLength.set(letters.length, entries);
    }
  }

  count(term: string): number {
    return this.#counts.get(term) ?? 0;
  }

  /** Words that begin with `start`, those in most documents first. */
  beginningWith(start: string, most: number): string[] {
    let from = this.#firstFrom(start);
    const found: string[] = [];
    for (; this.#sorted[from]?.startsWith(start); from += 1) found.push(this.#sorted[from] as string);
    return found.sort((one, other) => this.count(other) - this.count(one)).slice(0, most);
  }

  #firstFrom(start: string): number {
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#sorted[middle] ?? '') < start) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The words nearest to one that is not here, nearest first, then those in most documents. */
  nearest(term: string, most: number): string[] {
    const letters = [...term];
    const allowed = allowedEdits(letters.length);
    const mask = maskOf(letters);
    const found: { entry: Entry; distance: number }[] = [];
    for (
      let length = letters.length - allowed;
      allowed > 0 && length <= letters.length + allowed;
      length += 1
    )
      for (const entry of this.#byLength.get(length) ?? []) {
        // Each edit changes at most two letters of the two words taken together.
        if (bits(entry.mask ^ mask) > 2 * allowed) continue;
        const distance = edits(letters, entry.letters, allowed);
        if (distance <= allowed) found.push({ entry, distance });
      }
    found.sort((one, other) => one.distance - other.distance || other.entry.count - one.entry.count);
    return found.slice(0, most).map(({ entry }) => entry.term);
  }
}
