type Sign = (head: Buffer) => boolean;

const starts = (...bytes: number[]): Sign => {
  const sign = Buffer.from(bytes);
  return (head) => head.subarray(0, sign.length).equals(sign);
};
const says = (at: number, ...words: string[]): Sign => {
  return (head) => words.some((word) => head.toString('latin1', at, at + word.length) === word);
};
const both =
  (one: Sign, other: Sign): Sign =>
  (head) =>
    one(head) && other(head);

/** How the five kinds begin that a browser or a phone makes. */
const signs: readonly Sign[] = [
  starts(0xff, 0xd8, 0xff),
  starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
  says(0, 'GIF87a', 'GIF89a'),
  both(says(0, 'RIFF'), says(8, 'WEBP')),
  both(says(4, 'ftyp'), says(8, 'avif', 'avis', 'mif1')),
];

export const headLength = 16;

/** By its first bytes; a name or a content type proves nothing. SVG is text, and text is no picture here. */
export const isPicture = (head: Buffer): boolean => signs.some((fits) => fits(head));
