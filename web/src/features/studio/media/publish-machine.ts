import { backOffMs } from '../../live/viewer-machine.ts';

/**
 * What the seller's sending is doing.
 * `idle`: nothing is to be sent. `connecting`: the first try is under way. `on-air`: media flows.
 * `reconnecting`: it flowed and stopped. `unavailable`: the shop has no video server now, it is asked again.
 * `elsewhere`: another window of this seller sends; only the seller's own word takes it over.
 */
export type PublishPhase = 'idle' | 'connecting' | 'on-air' | 'reconnecting' | 'unavailable' | 'elsewhere';

export interface PublishState {
  phase: PublishPhase;
  /** Tries since media last flowed. */
  attempt: number;
  /** After the socket was lost: how often "another window sends" may still mean this very window, before it was lost. */
  returning?: number;
}

export type PublishEvent =
  | { type: 'start' }
  /** The network path stands and media goes through it. */
  | { type: 'flowing' }
  /** The path failed, or never came to stand. */
  | { type: 'trouble' }
  /** The server says that the media begins anew. */
  | { type: 'reset'; spread: number }
  | { type: 'failed'; code: string | undefined }
  /** The socket is back after it was lost. */
  | { type: 'online' }
  | { type: 'take-over' }
  | { type: 'stop' };

export type PublishCommand = { do: 'publish'; afterMs: number; takeOver: boolean } | { do: 'drop' } | null;
interface Step {
  state: PublishState;
  command: PublishCommand;
}

export const idlePublish: PublishState = { phase: 'idle', attempt: 0 };

const over = new Set(['sale.ended', 'sale.unknown', 'sale.not-live', 'account.not-allowed']);
/** The server notices a dead connection within ten seconds (5 s between pings, 5 s for an answer). */
const returns = { most: 4, everyMs: 3000 };
/** The seller is one: there is no crowd to spread, and every viewer waits for this. */
const soonMs = 150;

const stay = (state: PublishState): Step => ({ state, command: null });
const publish = (state: PublishState, afterMs: number, takeOver = false): Step => ({
  state,
  command: { do: 'publish', afterMs, takeOver },
});

const again = ({ phase }: PublishState): PublishPhase =>
  phase === 'on-air' || phase === 'reconnecting' ? 'reconnecting' : 'connecting';

const onFailed = (state: PublishState, code: string | undefined, random: number): Step => {
  if (code && over.has(code)) return { state: idlePublish, command: { do: 'drop' } };
  if (code === 'live.other-host' && state.returning)
    return publish({ ...state, phase: again(state), returning: state.returning - 1 }, returns.everyMs);
  if (code === 'live.other-host')
    return { state: { phase: 'elsewhere', attempt: 0 }, command: { do: 'drop' } };
  const phase = code === 'live.no-video' ? 'unavailable' : again(state);
  return publish({ ...state, phase, attempt: state.attempt + 1 }, backOffMs(state.attempt, random));
};

/** The first break is mended at once, the next ones with patience. */
const onTrouble = (state: PublishState, random: number): Step =>
  publish(
    { ...state, phase: again(state), attempt: state.attempt + 1 },
    state.attempt === 0 ? soonMs : backOffMs(state.attempt - 1, random),
  );

const onBroken = (state: PublishState, event: PublishEvent, random: number): Step => {
  if (event.type === 'failed') return onFailed(state, event.code, random);
  if (event.type === 'trouble') return onTrouble(state, random);
  if (event.type === 'flowing') return stay({ phase: 'on-air', attempt: 0 });
  // The picture needs no socket: what still flows is left alone, and a server that lost it says so with a reset.
  if (event.type === 'online' && state.phase === 'on-air') return stay({ ...state, returning: returns.most });
  const returning = event.type === 'online' ? returns.most : state.returning;
  return publish({ phase: again(state), attempt: 0, ...(returning ? { returning } : {}) }, soonMs);
};

/** Pure: the next state and what to do. `random` is between 0 and 1. */
export const publishStep = (state: PublishState, event: PublishEvent, random: number): Step => {
  if (event.type === 'stop') return { state: idlePublish, command: { do: 'drop' } };
  if (event.type === 'start')
    return state.phase === 'idle' ? publish({ phase: 'connecting', attempt: 0 }, 0) : stay(state);
  if (event.type === 'take-over')
    return state.phase === 'elsewhere' ? publish({ phase: 'connecting', attempt: 0 }, 0, true) : stay(state);
  if (state.phase === 'idle' || state.phase === 'elsewhere') return stay(state);
  return onBroken(state, event, random);
};
