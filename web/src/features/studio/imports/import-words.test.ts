import { describe, expect, it } from 'vitest';
import type { SheetImport } from '#contracts/imports';
import { importSentence, outcome } from './import-words.ts';

const sheet = (change: Partial<SheetImport>): SheetImport => ({
  id: 'i',
  file: 'sheet.csv',
  format: 'shopify',
  state: 'done',
  rows: 1240,
  products: { created: 12, updated: 3, unchanged: 0 },
  variants: { created: 40, updated: 3, unchanged: 0 },
  rejected: 2,
  notes: [],
  refusal: null,
  startedAt: 1,
  endedAt: 2,
  ...change,
});

describe('an import', () => {
  it('says how far it is and what the sheet looks like', () => {
    expect(importSentence(sheet({ state: 'running' }))).toBe(
      '1,240 rows read so far. It looks like a Shopify sheet.',
    );
  });

  it('says why a whole sheet was refused', () => {
    const refusal = { code: 'import.empty', message: 'The sheet is empty.' };
    expect(importSentence(sheet({ state: 'failed', refusal }))).toBe('The sheet is empty.');
    expect(outcome(sheet({ state: 'failed', refusal }))).toBe('The sheet is empty.');
  });

  it('says what came of it', () => {
    expect(outcome(sheet({}))).toBe('12 new, 3 changed, 2 rows not taken');
    expect(outcome(sheet({ products: { created: 0, updated: 0, unchanged: 9 }, rejected: 0 }))).toBe(
      '9 as before',
    );
    expect(outcome(sheet({ products: { created: 0, updated: 0, unchanged: 0 }, rejected: 0 }))).toBe(
      'Nothing in it',
    );
  });
});
