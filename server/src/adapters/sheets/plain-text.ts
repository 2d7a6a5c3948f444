import { compile } from 'html-to-text';

/** More than a description may have, with room for the tags. */
const longest = 200_000;

const convert = compile({
  wordwrap: false,
  limits: { maxInputLength: longest, maxDepth: 50 },
  selectors: [
    { selector: 'a', options: { ignoreHref: true } },
    { selector: 'img', format: 'skip' },
    { selector: 'script', format: 'skip' },
    { selector: 'style', format: 'skip' },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
    { selector: 'table', format: 'block' },
  ],
});

const looksLikeHtml = /<\/?[a-z!][^>]*>|&(#\d+|#x[\da-f]+|[a-z]+);/i;

/** The words of a piece of HTML; what is no HTML stays as it is. */
export const plainText = (html: string): string =>
  (looksLikeHtml.test(html) ? convert(html.slice(0, longest)) : html).replace(/\n{3,}/g, '\n\n').trim();
