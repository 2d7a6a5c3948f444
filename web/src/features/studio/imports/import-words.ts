import type { SheetImport } from '#contracts/imports';
import { count, plural } from '../../../lib/format.ts';

const formats = { leo: 'Leo’s own columns', shopify: 'a Shopify sheet' } as const;

/** Where an import is, in one sentence that is true. */
export const importSentence = (one: SheetImport): string => {
  const looks = one.format ? ` It looks like ${formats[one.format]}.` : '';
  switch (one.state) {
    case 'waiting':
      return 'The sheet has arrived and waits its turn.';
    case 'running':
      return `${plural(one.rows, 'row')} read so far.${looks}`;
    case 'failed':
      return one.refusal?.message ?? 'The sheet could not be read.';
    case 'done':
      return `${plural(one.rows, 'row')} read.${looks}`;
  }
};

/** What came of it, for a list: `12 new, 3 changed, 2 rows not taken`. */
export const outcome = ({ products, rejected, state, refusal }: SheetImport): string => {
  if (state === 'failed') return refusal?.message ?? 'It could not be read.';
  if (state !== 'done') return 'Under way';
  const parts = [
    products.created > 0 && `${count(products.created)} new`,
    products.updated > 0 && `${count(products.updated)} changed`,
    products.unchanged > 0 && `${count(products.unchanged)} as before`,
    rejected > 0 && `${plural(rejected, 'row')} not taken`,
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(', ') : 'Nothing in it';
};
