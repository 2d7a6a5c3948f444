import type { NumberedPatch, Patch, ServerToClient } from '#contracts/live';
import { codeOf } from '../../lib/api.ts';
import type { LeoSocket, SocketDoor } from '../../lib/socket.ts';
import { emptyRoom, type RoomEvent, type RoomState, room } from './room-state.ts';

interface RoomDeps {
  door: SocketDoor;
  saleId: string;
  /** Told of each change, so that what other screens fetched stays true. */
  onChange?: (change: Patch) => void;
}

const againInMs = 1500;
const hopeless = new Set(['sale.unknown', 'account.not-allowed', 'request.invalid']);

/** One sale as this page sees it: joined, kept in step, joined again after every gap and every lost connection. */
export class RoomStore {
  #state: RoomState = emptyRoom;
  #left = false;
  #joining = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #release: () => void = () => undefined;
  readonly #listeners = new Set<() => void>();
  readonly #deps: RoomDeps;

  constructor(deps: RoomDeps) {
    this.#deps = deps;
    void this.#enter();
  }

  readonly get = (): RoomState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Throws the shop's refusal. */
  async send(text: string): Promise<void> {
    const line = await this.#deps.door.ask('chat:send', { saleId: this.#deps.saleId, text });
    this.#dispatch({ type: 'lines', lines: [line] });
  }

  leave(): void {
    this.#left = true;
    clearTimeout(this.#timer);
    this.#release();
  }

  async #enter(): Promise<void> {
    try {
      const socket = await this.#deps.door.open();
      if (!this.#left) this.#release = this.#listen(socket);
    } catch {
      this.#timer = setTimeout(() => void this.#enter(), againInMs);
    }
  }

  #listen(socket: LeoSocket): () => void {
    const { saleId } = this.#deps;
    const onLines: ServerToClient['chat:lines'] = (batch) => {
      if (batch.saleId === saleId) this.#dispatch({ type: 'lines', lines: batch.lines });
    };
    const onPatch = (patch: NumberedPatch) => this.#take(patch);
    const onConnect = () => void this.#join();
    const onDisconnect = () => this.#dispatch({ type: 'lost' });
    socket.on('sale:patch', onPatch);
    socket.on('chat:lines', onLines);
    socket.on('connect', onConnect);
    socket.on('disconnect', onDisconnect);
    if (socket.connected) onConnect();
    return () => {
      socket.off('sale:patch', onPatch);
      socket.off('chat:lines', onLines);
      socket.off('connect', onConnect);
      socket.off('disconnect', onDisconnect);
      if (socket.connected) socket.emit('sale:leave', { saleId }, () => undefined);
    };
  }

  #take(patch: NumberedPatch): void {
    if (patch.saleId !== this.#deps.saleId) return;
    const isNext = patch.epoch === this.#state.epoch && patch.seq === this.#state.seq + 1;
    this.#dispatch({ type: 'patch', patch });
    if (isNext) this.#deps.onChange?.(patch.change);
  }

  async #join(): Promise<void> {
    if (this.#joining || this.#left) return;
    this.#joining = true;
    clearTimeout(this.#timer);
    const { epoch, seq } = this.#state;
    const seen = epoch === null ? undefined : { epoch, seq };
    try {
      const answer = await this.#deps.door.ask('sale:join', { saleId: this.#deps.saleId, seen });
      this.#joining = false;
      if (!this.#left) this.#dispatch({ type: 'joined', answer, at: Date.now() });
    } catch (failure) {
      this.#joining = false;
      if (hopeless.has(codeOf(failure) ?? '')) this.#dispatch({ type: 'refused', failure });
      else if (!this.#left) this.#timer = setTimeout(() => void this.#join(), againInMs);
    }
  }

  #dispatch(event: RoomEvent): void {
    const before = this.#state;
    this.#state = room(before, event);
    if (this.#state !== before) for (const listener of this.#listeners) listener();
    if (this.#state.behind && this.#state.link === 'joined') void this.#join();
  }
}
