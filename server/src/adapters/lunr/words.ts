/** What of a query is looked at: a buyer types less, and a longer one only costs time. */
export const mostCharacters = 200;
export const mostWords = 16;

/** Letters that are drawn with a stroke or a tail, which Unicode does not take apart. */
const plain: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  ı: 'i',
  þ: 'th',
};
const stroked = new RegExp(`[${Object.keys(plain).join('')}]`, 'gu');

/** Accents of Latin, Greek and Cyrillic. Marks of Indian scripts are vowels and must stay. */
const accents = /[\u0300-\u036f]/gu;
/** Joiners and variation selectors change how signs are drawn, not what they are. */
const invisible =
  /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]|[\ufe00-\ufe0f]/gu;
const apostrophes = /(?<=\p{L})['’ʼ](?=\p{L})/gu;
const token = /[\p{L}\p{M}\p{N}]+|\p{Extended_Pictographic}/gu;

/** One way of writing for all ways of typing: no case, no accents, no invisible signs. */
export const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(accents, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(stroked, (letter) => plain[letter] ?? letter)
    .replace(invisible, '')
    .replace(apostrophes, '');

/** `sarees` and `saree` are the same to a buyer; so far as English spelling tells. */
const singular = (word: string): string => {
  if (!/^[a-z]{4,}s$/.test(word) || /(ss|us|is)$/.test(word)) return word;
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  return /(sses|shes|ches|xes)$/.test(word) ? word.slice(0, -2) : word.slice(0, -1);
};

export interface Word {
  /** As it stands in the index. */
  term: string;
  /** Folded, but as it was written: what a buyer is shown. */
  written: string;
}

export const wordsOf = (text: string): Word[] =>
  (fold(text).match(token) ?? []).map((written) => ({ term: singular(written), written }));

export interface TypedWords {
  words: Word[];
  /** True while the buyer may still be typing the last word. */
  open: boolean;
}

/** The words of a query, each once, no more than are looked at. */
export const typedWords = (q: string): TypedWords => {
  const looked = [...q.slice(0, mostCharacters * 2)].slice(0, mostCharacters).join('');
  const all = wordsOf(looked);
  const words = [...new Map(all.map((word) => [word.term, word])).values()].slice(0, mostWords);
  return { words, open: words.length > 0 && words.at(-1)?.term === all.at(-1)?.term && !/\s$/u.test(looked) };
};
