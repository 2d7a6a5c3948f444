import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { diskStore } from './disk-store.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leo-disk-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('keeps files, gives them back, and forgets them', async () => {
  const store = diskStore(folder);
  await store.put('ab/cd/320.webp', Buffer.from('small'));
  await store.put('ab/cd/640.webp', Readable.from(['lar', 'ger']));
  expect(await text(await store.get('ab/cd/640.webp'))).toBe('larger');
  expect(await store.stat('ab/cd/320.webp')).toEqual({ size: 5 });
  expect(await store.path('ab/cd/320.webp')).toBe(join(folder, 'ab/cd/320.webp'));
  await store.delete('ab/cd/320.webp');
  await store.delete('ab/cd/320.webp');
  expect(await store.stat('ab/cd/320.webp')).toBeUndefined();
  expect(await store.path('ab/cd')).toBeUndefined();
  await expect(store.get('ab/cd/320.webp')).rejects.toThrow();
});

it('leaves nothing behind of a file whose bytes did not all come', async () => {
  const store = diskStore(folder);
  const broken = Readable.from(
    (async function* () {
      yield 'half';
      throw new Error('the line is gone');
    })(),
  );
  await expect(store.put('ab/x.webp', broken)).rejects.toThrow('the line is gone');
  expect(await readdir(join(folder, 'ab'))).toEqual([]);
});

it.each(['../x', 'a/../../x', '/etc/passwd', 'a//b', '.hidden', 'a/.hidden', 'a\\b', 'a\0b', ''])(
  'refuses %o as a key',
  async (key) => {
    await expect(diskStore(folder).put(key, Buffer.from('x'))).rejects.toThrow('Not a key');
    await expect(diskStore(folder).path(key)).rejects.toThrow('Not a key');
  },
);
