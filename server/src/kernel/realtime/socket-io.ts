import type { IncomingMessage } from 'node:http';
import { Server, type Socket } from 'socket.io';
import type { Log } from '../log.ts';
import type { Who } from '../who.ts';
import { openMessageLimits } from './message-limits.ts';
import type { Client, RealtimeOptions, RealtimeServer } from './realtime.ts';
import { openReceiver, type Receiver } from './receive.ts';

/** A session description is at most 64,000 characters; nothing a page sends is longer than twice that. */
const largestMessage = 128 * 1_024;
/** A page of ours sends none; a broken or hostile client is let go after this many. */
const wrongMessagesAtMost = 100;

interface Known {
  who: Who | null;
  ip: string;
}

const peer = (request: IncomingMessage): string => request.socket.remoteAddress ?? '';

/** Browsers name the page's origin; a page of another site may not use a visitor's cookies through a socket. */
const fromOurPage = (request: IncomingMessage, origins: readonly string[]): boolean => {
  const { origin, host } = request.headers;
  if (origin === undefined) return true;
  if (origins.includes(origin)) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
};

const clientOf = (socket: Socket): Client => {
  const { who, ip } = socket.data as Known;
  return {
    id: socket.id,
    who,
    ip,
    emit: (name, ...payload) => void socket.emit(name, ...payload),
    // One who is gone would stay in the room for ever.
    join: (room) => void (socket.connected && socket.join(room)),
    leave: (room) => void socket.leave(room),
    rooms: () => socket.rooms,
    // A message may still be worked on when its sender is gone already.
    onGone: (work) => (socket.connected ? void socket.once('disconnect', work) : queueMicrotask(work)),
  };
};

const listenTo = (socket: Socket, receiver: Receiver, log: Log): void => {
  const client = clientOf(socket);
  let wrongMessages = 0;
  const receive = async (name: unknown, given: readonly unknown[]): Promise<void> => {
    const last = given.at(-1);
    const ack = typeof last === 'function' ? (last as (answer: unknown) => void) : undefined;
    const { reply, wrong } = await receiver.answer(
      client,
      name,
      ack && given.length === 1 ? undefined : given[0],
    );
    if (wrong) wrongMessages += 1;
    if (wrongMessages < wrongMessagesAtMost) return ack?.(reply());
    log.warn({ client: client.id, ip: client.ip }, 'a client sent too many wrong messages');
    socket.disconnect(true);
  };
  // The library writes to the console where nobody listens for errors; the connection itself it closes.
  socket.on('error', (problem) => log.debug({ err: problem }, 'a socket failed'));
  socket.onAny((name: unknown, ...given: unknown[]) => void receive(name, given));
};

const open = (allow: (request: IncomingMessage) => boolean): Server =>
  new Server({
    transports: ['websocket'],
    serveClient: false,
    maxHttpBufferSize: largestMessage,
    perMessageDeflate: false,
    httpCompression: false,
    // A viewer whose network went away is noticed, and notices, within ten seconds.
    pingInterval: 5_000,
    pingTimeout: 5_000,
    allowRequest: (request, decide) => decide(null, allow(request)),
  });

/**
 * A session that was ended elsewhere, by a new password or signing out in another window, ends its sockets too.
 * They are closed without a word, so that the page comes back at once as who it is now.
 */
const recheck = async (io: Server, { identify }: RealtimeOptions, log: Log): Promise<void> => {
  for (const socket of [...io.sockets.sockets.values()]) {
    const { who } = socket.data as Known;
    if (!who) continue;
    try {
      const now = await identify({ cookie: socket.request.headers.cookie });
      if (now?.accountId !== who.accountId || now.role !== who.role) socket.conn.close();
    } catch (problem) {
      // Nobody is thrown out of a sale because the database is away.
      log.debug({ err: problem }, 'a session could not be looked at');
    }
  }
};

/** Real time over socket.io, WebSocket only, so that no session needs to stick to a process. */
export const openRealtime = (options: RealtimeOptions, log: Log): RealtimeServer => {
  const { identify, origins = [], addressOf = peer } = options;
  const limits = openMessageLimits();
  const receiver = openReceiver(limits, log);
  let stopping = false;
  const io = open((request) => !stopping && fromOurPage(request, origins));

  const admit = async (socket: Socket): Promise<Known> => {
    const ip = addressOf(socket.request);
    await limits.takeHandshake(ip);
    return { ip, who: await identify({ cookie: socket.request.headers.cookie }) };
  };
  io.use((socket, next) => {
    void admit(socket).then(
      (known) => {
        Object.assign(socket.data as object, known);
        next();
      },
      (problem: unknown) => {
        log.warn({ err: problem }, 'a socket could not be let in');
        // A refusal in words would end the browser's tries; a closed connection makes it come again later.
        socket.conn.close();
      },
    );
  });
  io.on('connection', (socket) => listenTo(socket, receiver, log));
  const recheckTimer = setInterval(() => void recheck(io, options, log), options.recheckEvery ?? 60_000);
  recheckTimer.unref();

  return {
    handle: receiver.handle,
    emit: (room, name, ...payload) => void io.to(room).emit(name, ...payload),
    count: (room) => io.sockets.adapter.rooms.get(room)?.size ?? 0,
    attach: (server) => void io.attach(server),
    clients: () => io.sockets.sockets.size,
    stop: async () => {
      stopping = true;
      clearInterval(recheckTimer);
      // Not `disconnect`: a browser that is told to go away does not come back by itself.
      for (const socket of io.sockets.sockets.values()) socket.conn.close();
    },
  };
};
