import type { SheetProduct } from '../domain/sheet.ts';
import { splitList, type Told } from './format.ts';
import { cutTo, lengthOf, most, where } from './limits.ts';
import type { Note } from './notes.ts';
import type { Row } from './row.ts';
import { type Making, type Rejected, type RowTold, readVariants, type Shop } from './variants.ts';

export interface ImagePlace {
  place: string;
  alt: string;
  line: number;
}
/** A product as its rows make it, before its pictures are found. */
export type Draft = Omit<SheetProduct, 'sellerId' | 'images'> & { images: ImagePlace[] };

/** What became of the rows of one product. */
export interface Item {
  rows: readonly Row[];
  product: Draft | null;
  rejected: Rejected[];
  notes: Note[];
}

const readImages = (all: readonly RowTold[]): { images: ImagePlace[]; notes: Note[] } => {
  const listed = all.flatMap(({ row, told }) => told.images.map((one) => ({ ...one, line: row.line })));
  // Sorting is stable: without positions they stay in the order of rows.
  const sorted = listed.toSorted((one, other) => one.position - other.position);
  const unique = [...new Map(sorted.toReversed().map((one) => [one.place, one])).values()].toReversed();
  const notes: Note[] =
    unique.length > most.images ? [{ kind: 'pictures-many', example: `line ${unique[0]?.line}` }] : [];
  return {
    images: unique.slice(0, most.images).map(({ place, alt, line }) => ({ place, alt, line })),
    notes,
  };
};

const readTexts = (all: readonly RowTold[], first: Row, shop: Shop) => {
  const say = (what: (told: Told) => string): string =>
    all.map(({ told }) => what(told)).find((text) => text !== '') ?? '';
  const full = shop.plainText(say((told) => told.description));
  const named = splitList(
    say((told) => told.tags),
    /,/,
  );
  const tags = [...new Set(named)].filter((tag) => lengthOf(tag) <= most.tag).slice(0, most.tags);
  const category = say((told) => told.category).replace(/\s+/g, ' ');
  const example = where(first);
  const notes: Note[] = [];
  if (lengthOf(full) > most.description) notes.push({ kind: 'description-cut', example });
  if (tags.length < new Set(named).size) notes.push({ kind: 'tags-left', example });
  if (lengthOf(category) > most.category) notes.push({ kind: 'category-cut', example });
  return {
    texts: {
      title: say((told) => told.title).replace(/\s+/g, ' '),
      description: cutTo(full, most.description),
      category: category === '' || lengthOf(category) > most.category ? null : category,
      tags,
    },
    notes,
  };
};

const nothing = (rows: readonly Row[], rejected: Rejected[], reason: string): Item => {
  const told = new Set(rejected.map(({ row }) => row));
  const rest = rows.filter((row) => !told.has(row)).map((row) => ({ row, reason: row.problem ?? reason }));
  const inOrder = [...rejected, ...rest].toSorted((one, other) => one.row.line - other.row.line);
  return { rows, product: null, rejected: inOrder, notes: [] };
};

/** One product of all its rows. A row that cannot be taken does not keep the others out. */
export const assemble = (key: string, rows: readonly Row[], making: Making): Item => {
  const { format, shop } = making;
  const whole = rows.filter(({ problem, beyond }) => problem === null && beyond === 0);
  const first = whole[0] ?? rows[0];
  if (!first || whole.length === 0)
    return nothing(rows, [], `The row has ${rows[0]?.beyond ?? 0} more cells than the heading`);
  const all = rows.map((row) => ({ row, told: format.tell(row, first) }));
  const { variants, rejected, notes } = readVariants(all, making);
  const readable = all.filter(({ row }) => whole.includes(row));
  const { texts, notes: ofTexts } = readTexts(readable, first, shop);
  if (texts.title === '') return nothing(rows, rejected, 'The product has no title');
  if (lengthOf(texts.title) > most.title)
    return nothing(rows, rejected, `The title is longer than ${most.title} characters`);
  if (variants.length === 0)
    return nothing(rows, rejected, 'No row of this product has a price that could be taken');
  const { images, notes: ofImages } = readImages(readable);
  const published = readable.every(({ told }) => told.published);
  const drafts: Note[] = published ? [] : [{ kind: 'not-published', example: where(first) }];
  const optionNames = [
    ...new Set(readable.flatMap(({ told }) => told.variant?.options.map(([name]) => name) ?? [])),
  ];
  const product = {
    source: { key },
    slug: format.slugOf(first),
    ...texts,
    optionNames,
    variants,
    images,
    published,
  };
  return { rows, product, rejected, notes: [...notes, ...ofTexts, ...ofImages, ...drafts] };
};
