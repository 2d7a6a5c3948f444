import type { VideoState } from '#contracts/live';
import { codeOf } from '../../lib/api.ts';
import type { LeoSocket, SocketDoor } from '../../lib/socket.ts';
import { type Receiver, receive } from '../../lib/webrtc.ts';
import {
  idleViewer,
  type ViewerEvent,
  type ViewerPhase,
  type ViewerState,
  viewerStep,
} from './viewer-machine.ts';
import { Watchdog } from './watchdog.ts';

export interface ViewerSnapshot {
  phase: ViewerPhase;
  stream: MediaStream | null;
}

interface Deps {
  door: SocketDoor;
  saleId: string;
}

interface Ears {
  onStream: (stream: MediaStream) => void;
  onTrouble: () => void;
}

interface Subscription extends Receiver {
  /** What the server calls it. */
  watch: string;
}

/** One subscription to the sale's video: asked for, answered, and given up as a whole. */
const subscribeTo = async ({ door, saleId }: Deps, ears: Ears): Promise<Subscription> => {
  const { watch, offer, iceServers } = await door.ask('live:watch', { saleId });
  const quietly = (sent: Promise<unknown>) => void sent.catch(() => undefined);
  const receiver = await receive({
    offer,
    iceServers,
    ...ears,
    onCandidate: (candidate) => quietly(door.ask('live:candidate', { saleId, watch, candidate })),
  });
  try {
    await door.ask('live:answer', { saleId, watch, answer: receiver.answer });
    return { ...receiver, watch };
  } catch (failure) {
    receiver.close();
    throw failure;
  }
};

/** Keeps a sale's video on this page: whatever breaks, a new subscription is asked for until pictures come. */
export class Viewer {
  #state: ViewerState = idleViewer;
  #stream: MediaStream | null = null;
  #snapshot: ViewerSnapshot = { phase: 'idle', stream: null };
  #receiver: Subscription | null = null;
  /** Grows with each subscription, so that a late answer of an old one is recognised. */
  #turn = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;
  #release: () => void = () => undefined;
  readonly #deps: Deps;
  readonly #listeners = new Set<() => void>();
  readonly #watchdog = new Watchdog({
    onFrame: () => this.#dispatch({ type: 'frame' }),
    onStall: () => this.#dispatch({ type: 'trouble' }),
  });
  readonly #onVisible = () => document.visibilityState === 'visible' && this.#watchdog.hurry();

  constructor(deps: Deps) {
    this.#deps = deps;
    document.addEventListener('visibilitychange', this.#onVisible);
    void deps.door.open().then(
      (socket) => this.#listen(socket),
      // Without a socket there is no room either; the room tries again, and its state starts the video.
      () => undefined,
    );
  }

  readonly get = (): ViewerSnapshot => this.#snapshot;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** What the sale says of its video. */
  video(video: VideoState): void {
    if (video === 'on' && this.#state.held) this.#watchdog.hurry();
    this.#dispatch({ type: 'video', video });
  }

  close(): void {
    this.#closed = true;
    document.removeEventListener('visibilitychange', this.#onVisible);
    this.#release();
    this.#watchdog.stop();
    this.#stop();
    this.#state = idleViewer;
    this.#publish();
    this.#listeners.clear();
  }

  #listen(socket: LeoSocket): void {
    if (this.#closed) return;
    const onReset = (reset: { saleId: string; spread: number }) => {
      if (reset.saleId === this.#deps.saleId) this.#dispatch({ type: 'reset', spread: reset.spread });
    };
    const onConnect = () => {
      this.#watchdog.hurry();
      this.#dispatch({ type: 'online' });
    };
    socket.on('live:reset', onReset);
    socket.on('connect', onConnect);
    this.#release = () => {
      socket.off('live:reset', onReset);
      socket.off('connect', onConnect);
    };
  }

  #dispatch(event: ViewerEvent): void {
    const { state, command } = viewerStep(this.#state, event, Math.random());
    this.#state = state;
    if (command?.do === 'drop') this.#stop();
    if (command?.do === 'watch') {
      this.#forget();
      this.#timer = setTimeout(() => void this.#watch(), command.afterMs);
    }
    this.#publish();
  }

  /** Nothing more is wanted. A new subscription needs no such word: the server ends the one before it. */
  #stop(): void {
    const watch = this.#receiver?.watch;
    this.#drop();
    this.#stream = null;
    if (watch === undefined) return;
    this.#deps.door.ask('live:stop', { saleId: this.#deps.saleId, watch }).catch(() => undefined);
  }

  /** What is on its way is no longer waited for; what plays, plays on. */
  #forget(): void {
    this.#turn += 1;
    clearTimeout(this.#timer);
    this.#watchdog.follow(null);
  }

  #drop(): void {
    this.#forget();
    this.#receiver?.close();
    this.#receiver = null;
  }

  async #watch(): Promise<void> {
    this.#forget();
    const mine = this.#turn;
    const current = () => mine === this.#turn && !this.#closed;
    try {
      const receiver = await subscribeTo(this.#deps, {
        onStream: (stream) => current() && this.#show(stream),
        onTrouble: () => current() && this.#dispatch({ type: 'trouble' }),
      });
      if (!current()) return receiver.close();
      // Only now: whatever the old one still shows is better than nothing.
      this.#receiver?.close();
      this.#receiver = receiver;
      this.#watchdog.follow(receiver);
    } catch (failure) {
      if (current()) this.#dispatch({ type: 'failed', code: codeOf(failure) });
    }
  }

  #show(stream: MediaStream): void {
    this.#stream = stream;
    // A new object even for the same stream: whoever draws it assigns it again, as a switched feed needs.
    this.#snapshot = { phase: this.#state.phase, stream };
    for (const listener of this.#listeners) listener();
  }

  #publish(): void {
    if (this.#snapshot.phase === this.#state.phase && this.#snapshot.stream === this.#stream) return;
    this.#snapshot = { phase: this.#state.phase, stream: this.#stream };
    for (const listener of this.#listeners) listener();
  }
}
