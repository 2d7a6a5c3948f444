import { describe, expect, it } from 'vitest';
import { meaningOf } from './use-keys.ts';

const press = (key: string, more: object = {}) =>
  meaningOf({ key, ctrlKey: false, metaKey: false, altKey: false, typing: false, ...more });

describe('the keys of a host', () => {
  it('show the next product, pin, count stock, mute and help', () => {
    expect(['n', 'N', 'p', '-', '+', '=', 'z', 'm', '?'].map((key) => press(key))).toEqual([
      'next',
      'next',
      'pin',
      'less',
      'more',
      'more',
      'undo',
      'mute',
      'help',
    ]);
  });

  it('do nothing while one types', () => {
    expect(press('n', { typing: true })).toBeUndefined();
  });

  it('leave the browser its own', () => {
    expect(press('n', { ctrlKey: true })).toBeUndefined();
    expect(press('m', { metaKey: true })).toBeUndefined();
    expect(press('constructor')).toBeUndefined();
  });
});
