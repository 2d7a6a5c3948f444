import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { applyPatch, type LiveState, type NumberedPatch, type Patch } from '#contracts/live';
import { toMoney } from '#contracts/values';
import { newId } from '../../kernel/ids.ts';
import { Room } from './room.ts';

const variant = (id: string, available: number) => ({
  id,
  sku: null,
  options: {},
  price: toMoney(49_900),
  compareAt: null,
  live: false,
  available,
});
const entry = (variantId: string, available = 9) => ({
  productId: `product of ${variantId}`,
  slug: variantId,
  title: variantId,
  image: null,
  options: [],
  variants: [variant(variantId, available)],
});
const state = (): LiveState => ({
  saleId: 'sale',
  title: 'Festive sarees',
  seller: { id: 'seller', name: 'Meera Designs' },
  state: 'live',
  video: 'off',
  scheduledFor: 0,
  startedAt: 0,
  endedAt: null,
  watching: 0,
  featured: null,
  runSheet: [entry('saree'), entry('dupatta')],
});

describe('the room of a sale', () => {
  let told: NumberedPatch[];
  let room: Room;
  const stockTold = () => told.flatMap(({ change }) => (change.type === 'stock' ? [change.available] : []));
  beforeEach(() => {
    vi.useFakeTimers();
    told = [];
    room = new Room(state(), { tell: (patch) => told.push(patch), now: () => 7 });
  });
  afterEach(() => {
    room.close();
    vi.useRealTimers();
  });

  it('brings a browser that missed patches up to date, one by one', () => {
    for (const featured of ['a', 'b', 'c']) room.patch({ type: 'featured', featured });
    const { patches, ...place } = room.catchUp({ epoch: room.epoch, seq: 1 });
    expect(place).toEqual({ epoch: room.epoch, seq: 3, state: null });
    expect(patches).toEqual(told.slice(1));
    expect(room.catchUp({ epoch: room.epoch, seq: 3 })).toMatchObject({ state: null, patches: [] });
  });

  it.each([
    ['never was here', undefined],
    ['was in the sale before a restart', { epoch: newId(), seq: 2 }],
    ['claims a place that does not exist yet', { epoch: 'own', seq: 900 }],
    ['missed more than is kept', { epoch: 'own', seq: 1 }],
  ])('gives the whole state to a browser that %s', (_, seen) => {
    for (let at = 0; at < 700; at++) room.patch({ type: 'watching', watching: at });
    const place = seen && { ...seen, epoch: seen.epoch === 'own' ? room.epoch : seen.epoch };
    expect(room.catchUp(place)).toEqual({ epoch: room.epoch, seq: 700, state: room.state, patches: [] });
  });

  it('ends every browser in the same state, whatever it missed and wherever it joined', () => {
    const change = fc.oneof(
      fc.record({
        type: fc.constant('featured' as const),
        featured: fc.constantFrom('saree', 'dupatta', null),
      }),
      fc.record({ type: fc.constant('watching' as const), watching: fc.nat() }),
      fc.record({
        type: fc.constant('stock' as const),
        variantId: fc.constantFrom('saree', 'dupatta', 'gone'),
        available: fc.nat(),
      }),
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(change, fc.boolean()), { maxLength: 60 }),
        fc.nat(60),
        (changes, joinAt) => {
          const shared = new Room(state(), { tell: (patch) => sent.push(patch), now: () => 7 });
          const sent: NumberedPatch[] = [];
          let seen: { epoch: string; seq: number; live: LiveState } | undefined;
          const join = () => {
            const answer = shared.catchUp(seen);
            const live = answer.patches.reduce(
              (now, patch) => applyPatch(now, patch.change),
              answer.state ?? seen!.live,
            );
            seen = { epoch: answer.epoch, seq: answer.seq, live };
          };
          changes.forEach(([one, arrives], at) => {
            if (at === joinAt) join();
            shared.patch(one as Patch);
            const last = sent.at(-1)!;
            if (!seen || !arrives) return;
            if (last.seq === seen.seq + 1)
              seen = { ...seen, seq: last.seq, live: applyPatch(seen.live, last.change) };
            else join();
          });
          join();
          expect(seen!.live).toEqual(shared.state);
        },
      ),
    );
  });

  it('tells the first change of stock at once and then ten a second, ending on the true number', () => {
    for (let left = 50; left > 0; left--)
      room.takeStock({ variantId: 'saree', available: left, factId: newId() });
    expect(stockTold()).toEqual([50]);
    vi.advanceTimersByTime(100);
    expect(stockTold()).toEqual([50, 1]);
    vi.advanceTimersByTime(5_000);
    expect(stockTold()).toEqual([50, 1]);
    room.takeStock({ variantId: 'saree', available: 0, factId: newId() });
    expect(stockTold()).toEqual([50, 1, 0]);
  });

  it('does not let an old number of a variant undo a newer one', () => {
    const [older, newer] = [newId(), newId()];
    room.takeStock({ variantId: 'saree', available: 2, factId: newer });
    room.takeStock({ variantId: 'saree', available: 3, factId: older });
    vi.advanceTimersByTime(1_000);
    expect(stockTold()).toEqual([2]);
  });

  it('tells prices at once', () => {
    for (const price of [39_900, 29_900])
      room.takePrice({
        variantId: 'saree',
        price: toMoney(price),
        compareAt: toMoney(49_900),
        live: true,
        factId: newId(),
      });
    expect(told.map(({ change }) => change)).toMatchObject([{ price: 39_900 }, { price: 29_900 }]);
    expect(room.state.runSheet[0]?.variants[0]).toMatchObject({
      price: 29_900,
      compareAt: 49_900,
      live: true,
    });
  });

  it('keeps what arrived while it read the run sheet anew', async () => {
    await room.refreshRunSheet(async () => {
      room.takeStock({ variantId: 'saree', available: 1, factId: newId() });
      return [entry('saree', 9), entry('shawl', 4)];
    });
    expect(room.state.runSheet.map((one) => [one.slug, one.variants[0]?.available])).toEqual([
      ['saree', 1],
      ['shawl', 4],
    ]);
  });

  it('counts who watches at most four times a second, and hosts not at all', () => {
    room.enter('host', { host: true });
    for (let at = 0; at < 40; at++) room.enter(`viewer ${at}`, { host: false });
    vi.advanceTimersByTime(1_000);
    room.leave('viewer 0');
    room.leave('viewer 0');
    vi.advanceTimersByTime(1_000);
    expect(told.map(({ change }) => change)).toEqual([
      { type: 'watching', watching: 40 },
      { type: 'watching', watching: 39 },
    ]);
  });
});
