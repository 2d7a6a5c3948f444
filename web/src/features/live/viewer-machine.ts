import type { VideoState } from '#contracts/live';

/**
 * What a viewer's video is doing.
 * `idle`: nothing is on the air. `connecting`: the first picture is on its way. `playing`: pictures come.
 * `reconnecting`: they came and stopped. `unavailable`: the shop has no video now; it is asked again.
 */
export type ViewerPhase = 'idle' | 'connecting' | 'playing' | 'reconnecting' | 'unavailable';

export interface ViewerState {
  phase: ViewerPhase;
  /** Tries since the last picture. */
  attempt: number;
  /** The seller is away: no pictures come, and that is nobody's fault on this side. */
  held: boolean;
}

export type ViewerEvent =
  | { type: 'video'; video: VideoState }
  /** A new picture was decoded. */
  | { type: 'frame' }
  /** The network path is gone or pictures stopped. */
  | { type: 'trouble' }
  /** The server says that the media begins anew, and over how many ms viewers should spread. */
  | { type: 'reset'; spread: number }
  | { type: 'failed'; code: string | undefined }
  /** The socket is back after it was lost. */
  | { type: 'online' };

export type ViewerCommand = { do: 'watch'; afterMs: number } | { do: 'drop' } | null;
interface Step {
  state: ViewerState;
  command: ViewerCommand;
}

export const idleViewer: ViewerState = { phase: 'idle', attempt: 0, held: false };

/** Half a second, doubled up to eight, ±20 % so that viewers do not come in step. */
export const backOffMs = (attempt: number, random: number): number =>
  Math.min(500 * 2 ** attempt, 8000) * (0.8 + random * 0.4);

/** After trouble everyone comes back within this, not at once. */
const jitterMs = 300;

const over = new Set(['sale.ended', 'sale.unknown', 'sale.not-live']);

const stay = (state: ViewerState): Step => ({ state, command: null });
const watch = (state: ViewerState, afterMs: number): Step => ({ state, command: { do: 'watch', afterMs } });

/** What happened before decides the word on screen: a picture that stopped, or one that never came. */
const again = ({ phase }: ViewerState): ViewerPhase =>
  phase === 'playing' || phase === 'reconnecting' ? 'reconnecting' : 'connecting';

const onVideo = (state: ViewerState, video: VideoState): Step => {
  if (video === 'off') return { state: idleViewer, command: { do: 'drop' } };
  if (video === 'reconnecting') return stay({ ...state, held: true });
  const present = { ...state, held: false };
  return state.phase === 'idle' ? watch({ ...present, phase: 'connecting', attempt: 0 }, 0) : stay(present);
};

const onFailed = (state: ViewerState, code: string | undefined, random: number): Step => {
  if (code && over.has(code)) return { state: idleViewer, command: { do: 'drop' } };
  const phase = code === 'live.no-video' ? 'unavailable' : again(state);
  return watch({ ...state, phase, attempt: state.attempt + 1 }, backOffMs(state.attempt, random));
};

/** Pure: the next state and what to do. `random` is between 0 and 1. */
export const viewerStep = (state: ViewerState, event: ViewerEvent, random: number): Step => {
  if (event.type === 'video') return onVideo(state, event.video);
  if (state.phase === 'idle') return stay(state);
  switch (event.type) {
    case 'frame':
      return stay(state.phase === 'playing' ? state : { ...state, phase: 'playing', attempt: 0 });
    case 'trouble':
      if (state.held) return stay(state);
      return watch({ ...state, phase: again(state), attempt: state.attempt + 1 }, random * jitterMs);
    case 'reset':
      return watch({ ...state, phase: again(state), attempt: 0 }, random * event.spread);
    case 'failed':
      return onFailed(state, event.code, random);
    case 'online':
      // The server ends a subscription with its connection: the next one is asked for before pictures stop.
      return watch({ ...state, attempt: 0 }, random * jitterMs);
  }
};
