/** One record of a sheet. */
export interface SheetRecord {
  /** The line of the file it begins on; 1 is the first. */
  line: number;
  cells: readonly string[];
  /** Why it could not be read, in a sentence; the cells are then what could be made out. */
  problem: string | null;
}

/** A sheet whose heading has been read. */
export interface Sheet {
  /** The heading's cells, trimmed. */
  columns: readonly string[];
  /** What was assumed to read it, in sentences. */
  notes: readonly string[];
  /** The records after the heading in order, some hundred at a time; from the beginning at each call. */
  records(): AsyncIterable<readonly SheetRecord[]>;
}

/** Reads sheets of any size, a part at a time. */
export interface SheetReader {
  /** Refuses `import.empty` (nothing but a heading counts as nothing) and `import.not-a-sheet`. */
  open(path: string): Promise<Sheet>;
  /** The words of a piece of HTML. */
  plainText(html: string): string;
}
