/** What an import changes or assumes. One sentence each is made of how often it happened. */
const sentences = {
  'no-stock-column': () => 'The sheet has no stock column: 1 of each was taken.',
  'no-stock': (count: string) => `${count} without a number in the stock column: 1 of each was taken.`,
  'stock-below-zero': (count: string) => `${count} with a stock below zero: 0 was taken.`,
  'other-currency': (count: string) =>
    `${count} with a price in another currency than the shop’s: the number was taken as it is.`,
  'picture-missing': (count: string) =>
    `${count} with a picture that was not sent along: the product is there without it.`,
  'picture-address': (count: string) =>
    `${count} with a picture’s address that is neither a web address nor a path.`,
  'pictures-many': (count: string) =>
    `${count} with more than 20 pictures of a product: the first 20 were taken.`,
  'tags-left': (count: string) =>
    `${count} with tags beyond 50, or longer than 60 characters: those were left out.`,
  'description-cut': (count: string) =>
    `${count} with a description longer than 20,000 characters: it was cut there.`,
  'category-cut': (count: string) => `${count} with a category longer than 120 characters: it was left out.`,
  'not-published': (count: string) => `${count} that are not published: they are drafts.`,
  'column-double': (_: string, examples: string) =>
    `Columns that are there more than once (${examples}): the first of each was read.`,
  reader: (_: string, examples: string) => examples,
} as const;

export type NoteKind = keyof typeof sentences;
export interface Note {
  kind: NoteKind;
  /** Where: a line, or what was found there. */
  example: string;
}
export type Tallies = Partial<Record<NoteKind, { count: number; examples: string[] }>>;

const mostExamples = 3;

/** The tallies with some more notes. */
export const tally = (before: Tallies, notes: readonly Note[]): Tallies => {
  const after = structuredClone(before);
  for (const { kind, example } of notes) {
    const own = after[kind] ?? { count: 0, examples: [] };
    own.count += 1;
    if (own.examples.length < mostExamples && !own.examples.includes(example)) own.examples.push(example);
    after[kind] = own;
  }
  return after;
};

const rows = (count: number): string => (count === 1 ? '1 row' : `${count.toLocaleString('en')} rows`);

/** `3 rows with … (line 4, line 9)`. */
export const sentencesOf = (tallies: Tallies): string[] =>
  (Object.keys(sentences) as NoteKind[]).flatMap((kind) => {
    const own = tallies[kind];
    if (!own) return [];
    const examples = own.examples.join(', ');
    const sentence = sentences[kind](rows(own.count), examples);
    const shows = sentence.startsWith(rows(own.count)) && examples !== '';
    return [
      shows
        ? `${sentence.slice(0, -1)} (${examples}${own.count > own.examples.length ? ', …' : ''}).`
        : sentence,
    ];
  });
