import type { Format, ToldVariant } from './format.ts';
import type { Columns, Row } from './row.ts';

/** Columns that only Shopify's product export has. */
export const looksLikeShopify = (columns: Columns): boolean =>
  columns.has('handle') &&
  columns.has('title') &&
  columns.has('variant price', 'option1 value', 'body (html)');

const places = ['1', '2', '3'] as const;

/** Shopify's name for a product without options. */
const isDefault = (name: string, value: string): boolean => name === 'title' && value === 'default title';

const truthy = (cell: string): boolean => !/^(false|no|0)$/i.test(cell);
const isActive = (cell: string): boolean => cell === '' || cell.toLowerCase() === 'active';

/** `Apparel & Accessories > Clothing > T-Shirts` says T-Shirts. */
const lastOf = (taxonomy: string): string => taxonomy.split('>').at(-1)?.trim() ?? '';

/** Shopify's product export: rows of one handle are one product, its first row speaks for all. */
export const shopifyFormat = (columns: Columns): Format => {
  const cell = (row: Row, ...names: string[]) => columns.cell(row, ...names);
  const optionsOf = (row: Row, first: Row): ToldVariant['options'] =>
    places.flatMap((place): [string, string][] => {
      const name = cell(first, `option${place} name`) || cell(row, `option${place} name`);
      const value = cell(row, `option${place} value`);
      return name === '' || value === '' || isDefault(name.toLowerCase(), value.toLowerCase())
        ? []
        : [[name, value]];
    });
  const isVariant = (row: Row): boolean =>
    ['variant price', 'variant sku', 'option1 value', 'variant inventory qty'].some(
      (name) => cell(row, name) !== '',
    );
  const imagesOf = (row: Row) => {
    const alt = cell(row, 'image alt text');
    const position = Number(cell(row, 'image position')) || Number.MAX_SAFE_INTEGER;
    const own = { place: cell(row, 'image src'), alt, position };
    const ofVariant = { place: cell(row, 'variant image'), alt: '', position: Number.MAX_SAFE_INTEGER };
    return [own, ofVariant].filter(({ place }) => place !== '');
  };
  return {
    name: 'shopify',
    keyOf: (row) => cell(row, 'handle').toLowerCase() || null,
    slugOf: (row) => cell(row, 'handle') || undefined,
    tell: (row, first) => ({
      title: cell(row, 'title'),
      description: cell(row, 'body (html)', 'body html', 'body'),
      category: cell(row, 'type') || lastOf(cell(row, 'product category', 'standard product type')),
      tags: cell(row, 'tags'),
      published: truthy(cell(row, 'published')) && isActive(cell(row, 'status')),
      images: imagesOf(row),
      variant: isVariant(row)
        ? {
            sku: cell(row, 'variant sku'),
            price: cell(row, 'variant price'),
            compareAt: cell(row, 'variant compare at price'),
            stock: columns.has('variant inventory qty') ? cell(row, 'variant inventory qty') : null,
            options: optionsOf(row, first),
          }
        : null,
    }),
    priceName: 'Variant Price',
    mayBeBelowZero: true,
  };
};
