import type { SheetRecord } from '../../../kernel/sheets.ts';

/** How a column's name is compared: `Compare-At`, `compare_at` and `COMPARE AT` are one. */
export const nameOfColumn = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
    .trim();

/** Signs that stand for nothing on a page; tabs and line breaks stay. */
const control = /(?![\t\n\r])\p{Cc}/gu;
/** errors.csv writes `'=…` where a cell began like a formula; a sheet made from it means `=…`. */
const guarded = /^'(?=[=+\-@\t\r])/;

export interface Row {
  line: number;
  /** As they were read, for errors.csv. */
  cells: readonly string[];
  /** Why the row could not be read at all. */
  problem: string | null;
  /** How many cells it has beyond the heading that are not empty. */
  beyond: number;
}

export const rowOf = ({ line, cells, problem }: SheetRecord, columns: number): Row => {
  const beyond = cells.slice(columns).filter((cell) => cell.trim() !== '').length;
  return { line, cells, problem, beyond };
};

/** A sheet's columns by name. A name like `__proto__` is a name like any other. */
export class Columns {
  readonly #places = new Map<string, number>();
  readonly names: readonly string[];
  /** Names that stand there more than once; the first of them is read. */
  readonly doubles: string[] = [];

  constructor(names: readonly string[]) {
    this.names = names;
    for (const [place, name] of names.entries()) {
      const compared = nameOfColumn(name);
      if (compared === '') continue;
      if (this.#places.has(compared)) this.doubles.push(name);
      else this.#places.set(compared, place);
    }
  }

  has(...names: string[]): boolean {
    return names.some((name) => this.#places.has(name));
  }

  /** What a row has under the first of these names that the sheet has. */
  cell(row: Row, ...names: string[]): string {
    const name = names.find((one) => this.#places.has(one));
    const place = name === undefined ? undefined : this.#places.get(name);
    const raw = place === undefined ? '' : (row.cells[place] ?? '');
    return raw.replace(control, '').trim().replace(guarded, '');
  }

  /** The columns whose name begins so, with what follows it as it is written. */
  beginningWith(start: string): { name: string; rest: string }[] {
    return [...this.#places]
      .filter(([name]) => name.startsWith(start))
      .map(([name, place]) => ({ name, rest: (this.names[place] ?? '').slice(start.length).trim() }));
  }
}
