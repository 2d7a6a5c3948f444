import lunr from 'lunr';
import type { SearchDocument, SearchResult } from '../../kernel/search.ts';
import { Vocabulary } from './vocabulary.ts';
import { type TypedWords, typedWords, type Word, wordsOf } from './words.ts';

/** Where a word counts most. */
const fields: readonly { name: string; boost: number; of(document: SearchDocument): string }[] = [
  { name: 'title', boost: 12, of: (document) => document.title },
  { name: 'tags', boost: 6, of: (document) => document.tags.join(' ') },
  { name: 'category', boost: 4, of: (document) => document.category ?? '' },
  { name: 'skus', boost: 4, of: (document) => document.skus.join(' ') },
  { name: 'options', boost: 3, of: (document) => document.options },
  { name: 'seller', boost: 2, of: (document) => document.seller },
  { name: 'description', boost: 1, of: (document) => document.description },
];

const atOnce = 50;
const mostBeginnings = 40;
const mostNear = 8;
/** Unknown words are compared with the whole vocabulary, some 5 ms each at 50,000 words. */
const mostUnknown = 4;
/** lunr scores some 100 matches in a millisecond: words so common that this is passed say nothing anyway. */
const mostMatches = 6_000;
/** Of one or two letters typed, the words in most products are enough until more letters come. */
const mostForBeginnings = 3_000;
/** A whole word found counts more than a beginning, and that more than a guess. */
const weight = { whole: 1, beginning: 0.5, guess: 0.25 } as const;

interface Reading {
  word: Word;
  /** Terms of the index this word may mean. */
  terms: { term: string; boost: number }[];
  /** The word instead of the one typed, where that is unknown. */
  guess: string | null;
  /** Matches to expect. */
  cost: number;
}

/** One state of the catalogue, made for searching. Never changes. */
export class BuiltIndex {
  readonly #index: lunr.Index;
  readonly #vocabulary: Vocabulary;
  readonly #written: ReadonlyMap<string, string>;

  constructor(index: lunr.Index, vocabulary: Vocabulary, written: ReadonlyMap<string, string>) {
    this.#index = index;
    this.#vocabulary = vocabulary;
    this.#written = written;
  }

  search(q: string, limit: number): SearchResult {
    const typed = typedWords(q);
    const readings = this.#read(typed);
    const ids = this.#find(readings).slice(0, limit);
    const guessed = readings.some(({ guess }) => guess !== null);
    const guess = readings.map((reading) => reading.guess ?? reading.word.written).join(' ');
    return { ids, didYouMean: guessed ? guess : null };
  }

  #read({ words, open }: TypedWords): Reading[] {
    let unknown = 0;
    return words.map((word, at) => {
      const last = open && at === words.length - 1;
      const known = this.#known(word, last);
      if (known.length > 0) return this.#reading(word, known, null);
      unknown += 1;
      const near = unknown > mostUnknown ? [] : this.#vocabulary.nearest(word.term, mostNear);
      const guess = near[0] === undefined ? null : (this.#written.get(near[0]) ?? near[0]);
      return this.#reading(
        word,
        near.map((term) => ({ term, boost: weight.guess })),
        guess,
      );
    });
  }

  #known(word: Word, last: boolean): Reading['terms'] {
    const whole = this.#vocabulary.count(word.term) > 0 ? [{ term: word.term, boost: weight.whole }] : [];
    if (!last) return whole;
    const terms: Reading['terms'] = [...whole];
    let matches = this.#vocabulary.count(word.term);
    for (const term of this.#vocabulary.beginningWith(word.term, mostBeginnings)) {
      matches += term === word.term ? 0 : this.#vocabulary.count(term);
      if (terms.length > 0 && matches > mostForBeginnings) break;
      if (term !== word.term) terms.push({ term, boost: weight.beginning });
    }
    return terms;
  }

  #reading(word: Word, terms: Reading['terms'], guess: string | null): Reading {
    const cost = terms.reduce((sum, { term }) => sum + this.#vocabulary.count(term), 0);
    return { word, terms, guess, cost };
  }

  /** All words first; any of them where no product has all. Rare words are looked for first. */
  #find(readings: readonly Reading[]): string[] {
    const rareFirst = readings.filter(({ cost }) => cost > 0).toSorted((one, other) => one.cost - other.cost);
    const found = new Map<string, { words: number; score: number }>();
    let cost = 0;
    let looked = 0;
    for (const reading of rareFirst) {
      cost += reading.cost;
      if (looked > 0 && cost > mostMatches) break;
      looked += 1;
      for (const { ref, score } of this.#matches(reading)) {
        const before = found.get(ref);
        found.set(ref, { words: (before?.words ?? 0) + 1, score: (before?.score ?? 0) + score });
      }
    }
    const ranked = [...found].sort(
      ([, one], [, other]) => other.words - one.words || other.score - one.score,
    );
    const missed = readings.some((reading) => reading.cost === 0);
    const whole = missed ? [] : ranked.filter(([, { words }]) => words === looked);
    return (whole.length > 0 ? whole : ranked).map(([id]) => id);
  }

  /** Terms only: nothing of what was typed is read as lunr's query language. */
  #matches({ terms }: Reading): lunr.Index.Result[] {
    return this.#index.query((query) => {
      for (const { term, boost } of terms) query.term(term, { boost, usePipeline: false });
    });
  }
}

interface Counted {
  terms: Map<string, number>;
  written: Map<string, string>;
}

const count = (counted: Counted, words: readonly Word[]): void => {
  for (const term of new Set(words.map((word) => word.term)))
    counted.terms.set(term, (counted.terms.get(term) ?? 0) + 1);
  for (const { term, written } of words) if (!counted.written.has(term)) counted.written.set(term, written);
};

/** Makes an index; lets others have a turn now and then, but for the last step (some 25 ms for 1,000 products). */
export const buildIndex = async (
  documents: readonly SearchDocument[],
  breathe: () => Promise<void>,
): Promise<BuiltIndex> => {
  const counted: Counted = { terms: new Map(), written: new Map() };
  const builder = new lunr.Builder();
  builder.ref('id');
  for (const { name, boost } of fields) builder.field(name, { boost });
  // lunr hands the tokenizer a field's value: ours are terms already.
  const tokenizer = (terms?: string | object | object[] | null): lunr.Token[] =>
    (Array.isArray(terms) ? terms : []).map((term) => new lunr.Token(String(term), {}));
  builder.tokenizer = Object.assign(tokenizer, { separator: /\s+/ });
  for (const [at, document] of documents.entries()) {
    const words = fields.map((field) => wordsOf(field.of(document)));
    count(counted, words.flat());
    const terms = fields.map(({ name }, field) => [name, words[field]?.map(({ term }) => term)]);
    builder.add({ id: document.id, ...Object.fromEntries(terms) });
    if (at % atOnce === atOnce - 1) await breathe();
  }
  return new BuiltIndex(builder.build(), new Vocabulary(counted.terms), counted.written);
};
