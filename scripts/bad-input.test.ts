import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

interface BadInput {
  /** What comes in, and the right answer to it. */
  says: string;
  /** `file :: a part of a title` of the tests that send it. */
  tests: string[];
}

const root = join(import.meta.dirname, '..');
const catalogue = JSON.parse(readFileSync(join(root, 'scripts/bad-input.json'), 'utf8')) as Record<
  string,
  BadInput
>;

const isThere = (test: string): boolean => {
  const [file = '', title = ''] = test.split(' :: ');
  const path = join(root, file);
  return (
    file.endsWith('.test.ts') &&
    title !== '' &&
    existsSync(path) &&
    readFileSync(path, 'utf8').includes(title)
  );
};

describe('bad input about money', () => {
  it('is numbered from 1 to 49', () => {
    expect(Object.keys(catalogue).map(Number)).toEqual(Array.from({ length: 49 }, (_, at) => at + 1));
  });

  it.each(Object.entries(catalogue))('%s has a test', (_number, { says, tests }) => {
    expect(says).not.toBe('');
    expect(tests.length).toBeGreaterThan(0);
    expect(tests.filter((test) => !isThere(test))).toEqual([]);
  });
});
