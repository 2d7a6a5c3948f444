import Janode, { type Connection, type Session } from 'janode';
import VideoRoom, { type VideoRoomHandle } from 'janode/plugins/videoroom';
import type { Log } from '../../kernel/log.ts';
import type { RtcState } from '../../kernel/rtc.ts';
import { within } from './within.ts';

export interface JanusAddress {
  /** `ws://127.0.0.1:8188` */
  url: string;
  apiSecret: string;
  /** What Janus wants to see of who makes rooms. */
  adminKey: string;
}

/** What one connection to Janus has open; worthless once the connection is lost. */
export interface Line {
  /** For what belongs to no seller and no viewer: making and ending rooms. */
  control: VideoRoomHandle;
  attach(): Promise<VideoRoomHandle>;
}

/** The connection to Janus, built anew as often as it takes. */
export interface Link {
  line(): Line | undefined;
  onState(listen: (state: RtcState) => void): void;
  start(): void;
  stop(): Promise<void>;
}

/** A dead or frozen Janus is noticed after at most the two together. */
const pingEvery = 2_000;
const pingWithin = 1_000;
const openWithin = 3_000;
const backOff = { first: 200, most: 1_000 };
/** What a seller or viewer waits for one answer of Janus. */
export const answerWithin = 4_000;

const opened = async ({ url, apiSecret }: JanusAddress) => {
  const connection = await Janode.connect({
    address: { url, apisecret: apiSecret },
    max_retries: 0,
    ws_options: { handshakeTimeout: 1_000 },
  });
  try {
    const session = await within(openWithin, 'create', connection.create());
    const control = await within(openWithin, 'attach', session.attach(VideoRoom));
    return { connection, session, control };
  } catch (problem) {
    abandon(connection);
    throw problem;
  }
};

/** Closing waits for a Janus that may never answer again, so nobody waits for it. */
const abandon = (connection: Connection): void => {
  connection.close().catch(() => undefined);
};

/** Resolves when the connection or its session is gone, or Janus answers no more. */
const lost = (connection: Connection, session: Session): Promise<string> =>
  new Promise((resolve) => {
    const ping = setInterval(() => {
      within(pingWithin, 'info', connection.getInfo()).catch((problem: Error) => end(problem.message));
    }, pingEvery);
    const end = (why: string) => {
      clearInterval(ping);
      resolve(why);
    };
    connection.once(Janode.EVENT.CONNECTION_ERROR, () => end('the connection broke'));
    connection.once(Janode.EVENT.CONNECTION_CLOSED, () => end('the connection was closed'));
    session.once(Janode.EVENT.SESSION_DESTROYED, () => end('the session was ended'));
  });

export const openLink = (address: JanusAddress, log: Log): Link => {
  Janode.Logger.setLevel('none');
  const listeners: ((state: RtcState) => void)[] = [];
  const stopping = new AbortController();
  let line: Line | undefined;
  let running: Promise<void> | undefined;

  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const end = () => {
        clearTimeout(timer);
        stopping.signal.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      stopping.signal.addEventListener('abort', end);
    });
  const set = (next: Line | undefined) => {
    line = next;
    for (const listen of listeners) listen(next ? 'up' : 'down');
  };

  /** One connection from its beginning to its end. */
  const live = async (): Promise<void> => {
    const { connection, session, control } = await opened(address);
    const gone = lost(connection, session);
    const stopped = new Promise<string>((resolve) =>
      stopping.signal.addEventListener('abort', () => resolve('the server stops'), { once: true }),
    );
    if (!stopping.signal.aborted) {
      log.info({ url: address.url }, 'Janus is there');
      set({ control, attach: () => within(answerWithin, 'attach', session.attach(VideoRoom)) });
      const why = await Promise.race([gone, stopped]);
      if (!stopping.signal.aborted) log.warn({ why }, 'Janus is gone');
      set(undefined);
      // A server that stops in order leaves no rooms behind; a session that is lost cannot be ended.
      if (stopping.signal.aborted) await within(1_000, 'destroy', session.destroy()).catch(() => undefined);
    }
    abandon(connection);
  };

  const run = async (): Promise<void> => {
    let delay = backOff.first;
    while (!stopping.signal.aborted) {
      const began = performance.now();
      await live().catch((problem: Error) => log.debug({ why: problem.message }, 'Janus does not answer'));
      delay =
        performance.now() - began > backOff.most * 2 ? backOff.first : Math.min(delay * 2, backOff.most);
      if (!stopping.signal.aborted) await pause(delay);
    }
  };

  return {
    line: () => line,
    onState: (listen) => void listeners.push(listen),
    start: () => {
      running ??= run();
    },
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
};
