import { type FileHandle, open } from 'node:fs/promises';
import type { Rejected } from './variants.ts';

/** A table program takes a cell that begins so for a formula. */
const formula = /^[=+\-@\t\r]/;

const cell = (text: string): string => {
  const safe = formula.test(text) ? `'${text}` : text;
  return /[",;\t\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};
const line = (cells: readonly string[]): string => `${cells.map(cell).join(',')}\r\n`;

/** The rows an import did not take, as they were, with their line and why. Made to be corrected and imported again. */
export class ErrorsFile {
  readonly #file: FileHandle;
  readonly #columns: readonly string[];
  readonly headingLength: number;

  private constructor(file: FileHandle, columns: readonly string[], headingLength: number) {
    this.#file = file;
    this.#columns = columns;
    this.headingLength = headingLength;
  }

  /** Opens it anew, or as it was at the length that was saved. */
  static async open(path: string, columns: readonly string[], length: number): Promise<ErrorsFile> {
    // The mark tells Excel that it is Unicode.
    const heading = Buffer.from(`\ufeff${line([...columns, 'line', 'reason'])}`);
    const file = await open(path, length === 0 ? 'w' : 'r+');
    if (length === 0) await file.write(heading, 0);
    return new ErrorsFile(file, columns, heading.length);
  }

  /**
   * Writes rows from a byte of the file on and answers where they end. What was written there by a batch that
   * was not committed is written over.
   */
  async add(from: number, rejected: readonly Rejected[]): Promise<number> {
    const text = Buffer.from(rejected.map((one) => this.#lineOf(one)).join(''));
    await this.#file.write(text, 0, text.length, from);
    return from + text.length;
  }

  #lineOf({ row, reason }: Rejected): string {
    // Cells beyond the heading stand in the last column, so that `line` and `reason` keep their place.
    const own = this.#columns.map((_, at) => row.cells[at] ?? '');
    const rest = row.cells.slice(this.#columns.length);
    const whole = rest.length === 0 ? own : [...own.slice(0, -1), [own.at(-1), ...rest].join(',')];
    return line([...whole, String(row.line), reason]);
  }

  async endAt(length: number): Promise<void> {
    await this.#file.truncate(length);
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}
