import { createHash } from 'node:crypto';
import type { Sheet } from '../../../kernel/sheets.ts';
import { assemble, type Item } from './assemble.ts';
import type { Format } from './format.ts';
import { type Row, rowOf } from './row.ts';
import type { Making } from './variants.ts';

/** Rows kept because their product is not complete; beyond it the oldest product goes as it is. */
const mostKept = 100_000;

/** A number for a key: 48 bits are enough, as two keys of one number only wait longer for each other. */
const numberOf = (key: string): number => createHash('sha1').update(key).digest().readUIntBE(0, 6);

/** How many rows each product has, so that it is known when it is complete, however its rows are spread. */
export const countRows = async (
  sheet: Sheet,
  format: Format,
  stop: AbortSignal,
): Promise<Map<number, number>> => {
  const counts = new Map<number, number>();
  for await (const records of sheet.records()) {
    stop.throwIfAborted();
    for (const record of records) {
      const row = rowOf(record, sheet.columns.length);
      const key = row.problem ? null : format.keyOf(row);
      if (key === null) continue;
      const number = numberOf(key);
      counts.set(number, (counts.get(number) ?? 0) + 1);
    }
  }
  return counts;
};

const alone = (row: Row, reason: string): Item => ({
  rows: [row],
  product: null,
  rejected: [{ row, reason }],
  notes: [],
});

/** Collects rows until their products are complete. */
class Collector {
  readonly #left: Map<number, number>;
  readonly #open = new Map<string, Row[]>();
  #kept = 0;

  constructor(counts: ReadonlyMap<number, number>) {
    this.#left = new Map(counts);
  }

  /** The products that are complete with this row. */
  *add(key: string, row: Row): Generator<[string, Row[]]> {
    const rows = this.#open.get(key) ?? [];
    rows.push(row);
    this.#open.set(key, rows);
    this.#kept += 1;
    const number = numberOf(key);
    const left = (this.#left.get(number) ?? 1) - 1;
    this.#left.set(number, left);
    if (left === 0) {
      this.#left.delete(number);
      yield* this.#take(key);
    } else if (this.#kept > mostKept) yield* this.#take(this.#open.keys().next().value ?? key);
  }

  *rest(): Generator<[string, Row[]]> {
    for (const key of [...this.#open.keys()]) yield* this.#take(key);
  }

  *#take(key: string): Generator<[string, Row[]]> {
    const rows = this.#open.get(key) ?? [];
    this.#open.delete(key);
    this.#kept -= rows.length;
    yield [key, rows];
  }
}

/** What becomes of a sheet's rows, each made only when it is wanted. */
async function* makersOf(
  sheet: Sheet,
  making: Making,
  counts: ReadonlyMap<number, number>,
): AsyncGenerator<() => Item> {
  const collector = new Collector(counts);
  const whole =
    ([key, rows]: [string, Row[]]) =>
    () =>
      assemble(key, rows, making);
  const take = function* (row: Row): Generator<() => Item> {
    const key = row.problem ? null : making.format.keyOf(row);
    if (key === null) yield () => alone(row, row.problem ?? 'The row has neither a handle nor a title');
    else for (const done of collector.add(key, row)) yield whole(done);
  };
  for await (const records of sheet.records())
    for (const record of records) yield* take(rowOf(record, sheet.columns.length));
  for (const done of collector.rest()) yield whole(done);
}

/**
 * The products of a sheet, one after another, each with what is wrong with its rows. The same sheet gives the
 * same items in the same order, which is what an import that was interrupted goes by.
 */
export async function* itemsOf(
  sheet: Sheet,
  making: Making,
  { counts, skip }: { counts: ReadonlyMap<number, number>; skip: number },
): AsyncGenerator<Item> {
  let passed = 0;
  for await (const make of makersOf(sheet, making, counts)) {
    passed += 1;
    if (passed > skip) yield make();
  }
}
