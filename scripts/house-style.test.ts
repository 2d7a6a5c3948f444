import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** What no linter here refuses: promises to do it later, and switching the checks off instead of passing them. */
const refused = [
  { what: 'work put off', pattern: /\b(TO[D]O|FIX[M]E|XX[X])\b/ },
  { what: 'a check switched off', pattern: /biome-[i]gnore|oxlint-[d]isable|eslint-[d]isable|@ts-[n]ocheck/ },
  { what: 'a type error hidden', pattern: /@ts-[e]xpect-error|@ts-[i]gnore/, allowed: /\.test\.tsx?$/ },
  { what: 'a test left out for no reason', pattern: /\b(it|test|describe)\.(todo|skip)\(['"]/ },
];

const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { encoding: 'utf8' })
  .split('\n')
  .filter((file) => existsSync(file) && /\.(tsx?|mjs|cjs|css)$/.test(file));

function linesWith(pattern: RegExp, allowed?: RegExp): string[] {
  return files
    .filter((file) => !allowed?.test(file))
    .flatMap((file) => {
      const lines = readFileSync(file, 'utf8').split('\n');
      return lines.flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}`] : []));
    });
}

describe('the house style', () => {
  it('reads the whole repository', () => expect(files.length).toBeGreaterThan(50));
  for (const { what, pattern, allowed } of refused) {
    it(`has no ${what}`, () => expect(linesWith(pattern, allowed)).toEqual([]));
  }
});
