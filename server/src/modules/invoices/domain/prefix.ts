const signs = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** Latin letters and digits of a name, without their accents. */
const plain = (word: string): string =>
  word
    .normalize('NFD')
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '');

/** Every text of so many signs, in order. */
function* texts(length: number): Generator<string> {
  if (length === 0) return yield '';
  for (const start of texts(length - 1)) for (const sign of signs) yield start + sign;
}

/**
 * What a seller's numbers may begin with, the nicest first: the initials of the name, its first letters, then both
 * with more and more signs of their own. All prefixes of a length are among them, so that one is always free.
 */
export function* prefixes(name: string): Generator<string> {
  const words = name.split(/[^\p{L}\p{N}\p{M}]+/u).map(plain);
  const initials = words
    .map((word) => word.slice(0, 1))
    .join('')
    .slice(0, 4);
  const start = plain(name).slice(0, 2) || 'S';
  if (initials.length > 1) yield initials;
  yield start;
  for (const base of [initials.slice(0, 2) || start, ''])
    for (let length = 1; base.length + length <= 4; length++)
      for (const more of texts(length)) yield base + more;
}
