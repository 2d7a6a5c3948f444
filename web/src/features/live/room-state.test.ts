import { describe, expect, it } from 'vitest';
import type { JoinAnswer, LiveState, NumberedPatch, Patch } from '#contracts/live';
import { toMoney } from '#contracts/values';
import { emptyRoom, mostRows, type RoomState, room } from './room-state.ts';

const variant = (id: string) => ({
  id,
  sku: null,
  options: { size: 'M' },
  price: toMoney(249_900),
  compareAt: null,
  live: false,
  available: 6,
});

const live: LiveState = {
  saleId: 'sale',
  title: 'Sunday silk',
  seller: { id: 'seller', name: 'Asha Looms' },
  state: 'live',
  video: 'on',
  scheduledFor: 0,
  startedAt: 0,
  endedAt: null,
  watching: 1,
  featured: null,
  runSheet: [
    {
      productId: 'saree',
      slug: 'saree',
      title: 'Chanderi saree',
      image: null,
      options: [],
      variants: [variant('m'), variant('l')],
    },
  ],
};

const answer = (more: Partial<JoinAnswer> = {}): JoinAnswer => ({
  epoch: 'one',
  seq: 7,
  state: live,
  patches: [],
  chat: [],
  now: 1000,
  host: false,
  ...more,
});
const patch = (seq: number, change: Patch, more: Partial<NumberedPatch> = {}): NumberedPatch => ({
  saleId: 'sale',
  epoch: 'one',
  seq,
  at: 0,
  change,
  ...more,
});
const stock = (available: number): Patch => ({ type: 'stock', variantId: 'm', available });
const left = (state: RoomState) => state.live?.runSheet[0]?.variants[0]?.available;

const entered = room(emptyRoom, { type: 'joined', answer: answer(), at: 900 });
const line = (id: string) => ({ id, at: 0, name: 'Meera', host: false, text: 'zari or thread?' });

describe('a sale as its viewer sees it', () => {
  it('shows what the shop says on entering, and learns how far the clocks are apart', () => {
    expect(entered).toMatchObject({ link: 'joined', seq: 7, skew: 100, live: { title: 'Sunday silk' } });
  });

  it('counts stock down with each patch in its order', () => {
    const after = [patch(8, stock(5)), patch(9, stock(4))].reduce(
      (s, p) => room(s, { type: 'patch', patch: p }),
      entered,
    );
    expect(left(after)).toBe(4);
    expect(after.seq).toBe(9);
  });

  it('takes a patch that comes twice once', () => {
    const once = room(entered, { type: 'patch', patch: patch(8, stock(5)) });
    expect(room(once, { type: 'patch', patch: patch(8, stock(99)) })).toBe(once);
  });

  it('asks to join again after a gap, and changes nothing meanwhile', () => {
    const gap = room(entered, { type: 'patch', patch: patch(9, stock(4)) });
    expect(gap.behind).toBe(true);
    expect(left(gap)).toBe(6);
  });

  it('asks to join again when the server began a new epoch', () => {
    expect(room(entered, { type: 'patch', patch: patch(8, stock(5), { epoch: 'two' }) }).behind).toBe(true);
  });

  it('catches up from the patches it missed', () => {
    const gap = room(entered, { type: 'patch', patch: patch(9, stock(4)) });
    const caught = room(gap, {
      type: 'joined',
      at: 0,
      answer: answer({ seq: 9, state: null, patches: [patch(8, stock(5)), patch(9, stock(4))] }),
    });
    expect(caught).toMatchObject({ seq: 9, behind: false });
    expect(left(caught)).toBe(4);
  });

  it('keeps the picture of the sale while the connection is lost', () => {
    const lost = room(entered, { type: 'lost' });
    expect(lost.link).toBe('lost');
    expect(lost.live?.title).toBe('Sunday silk');
  });

  it('draws a chat line once, whether it comes by answer or by batch, and never more than sixty', () => {
    const own = room(entered, { type: 'lines', lines: [line('a')] });
    expect(room(own, { type: 'lines', lines: [line('a')] }).rows).toHaveLength(1);
    const many = room(own, { type: 'lines', lines: Array.from({ length: 90 }, (_, n) => line(`n${n}`)) });
    expect(many.rows).toHaveLength(mostRows);
    expect(many.rows.at(-1)?.id).toBe('n89');
  });

  it('says that someone ordered at most once in four seconds', () => {
    const ordered: Patch = { type: 'ordered', productId: 'saree', city: 'Pune' };
    const after = [
      patch(8, ordered, { at: 1000 }),
      patch(9, ordered, { at: 3000 }),
      patch(10, ordered, { at: 5000 }),
    ].reduce((s, p) => room(s, { type: 'patch', patch: p }), entered);
    expect(after.rows.map((row) => row.kind === 'ordered' && row.at)).toEqual([1000, 5000]);
  });
});
