import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { removeTemporaryFolders, temporaryFolder } from '../../test/terminal.ts';
import { lastLines, lastWords, readable, readFrom, rotate } from './log-file.ts';

describe('a service’s log', () => {
  afterEach(removeTemporaryFolders);

  it('is moved on when it is full, and only so many are kept', () => {
    const path = join(temporaryFolder(), 'server.log');
    for (const text of ['first', 'second', 'third', 'fourth']) {
      writeFileSync(path, text);
      rotate(path, { bytes: 5, files: 3 });
    }
    expect(readFileSync(path, 'utf8')).toBe('');
    expect(readFileSync(`${path}.1`, 'utf8')).toBe('fourth');
    expect(readFileSync(`${path}.2`, 'utf8')).toBe('third');
    expect(existsSync(`${path}.3`)).toBe(false);
  });

  it('is left alone while it is small', () => {
    const path = join(temporaryFolder(), 'server.log');
    writeFileSync(path, 'a few words');
    rotate(path);
    expect(existsSync(`${path}.1`)).toBe(false);
  });

  it('can be followed over a rotation', () => {
    const path = join(temporaryFolder(), 'server.log');
    writeFileSync(path, 'one\ntwo\n');
    const { end } = readFrom(path, 0);
    rotate(path, { bytes: 1, files: 3 });
    appendFileSync(path, 'new\n');
    expect(readFrom(path, end).text).toBe('new\n');
  });

  it('gives its last lines, and none where there is none', () => {
    const path = join(temporaryFolder(), 'server.log');
    expect(lastLines(path, 2)).toEqual([]);
    writeFileSync(path, 'one\ntwo\n\nthree\n');
    expect(lastLines(path, 2)).toEqual(['two', 'three']);
  });

  it('reads as a sentence where the server wrote JSON', () => {
    const line = JSON.stringify({
      level: 50,
      time: '2026-11-22T10:00:00.000Z',
      pid: 1,
      msg: 'order not placed',
      order: 'o-1',
      err: { message: 'no disk' },
    });
    expect(readable(line)).toMatch(/^\d\d:\d\d:\d\d error order not placed: no disk order=o-1$/);
  });

  it('reads alike whoever wrote it', () => {
    expect(readable('[Sun Nov  1 10:52:25 2026] [WARN] No network')).toBe('10:52:25 warn  No network');
    expect(readable('[Sun Nov 22 10:52:25 2026] Ready')).toBe('10:52:25 info  Ready');
    expect(readable('2026-11-22T10:52:25.142Z janus: running')).toMatch(
      /^\d\d:\d\d:25 info {2}janus: running$/,
    );
    expect(readable('as it is')).toBe('as it is');
  });

  it('tells why a program ended, without its stack', () => {
    const own = JSON.stringify({
      level: 50,
      time: 'x',
      msg: 'the server could not start',
      err: { message: 'no disk' },
    });
    expect(lastWords(['began', own, 'after'])).toEqual(['error the server could not start: no disk']);
    const thrown = [
      'node:internal/errors',
      'Error [ERR_MODULE_NOT_FOUND]: Cannot find it',
      '    at resolve (x.ts:1:1)',
      'Node.js v20',
    ];
    expect(lastWords(thrown)).toEqual(['Error [ERR_MODULE_NOT_FOUND]: Cannot find it']);
    expect(lastWords(['one', '', 'two'])).toEqual(['one', 'two']);
  });

  it('cannot repaint the terminal', () => {
    expect(readable('a\u001b[2Jb\u001b]0;title\u0007c')).toBe('a [2Jb ]0;title c');
    expect(readable(JSON.stringify({ level: 30, time: 'x', msg: 'note \u001b[2J' }))).not.toContain('\u001b');
  });
});
