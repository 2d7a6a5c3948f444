/** Letters beyond Latin-1 that the standard fonts of every PDF reader have all the same. */
const alsoThere = new Set('–—‘’‚“”„†‡•…‰‹›€™ŒœŠšŽžŸƒˆ˜');

const isThere = (letter: string): boolean => {
  const code = letter.codePointAt(0) ?? 0;
  return (code >= 0x20 && code < 0x7f) || (code >= 0xa0 && code <= 0xff) || alsoThere.has(letter);
};

/** Stands for letters that cannot be printed; whoever reads it is told so at the foot of the page. */
export const missing = '[…]';

const letterOf = (letter: string): string => {
  if (isThere(letter)) return letter;
  if (letter === '₹') return 'Rs ';
  if (/\s/.test(letter)) return letter === '\n' ? letter : ' ';
  // Marks of Latin letters can be left off (ā is a); what is left of other scripts is no text at all.
  const plain = letter.normalize('NFKD').replace(/\p{M}/gu, '');
  return plain !== '' && [...plain].every(isThere) ? plain : missing;
};

/**
 * Text as it can be printed. The PDF uses the fonts that every reader has, which know Latin letters only: a run of
 * others becomes one `[…]`, never a row of wrong letters.
 */
export const printable = (text: string): string => {
  const letters = [...text.normalize('NFC')].filter((letter) => !/\p{Cf}/u.test(letter)).map(letterOf);
  return letters
    .join('')
    .replaceAll(/(?:\[…\] *)+/g, (run) => (run.endsWith(' ') ? `${missing} ` : missing))
    .trim();
};
