import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { JoinAnswer, LiveState, Patch } from '#contracts/live';
import { ApiRefusal } from '../../lib/api.ts';
import type { LeoSocket, SocketDoor } from '../../lib/socket.ts';
import { RoomStore } from './room-store.ts';

type Ear = (message?: unknown) => void;

/** A shop at the other end of a socket, answering joins from a list. */
class FakeShop implements SocketDoor {
  connected = true;
  readonly joins: unknown[] = [];
  readonly answers: (JoinAnswer | ApiRefusal)[] = [];
  readonly #ears = new Map<string, Set<Ear>>();

  readonly socket = {
    on: (name: string, ear: Ear) => void this.#ears.set(name, (this.#ears.get(name) ?? new Set()).add(ear)),
    off: (name: string, ear: Ear) => void this.#ears.get(name)?.delete(ear),
    emit: () => undefined,
    connected: true,
  };

  open = async () => this.socket as unknown as LeoSocket;
  renew = async () => undefined;
  ask = (async (name: string, message: unknown) => {
    if (name !== 'sale:join') return { id: 'own', at: 0, name: 'Meera', host: false, text: 'hello' };
    this.joins.push(message);
    const answer = this.answers.shift();
    if (!answer || answer instanceof ApiRefusal) throw answer ?? new ApiRefusal('network.unreachable', '');
    return answer;
  }) as SocketDoor['ask'];

  tells(name: string, message?: unknown) {
    for (const ear of this.#ears.get(name) ?? []) ear(message);
  }
}

const live = { saleId: 'sale', state: 'live', watching: 1, runSheet: [] } as unknown as LiveState;
const welcome = (seq: number, more: Partial<JoinAnswer> = {}): JoinAnswer => ({
  epoch: 'one',
  seq,
  state: live,
  patches: [],
  chat: [],
  now: 0,
  host: false,
  ...more,
});
const watching = (seq: number, many: number) => ({
  saleId: 'sale',
  epoch: 'one',
  seq,
  at: 0,
  change: { type: 'watching', watching: many } satisfies Patch,
});

describe('a room that stays in step with its shop', () => {
  let shop: FakeShop;
  const changes = vi.fn();
  const enter = async () => {
    const room = new RoomStore({ door: shop, saleId: 'sale', onChange: changes });
    await vi.waitFor(() => expect(room.get().link).toBe('joined'));
    return room;
  };
  beforeEach(() => {
    shop = new FakeShop();
    shop.answers.push(welcome(4));
    changes.mockReset();
  });

  it('follows each patch and hands it on once', async () => {
    const room = await enter();
    shop.tells('sale:patch', watching(5, 12));
    shop.tells('sale:patch', watching(5, 12));
    expect(room.get().live?.watching).toBe(12);
    expect(changes).toHaveBeenCalledTimes(1);
    room.leave();
  });

  it('asks for what it missed, from where it is', async () => {
    const room = await enter();
    shop.answers.push(welcome(6, { state: null, patches: [watching(5, 12), watching(6, 13)] }));
    shop.tells('sale:patch', watching(6, 13));
    await vi.waitFor(() => expect(room.get().live?.watching).toBe(13));
    expect(shop.joins).toEqual([
      { saleId: 'sale', seen: undefined },
      { saleId: 'sale', seen: { epoch: 'one', seq: 4 } },
    ]);
    room.leave();
  });

  it('comes back by itself when the connection does', async () => {
    const room = await enter();
    shop.tells('disconnect');
    expect(room.get()).toMatchObject({ link: 'lost', live: { watching: 1 } });
    shop.answers.push(welcome(9, { epoch: 'two', state: { ...live, watching: 40 } }));
    shop.tells('connect');
    await vi.waitFor(() =>
      expect(room.get()).toMatchObject({ link: 'joined', epoch: 'two', live: { watching: 40 } }),
    );
    room.leave();
  });

  it('says why when there is no such sale, and does not ask again', async () => {
    shop.answers.splice(0, 1, new ApiRefusal('sale.unknown', 'There is no such sale.'));
    const room = new RoomStore({ door: shop, saleId: 'sale' });
    await vi.waitFor(() => expect(room.get().link).toBe('refused'));
    expect(shop.joins).toHaveLength(1);
    room.leave();
  });

  it('hears nothing any more once it is left', async () => {
    const room = await enter();
    room.leave();
    shop.tells('sale:patch', watching(5, 12));
    expect(room.get().live?.watching).toBe(1);
  });
});
