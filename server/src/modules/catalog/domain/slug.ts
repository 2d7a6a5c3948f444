const longest = 80;

/**
 * The readable part of a product's address. Letters of any script stay, with their vowel signs (`साड़ी`);
 * accents go from Latin letters only (`café` becomes `cafe`).
 */
export const slugOf = (title: string): string => {
  const plain = title
    .normalize('NFKD')
    .replace(/(\p{Script=Latin})\p{M}+/gu, '$1')
    .normalize('NFC')
    .toLowerCase()
    .replace(/['’]/gu, '')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-');
  const short = [...plain].slice(0, longest).join('');
  return short.replace(/^-+|-+$/g, '') || 'product';
};

/** The slug for a title whose own slug is taken: the product's id gives it an ending nobody else has. */
export const slugWithEnding = (slug: string, productId: string): string => `${slug}-${productId.slice(-6)}`;
