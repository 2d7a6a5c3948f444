import { parse } from 'csv-parse/sync';
import { Refusal } from '../../kernel/refusal.ts';
import type { Sheet, SheetReader, SheetRecord } from '../../kernel/sheets.ts';
import { type Encoding, encodingOf, textOf } from './encoding.ts';
import { type Frame, Framer } from './framing.ts';
import { plainText } from './plain-text.ts';

const atOnce = 500;
const delimiters = [',', ';', '\t', '|'] as const;

interface Shape {
  path: string;
  encoding: Encoding;
  delimiter: string;
  /** Lines before the heading: Excel's `sep=;`. */
  before: number;
}

const cut = (text: string, delimiter: string): string[][] =>
  parse(text, {
    delimiter,
    bom: false,
    trim: true,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: false,
    record_delimiter: ['\r\n', '\n', '\r'],
  });

const cutAlone = ({ line, text, problem }: Frame, delimiter: string): SheetRecord => {
  if (problem) return { line, cells: text.split(delimiter), problem };
  try {
    const records = cut(text, delimiter);
    if (records.length === 1 && records[0]) return { line, cells: records[0], problem };
  } catch {
    // What csv-parse cannot read is told like what it misreads.
  }
  return { line, cells: text.split(delimiter), problem: 'The quotes in this row do not match' };
};

/** Cells of many records with one call; one by one where they do not come out as they went in. */
const cutAll = (frames: readonly Frame[], delimiter: string): SheetRecord[] => {
  if (frames.every(({ problem }) => problem === null)) {
    try {
      const records = cut(frames.map(({ text }) => text).join('\n'), delimiter);
      if (records.length === frames.length)
        return frames.map(({ line }, at) => ({ line, cells: records[at] ?? [], problem: null }));
    } catch {
      // One of them is broken: below it is found.
    }
  }
  return frames.map((frame) => cutAlone(frame, delimiter));
};

async function* framesOf({ path, encoding, delimiter, before }: Shape): AsyncGenerator<Frame[]> {
  const framer = new Framer(delimiter);
  let left = before;
  let some: Frame[] = [];
  for await (const text of textOf(path, encoding)) {
    some.push(...framer.push(text));
    for (; left > 0 && some.length > 0; left -= 1) some.shift();
    for (; some.length >= atOnce; some = some.slice(atOnce)) yield some.slice(0, atOnce);
  }
  yield [...some, ...framer.end()];
}

async function* recordsOf(shape: Shape): AsyncGenerator<SheetRecord[]> {
  let heading = true;
  for await (const frames of framesOf(shape)) {
    const own = heading ? frames.slice(1) : frames;
    if (frames.length > 0) heading = false;
    for (let from = 0; from < own.length; from += atOnce)
      yield cutAll(own.slice(from, from + atOnce), shape.delimiter);
  }
}

const firstLines = async (path: string, encoding: Encoding): Promise<string[]> => {
  for await (const text of textOf(path, encoding)) {
    const lines = text.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '');
    if (lines.length > 0) return lines;
  }
  return [];
};

/** The sign that is most often between the heading's words. */
const sniff = (heading: string): string => {
  const bare = heading.replace(/"[^"]*"/g, '');
  const counts = delimiters.map((one) => ({ one, count: bare.split(one).length }));
  return counts.reduce((most, next) => (next.count > most.count ? next : most)).one;
};

const shapeOf = async (path: string): Promise<Shape> => {
  const encoding = await encodingOf(path);
  const [first = '', second = ''] = await firstLines(path, encoding);
  const said = /^"?sep=(.)"?$/i.exec(first.trim())?.[1];
  return { path, encoding, delimiter: said ?? sniff(first), before: said && second ? 1 : 0 };
};

const headingOf = async (shape: Shape): Promise<Frame[]> => {
  let first: Frame[] = [];
  for await (const frames of framesOf(shape)) {
    first = [...first, ...frames];
    if (first.length > 1) break;
  }
  return first;
};

const openSheet = async (path: string): Promise<Sheet> => {
  const shape = await shapeOf(path);
  const [heading, ...rest] = await headingOf(shape);
  if (!heading || rest.length === 0) throw new Refusal('import.empty');
  const columns = cutAlone(heading, shape.delimiter).cells.map((cell) => cell.replace(/\s+/g, ' ').trim());
  const notes =
    shape.encoding === 'windows-1252'
      ? ['The sheet is not in Unicode; it was read as Western European (Latin-1).']
      : [];
  return { columns, notes, records: () => recordsOf(shape) };
};

/** Sheets of comma, semicolon, tab or pipe separated text. */
export const openSheets = (): SheetReader => ({ open: openSheet, plainText });
