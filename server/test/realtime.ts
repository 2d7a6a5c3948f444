import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { io, type Socket } from 'socket.io-client';
import type { ClientToServer, ServerToClient } from '#contracts/live';
import type { RefusalReply } from '#contracts/refusals';
import type { RealtimeServer } from '../src/kernel/realtime/realtime.ts';
import { openRealtime } from '../src/kernel/realtime/socket-io.ts';
import type { Who } from '../src/kernel/who.ts';
import { silentLog } from './log.ts';

export type TestSocket = Socket<ServerToClient, ClientToServer>;

export interface TestRealtime {
  realtime: RealtimeServer;
  url: string;
  /** A browser of this visitor; null for one without a session. */
  connect(who: Who | null, headers?: Record<string, string>): Promise<TestSocket>;
  /** Ends this visitor's session, as in another window. */
  signOut(who: Who): void;
  stop(): Promise<void>;
}

const cookieOf = (who: Who): string => `who=${encodeURIComponent(JSON.stringify(who))}`;

/** A real socket.io server on a free port. A cookie `who=…` stands for a session. */
export const openTestRealtime = async (): Promise<TestRealtime> => {
  const signedOut = new Set<string>();
  const identify = async ({ cookie }: { cookie?: string | undefined }): Promise<Who | null> =>
    cookie && !signedOut.has(cookie)
      ? (JSON.parse(decodeURIComponent(cookie.slice('who='.length))) as Who)
      : null;
  const realtime = openRealtime(
    { identify, origins: ['https://allowed.example'], recheckEvery: 50 },
    silentLog,
  );
  const server = createServer();
  realtime.attach(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const sockets: TestSocket[] = [];
  const connect: TestRealtime['connect'] = (who, headers = {}) =>
    new Promise((resolve, reject) => {
      const extraHeaders = { ...headers };
      if (who) extraHeaders['cookie'] = cookieOf(who);
      const options = { transports: ['websocket'], forceNew: true, reconnection: false };
      const socket: TestSocket = io(url, { ...options, extraHeaders });
      sockets.push(socket);
      socket.once('connect', () => resolve(socket));
      socket.once('connect_error', reject);
    });
  const stop = async () => {
    for (const socket of sockets) socket.disconnect();
    await realtime.stop();
    await new Promise((resolve) => server.close(resolve));
  };
  return { realtime, url, connect, stop, signOut: (who) => void signedOut.add(cookieOf(who)) };
};

type Asked<K extends keyof ClientToServer> = Parameters<Parameters<ClientToServer[K]>[1]>[0];
type Ok<K extends keyof ClientToServer> = Extract<Asked<K>, { ok: unknown }>['ok'];

/** Sends a message and gives back the whole answer, a refusal included. */
export const send = (
  socket: TestSocket,
  name: string,
  ...message: unknown[]
): Promise<RefusalReply & { ok?: unknown }> =>
  (socket.timeout(5_000).emitWithAck as (...all: unknown[]) => Promise<RefusalReply & { ok?: unknown }>).call(
    socket.timeout(5_000),
    name,
    ...message,
  );

/** Sends anything, and no way to answer it. */
export const unanswered = (socket: TestSocket, name: string, ...message: unknown[]): void =>
  void (socket.emit as (...all: unknown[]) => void).call(socket, name, ...message);

/** Sends a message and gives back what was asked for. */
export const ask = async <K extends keyof ClientToServer>(
  socket: TestSocket,
  name: K,
  message: Parameters<ClientToServer[K]>[0],
): Promise<Ok<K>> => {
  const answer = await send(socket, name, message);
  if (answer.error) throw new Error(`${name}: ${answer.error.code} ${JSON.stringify(answer.error.details)}`);
  return answer.ok as Ok<K>;
};

/** The code of the refusal this message gets. */
export const refused = async (
  socket: TestSocket,
  name: string,
  ...message: unknown[]
): Promise<string | undefined> => (await send(socket, name, ...message)).error?.code;
