import type { VideoState } from '#contracts/live';
import { codeOf } from '../../lib/api.ts';
import type { LeoSocket, SocketDoor } from '../../lib/socket.ts';
import { type Receiver, receive } from '../../lib/webrtc.ts';
import { idleViewer, type ViewerEvent, type ViewerState, viewerStep } from './viewer-machine.ts';

export interface ViewerSnapshot {
  phase: ViewerState['phase'];
  stream: MediaStream | null;
}

export interface Viewer {
  get: () => ViewerSnapshot;
  subscribe: (listener: () => void) => () => void;
  /** What the sale says of its video. */
  video: (state: VideoState) => void;
  close: () => void;
}

/** No new picture for so long is trouble; after a likely cause (page shown again, socket back) one asks sooner. */
const stallMs = 3000;
const stallSoonMs = 1200;
const tickMs = 400;

interface Deps {
  door: SocketDoor;
  saleId: string;
}

/** One subscription to the sale's video: asked for, answered, and given up as a whole. */
const subscribeTo = async (
  { door, saleId }: Deps,
  on: { stream: (s: MediaStream) => void; trouble: () => void },
) => {
  const { watch, offer, iceServers } = await door.ask('live:watch', { saleId });
  const quietly = (sent: Promise<unknown>) => void sent.catch(() => undefined);
  const receiver = await receive({
    offer,
    iceServers,
    onStream: on.stream,
    onTrouble: on.trouble,
    onCandidate: (candidate) => quietly(door.ask('live:candidate', { saleId, watch, candidate })),
  });
  const close = () => {
    receiver.close();
    quietly(door.ask('live:stop', { saleId, watch }));
  };
  try {
    await door.ask('live:answer', { saleId, watch, answer: receiver.answer });
  } catch (failure) {
    close();
    throw failure;
  }
  return { ...receiver, close };
};

/** Keeps a sale's video on this page: whatever breaks, a new subscription is asked for until pictures come. */
export const createViewer = (deps: Deps): Viewer => {
  let state = idleViewer;
  let stream: MediaStream | null = null;
  let snapshot: ViewerSnapshot = { phase: 'idle', stream: null };
  let receiver: Receiver | null = null;
  /** Grows with each subscription, so that a late answer of an old one is recognised. */
  let turn = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const listeners = new Set<() => void>();
  const watchdog = createWatchdog(
    () => dispatch({ type: 'trouble' }),
    () => dispatch({ type: 'frame' }),
  );

  const publish = () => {
    if (snapshot.phase === state.phase && snapshot.stream === stream) return;
    snapshot = { phase: state.phase, stream };
    for (const listener of listeners) listener();
  };

  const drop = () => {
    turn += 1;
    clearTimeout(timer);
    watchdog.follow(null);
    receiver?.close();
    receiver = null;
  };

  const watch = async () => {
    drop();
    const mine = turn;
    const current = () => mine === turn;
    try {
      const next = await subscribeTo(deps, {
        stream: (given) => {
          if (!current()) return;
          stream = given;
          publish();
        },
        trouble: () => current() && dispatch({ type: 'trouble' }),
      });
      if (!current()) return next.close();
      receiver = next;
      watchdog.follow(next);
    } catch (failure) {
      if (current()) dispatch({ type: 'failed', code: codeOf(failure) });
    }
  };

  const dispatch = (event: ViewerEvent) => {
    const step = viewerStep(state, event, Math.random());
    state = step.state;
    if (step.command?.do === 'drop') {
      drop();
      stream = null;
    }
    if (step.command?.do === 'watch') {
      drop();
      timer = setTimeout(() => void watch(), step.command.afterMs);
    }
    publish();
  };

  const unhook = hook(deps, dispatch, watchdog.hurry);

  return {
    get: () => snapshot,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    video: (video) => {
      if (video === 'on' && state.held) watchdog.hurry();
      dispatch({ type: 'video', video });
    },
    close: () => {
      unhook();
      watchdog.stop();
      drop();
      listeners.clear();
    },
  };
};

/** Counts decoded pictures: tells of each advance, and of a stall while the page can be seen. */
const createWatchdog = (onStall: () => void, onFrame: () => void) => {
  let followed: Receiver | null = null;
  let seen = 0;
  let deadline = 0;
  const look = async () => {
    const receiver = followed;
    if (!receiver || document.visibilityState === 'hidden') return;
    const frames = await receiver.frames().catch(() => seen);
    if (receiver !== followed) return;
    if (frames > seen) {
      seen = frames;
      deadline = Date.now() + stallMs;
      onFrame();
    } else if (Date.now() > deadline) {
      deadline = Date.now() + stallMs;
      onStall();
    }
  };
  const timer = setInterval(() => void look(), tickMs);
  return {
    follow: (receiver: Receiver | null) => {
      followed = receiver;
      seen = 0;
      deadline = Date.now() + stallMs;
    },
    hurry: () => {
      deadline = Date.now() + stallSoonMs;
    },
    stop: () => clearInterval(timer),
  };
};

/** Everything outside the video that may have broken it, or mended what it needs. */
const hook = ({ door, saleId }: Deps, dispatch: (event: ViewerEvent) => void, hurry: () => void) => {
  let release = () => undefined as void;
  let closed = false;
  const onVisible = () => document.visibilityState === 'visible' && hurry();
  document.addEventListener('visibilitychange', onVisible);
  const listen = (socket: LeoSocket) => {
    const onReset = (reset: { saleId: string; spread: number }) =>
      reset.saleId === saleId && dispatch({ type: 'reset', spread: reset.spread });
    const onConnect = () => {
      hurry();
      dispatch({ type: 'online' });
    };
    socket.on('live:reset', onReset);
    socket.on('connect', onConnect);
    release = () => {
      socket.off('live:reset', onReset);
      socket.off('connect', onConnect);
    };
  };
  void door.open().then(
    (socket) => !closed && listen(socket),
    () => undefined,
  );
  return () => {
    closed = true;
    document.removeEventListener('visibilitychange', onVisible);
    release();
  };
};
