import type { Row } from './row.ts';

/** As contracts/catalog.ts takes them from a form. */
export const most = {
  title: 200,
  description: 20_000,
  category: 120,
  tag: 60,
  tags: 50,
  sku: 80,
  variants: 250,
  images: 20,
  optionName: 40,
  optionValue: 80,
};

export const where = (row: Row): string => `line ${row.line}`;
export const lengthOf = (text: string): number => [...text].length;
export const cutTo = (text: string, length: number): string => [...text].slice(0, length).join('');
