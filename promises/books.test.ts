import { expect, it } from 'vitest';
import { promises } from './all.ts';
import { files, keepShort } from './short.ts';

keepShort('books');

it('every promise is tried by one of the test files', () => {
  expect(Object.values(files).flat().sort()).toEqual(promises.map(({ id }) => id).sort());
});
