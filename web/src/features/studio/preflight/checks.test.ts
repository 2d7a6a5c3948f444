import { describe, expect, it } from 'vitest';
import { troubleOf } from '../media/capture-words.ts';
import { blockedBy, checksOf, type Preparations } from './checks.ts';

const ready: Preparations = {
  source: 'camera',
  trouble: null,
  hasSound: true,
  heard: true,
  products: 6,
  sellable: 5,
  video: true,
  link: 'joined',
};
const check = (change: Partial<Preparations>) => checksOf({ ...ready, ...change });
const blocker = (change: Partial<Preparations>) => blockedBy(check(change))?.name;

describe('before going live', () => {
  it('a seller with camera, products and connection may go', () => {
    expect(check({}).every((one) => one.state === 'good')).toBe(true);
    expect(blocker({})).toBeUndefined();
  });

  it('a seller without a camera is told what helps, and may go with the test picture', () => {
    const refused = check({ source: 'off', trouble: troubleOf('NotAllowedError') })[0];
    expect(refused).toMatchObject({ state: 'bad', help: expect.stringContaining('Allow') });
    expect(blocker({ source: 'off' })).toBe('picture');
    expect(blocker({ source: 'test', hasSound: true, heard: false })).toBeUndefined();
  });

  it('a sale needs a product that can be bought', () => {
    expect(blocker({ products: 0, sellable: 0 })).toBe('products');
    expect(blocker({ products: 3, sellable: 0 })).toBe('products');
  });

  it('a shop without a video server sells without a picture', () => {
    expect(blocker({ video: false, source: 'off' })).toBeUndefined();
    expect(check({ video: false }).find((one) => one.name === 'video')?.state).toBe('note');
  });

  it('a silent microphone is noticed and does not stop anybody', () => {
    expect(check({ heard: false }).find((one) => one.name === 'sound')?.state).toBe('note');
    expect(blocker({ heard: false })).toBeUndefined();
    expect(blocker({ hasSound: false })).toBeUndefined();
  });

  it('nobody goes live while the shop is out of reach', () => {
    expect(blocker({ link: 'lost' })).toBe('shop');
    expect(blocker({ link: 'joining' })).toBe('shop');
  });
});
