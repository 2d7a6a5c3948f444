import type { ServerToClient } from '#contracts/live';
import { listStudioOrders, type Order } from '#contracts/orders';
import { call } from '../../../lib/api.ts';
import type { LeoSocket, SocketDoor } from '../../../lib/socket.ts';
import { RoomStore } from '../../live/room-store.ts';
import type { Capture } from '../media/capture.ts';
import { Publisher } from '../media/publisher.ts';
import { emptyHost, type HostEvent, type HostState, host } from './host-state.ts';

interface Deps {
  door: SocketDoor;
  saleId: string;
  capture: Capture;
  /** Told of each order, so that the lists other screens fetched are fetched again. */
  onOrder: () => void;
}

const ordersOf = async (saleId: string): Promise<Order[]> => {
  const orders: Order[] = [];
  let cursor: string | undefined;
  do {
    const page = await call(listStudioOrders, { query: { saleId, cursor, limit: 100 } });
    orders.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor);
  return orders;
};

/** A sale as its host sees it: the room, what is sent into it, and what it brings in. Outlives the screens. */
export class HostSession {
  readonly saleId: string;
  readonly room: RoomStore;
  readonly publisher: Publisher;
  #state: HostState = emptyHost;
  #link = '';
  #changes = 0;
  #closed = false;
  #release: () => void = () => undefined;
  readonly #deps: Deps;
  readonly #listeners = new Set<() => void>();
  readonly #unfollow: () => void;

  constructor(deps: Deps) {
    const { door, saleId, capture } = deps;
    this.#deps = deps;
    this.saleId = saleId;
    this.room = new RoomStore({ door, saleId });
    this.publisher = new Publisher({ door, saleId, capture });
    this.#unfollow = this.room.subscribe(() => this.#follow());
    void door.open().then(
      (socket) => this.#listen(socket),
      // Without a socket there is no room either, and the room says so.
      () => undefined,
    );
  }

  readonly get = (): HostState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly dispatch = (event: HostEvent): void => {
    const before = this.#state;
    this.#state = host(before, event);
    if (this.#state !== before) for (const listener of this.#listeners) listener();
  };

  /** A number for a change that can be taken back. */
  nextChange(): number {
    this.#changes += 1;
    return this.#changes;
  }

  close(): void {
    this.#closed = true;
    this.#unfollow();
    this.#release();
    this.publisher.close();
    this.room.leave();
    this.#listeners.clear();
  }

  /** Orders that were placed while this page was away are in the shop's list. */
  async #fetchOrders(): Promise<void> {
    const orders = await ordersOf(this.saleId).catch(() => null);
    if (orders && !this.#closed) this.dispatch({ type: 'listed', orders });
  }

  #follow(): void {
    const { live, link, rows } = this.room.get();
    if (link !== this.#link) {
      this.#link = link;
      if (link === 'joined') void this.#fetchOrders();
    }
    this.dispatch({ type: 'rows', rows });
    if (!live) return;
    this.dispatch({ type: 'watching', watching: live.watching });
    if (live.state === 'live') this.publisher.start();
    else this.publisher.stop();
  }

  #listen(socket: LeoSocket): void {
    if (this.#closed) return;
    const onOrder: ServerToClient['order:arrived'] = (order) => {
      if (order.saleId !== this.saleId) return;
      this.dispatch({ type: 'arrived', order });
      this.#deps.onOrder();
    };
    socket.on('order:arrived', onOrder);
    this.#release = () => socket.off('order:arrived', onOrder);
  }
}
