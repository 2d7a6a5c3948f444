import { fold } from '../domain/options.ts';
import { slugOf } from '../domain/slug.ts';
import { type Format, splitList, type ToldVariant } from './format.ts';
import type { Columns, Row } from './row.ts';

/** The key of a product without a handle. A title without letters (`🎉`) has no slug of its own. */
const keyOfTitle = (title: string): string => {
  const slug = slugOf(title);
  return slug === 'product' ? `title ${fold(title)}` : slug;
};

/** Leo's own sheet, docs/leo-sheet.md: `title,price` are enough. */
export const leoFormat = (columns: Columns): Format => {
  const cell = (row: Row, ...names: string[]) => columns.cell(row, ...names);
  const named = ['size', 'colour', 'color', 'material'].filter((name) => columns.has(name));
  const optionColumns = [
    ...named.map((name) => ({ name, rest: name })),
    ...columns.beginningWith('option:').filter(({ rest }) => rest !== ''),
  ];
  const optionsOf = (row: Row): ToldVariant['options'] =>
    optionColumns.flatMap(({ name, rest }): [string, string][] => {
      const value = cell(row, name);
      return value === '' ? [] : [[rest, value]];
    });
  const imagesOf = (row: Row) =>
    splitList(cell(row, 'image', 'images'), /[|\n]/).map((place, position) => ({
      place,
      alt: '',
      position: position + 1,
    }));
  /** A row of a product that was begun above may bring nothing but a picture. */
  const onlyAddsPictures = (row: Row): boolean =>
    cell(row, 'title') === '' &&
    imagesOf(row).length > 0 &&
    ['price', 'sku', 'stock'].every((name) => cell(row, name) === '') &&
    optionsOf(row).length === 0;
  return {
    name: 'leo',
    keyOf: (row) => {
      const handle = cell(row, 'handle').toLowerCase();
      const title = cell(row, 'title');
      return handle || (title === '' ? null : keyOfTitle(title));
    },
    slugOf: (row) => cell(row, 'handle') || undefined,
    tell: (row) => ({
      title: cell(row, 'title'),
      description: cell(row, 'description'),
      category: cell(row, 'category'),
      tags: cell(row, 'tags'),
      published: true,
      images: imagesOf(row),
      variant: onlyAddsPictures(row)
        ? null
        : {
            sku: cell(row, 'sku'),
            price: cell(row, 'price'),
            compareAt: cell(row, 'compare at'),
            stock: columns.has('stock') ? cell(row, 'stock') : null,
            options: optionsOf(row),
          },
    }),
    priceName: 'price',
    mayBeBelowZero: false,
  };
};
