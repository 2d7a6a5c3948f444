import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

interface Bug {
  name: string;
  file: string;
  /** What is there once, and what somebody could write instead. */
  from: string;
  to: string;
  /** The tests that must see it. */
  tests: string[];
}

const root = join(import.meta.dirname, '..');
const bugs = JSON.parse(readFileSync(join(root, 'scripts/planted-bugs.json'), 'utf8')) as Bug[];

/** `npm run planted` takes minutes; that each bug still has a place to be planted is seen at once. */
describe('the planted bugs', () => {
  it('are twenty or more, each with a name of its own', () => {
    expect(bugs.length).toBeGreaterThanOrEqual(20);
    expect(new Set(bugs.map((bug) => bug.name)).size).toBe(bugs.length);
  });

  it.each(bugs)('$name has its place, and changes something', ({ file, from, to }) => {
    expect(readFileSync(join(root, file), 'utf8').split(from)).toHaveLength(2);
    expect(to).not.toBe(from);
  });
});
