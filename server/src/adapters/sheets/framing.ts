/** The text of one record, not yet cut into cells. */
export interface Frame {
  line: number;
  text: string;
  problem: string | null;
}

/** A record longer than this is no product: most are below one thousand signs. */
export const longestRecord = 1_000_000;
const shown = 1_000;

const quote = 0x22;
const newline = 0x0a;
const carriage = 0x0d;
const isBreak = (code: number): boolean => code === newline || code === carriage;

/**
 * Cuts text into records at the line breaks outside quotes, so that one broken record costs its own line only:
 * a quote that never closes would make everything after it one cell.
 */
export class Framer {
  readonly #delimiter: number;
  #buffer = '';
  #at = 0;
  #start = 0;
  /** Line of the record's beginning, and line breaks inside it so far. */
  #line = 1;
  #inside = 0;
  #quoted = false;
  #cellStart = true;
  #skipping = false;
  #ended = false;
  #frames: Frame[] = [];

  constructor(delimiter: string, line = 1) {
    this.#delimiter = delimiter.charCodeAt(0);
    this.#line = line;
  }

  push(text: string): Frame[] {
    this.#buffer = this.#buffer.slice(this.#start) + text;
    this.#at -= this.#start;
    this.#start = 0;
    this.#scan();
    return this.#taken();
  }

  end(): Frame[] {
    this.#ended = true;
    this.#scan();
    while (this.#start < this.#buffer.length) {
      if (this.#quoted) this.#unclosedQuote();
      else this.#finish(this.#buffer.length, 0);
      this.#scan();
    }
    return this.#taken();
  }

  #taken(): Frame[] {
    const frames = this.#frames;
    this.#frames = [];
    return frames;
  }

  /** Every step goes on to the next sign by itself; one that must see more first says false. */
  #scan(): void {
    while (this.#at < this.#buffer.length) {
      const code = this.#buffer.charCodeAt(this.#at);
      if (!(isBreak(code) ? this.#lineBreak(code) : this.#sign(code))) return;
      if (this.#at - this.#start > longestRecord) this.#tooLong();
    }
  }

  #sign(code: number): boolean {
    if (this.#quoted && code === quote) return this.#quoteInside();
    if (!this.#quoted) this.#outside(code);
    this.#at += 1;
    return true;
  }

  #outside(code: number): void {
    if (code === this.#delimiter) this.#cellStart = true;
    else if (code === quote && this.#cellStart) this.#quoted = !this.#skipping;
    else if (code !== 0x20) this.#cellStart = false;
  }

  #quoteInside(): boolean {
    let next = this.#at + 1;
    while (this.#buffer.charCodeAt(next) === 0x20) next += 1;
    if (next >= this.#buffer.length && !this.#ended) return false;
    const doubled = this.#buffer.charCodeAt(this.#at + 1) === quote;
    const after = this.#buffer.charCodeAt(next);
    const closes = next >= this.#buffer.length || after === this.#delimiter || isBreak(after);
    // Lines below the one with the opening quote, this is where a cell of another record begins.
    if (!doubled && !closes && this.#inside > 0) this.#unclosedQuote();
    else {
      // Without a line break before it, a quote in the middle was a sign of the text all along.
      this.#quoted = doubled;
      this.#cellStart = false;
      this.#at += doubled ? 2 : 1;
    }
    return true;
  }

  #lineBreak(code: number): boolean {
    if (code === carriage && this.#at + 1 >= this.#buffer.length && !this.#ended) return false;
    const width = code === carriage && this.#buffer.charCodeAt(this.#at + 1) === newline ? 2 : 1;
    if (!this.#quoted) this.#finish(this.#at, width);
    else {
      this.#inside += 1;
      this.#at += width;
    }
    return true;
  }

  /** The record ends before `end`; the next one begins after its line break. */
  #finish(end: number, width: number, problem: string | null = null): void {
    const text = this.#buffer.slice(this.#start, end);
    if (!this.#skipping && text.trim() !== '') this.#frames.push({ line: this.#line, text, problem });
    this.#line += this.#inside + 1;
    this.#begin(end + width);
  }

  #begin(at: number): void {
    this.#start = at;
    this.#at = at;
    this.#inside = 0;
    this.#quoted = false;
    this.#cellStart = true;
    this.#skipping = false;
  }

  /** Only the record's first line is given up; the next line is a record again. */
  #unclosedQuote(): void {
    const rest = this.#buffer.slice(this.#start);
    const first = /\r\n|\n|\r/.exec(rest);
    const end = this.#start + (first?.index ?? rest.length);
    this.#inside = 0;
    const text = this.#buffer.slice(this.#start, Math.min(end, this.#start + shown));
    this.#frames.push({ line: this.#line, text, problem: 'A quote in this row is never closed' });
    this.#line += 1;
    this.#begin(end + (first?.[0].length ?? 0));
  }

  #tooLong(): void {
    const firstBreak = this.#buffer.slice(this.#start, this.#at).search(/[\r\n]/);
    if (this.#quoted && firstBreak >= 0) return this.#unclosedQuote();
    if (!this.#skipping) {
      const text = this.#buffer.slice(this.#start, this.#start + shown);
      this.#frames.push({ line: this.#line, text, problem: 'This row is longer than a million signs' });
    }
    // The rest of the line is read and forgotten.
    this.#skipping = true;
    this.#quoted = false;
    this.#start = this.#at;
  }
}
