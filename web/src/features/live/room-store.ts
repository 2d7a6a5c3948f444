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

export interface RoomStore {
  get: () => RoomState;
  subscribe: (listener: () => void) => () => void;
  /** Throws the shop's refusal; the line itself appears through the chat. */
  send: (text: string) => Promise<void>;
  leave: () => void;
}

const againInMs = 1500;
const hopeless = new Set(['sale.unknown', 'account.not-allowed', 'request.invalid']);

/** One sale as this page sees it: joined, kept in step, joined again after every gap and every lost connection. */
export const createRoomStore = ({ door, saleId, onChange }: RoomDeps): RoomStore => {
  let state: RoomState = emptyRoom;
  let left = false;
  let joining = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let release = () => undefined as void;
  const listeners = new Set<() => void>();

  const dispatch = (event: RoomEvent) => {
    const before = state;
    state = room(state, event);
    if (state !== before) for (const listener of listeners) listener();
    if (state.behind && state.link === 'joined') void join();
  };

  const join = async () => {
    if (joining || left) return;
    joining = true;
    clearTimeout(timer);
    const seen = state.epoch === null ? undefined : { epoch: state.epoch, seq: state.seq };
    try {
      const answer = await door.ask('sale:join', { saleId, seen });
      joining = false;
      if (!left) dispatch({ type: 'joined', answer, at: Date.now() });
    } catch (failure) {
      joining = false;
      if (hopeless.has(codeOf(failure) ?? '')) dispatch({ type: 'refused', failure });
      else timer = setTimeout(() => void join(), againInMs);
    }
  };

  const listen = (socket: LeoSocket) => {
    const onPatch = (patch: NumberedPatch) => {
      if (patch.saleId !== saleId) return;
      const isNext = patch.epoch === state.epoch && patch.seq === state.seq + 1;
      dispatch({ type: 'patch', patch });
      if (isNext) onChange?.(patch.change);
    };
    const onLines: ServerToClient['chat:lines'] = (batch) => {
      if (batch.saleId === saleId) dispatch({ type: 'lines', lines: batch.lines });
    };
    const onConnect = () => void join();
    const onDisconnect = () => dispatch({ type: 'lost' });
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
  };

  const enter = async () => {
    try {
      const socket = await door.open();
      if (!left) release = listen(socket);
    } catch {
      timer = setTimeout(() => void enter(), againInMs);
    }
  };
  void enter();

  return {
    get: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    send: async (text) => {
      const line = await door.ask('chat:send', { saleId, text });
      dispatch({ type: 'lines', lines: [line] });
    },
    leave: () => {
      left = true;
      clearTimeout(timer);
      release();
    },
  };
};
