import type { Socket } from 'socket.io-client';
import type { Answer, ClientToServer, ServerToClient } from '#contracts/live';
import { ApiRefusal } from './api.ts';

export type LeoSocket = Socket<ServerToClient, ClientToServer>;

type Message<K extends keyof ClientToServer> = Parameters<ClientToServer[K]>[0];
type Ok<K extends keyof ClientToServer> =
  Parameters<Parameters<ClientToServer[K]>[1]>[0] extends Answer<infer T> ? T : never;

/** The one connection of a page. Its library is fetched when the first screen asks for something live. */
export interface SocketDoor {
  open: () => Promise<LeoSocket>;
  /** Sends and waits for the answer; throws an ApiRefusal, also when none comes within five seconds. */
  ask: <K extends keyof ClientToServer>(name: K, message: Message<K>) => Promise<Ok<K>>;
  /** After signing in or out: the server reads the session when a connection begins. Done when it has begun. */
  renew: () => Promise<void>;
}

const answerWithinMs = 5000;

const connect = async (): Promise<LeoSocket> => {
  const { io } = await import('socket.io-client');
  const socket: LeoSocket = io({
    transports: ['websocket'],
    // Full jitter: after a restart a thousand pages do not come back in the same instant. Two seconds at most,
    // because a sale goes on meanwhile.
    reconnectionDelay: 500,
    reconnectionDelayMax: 2000,
    randomizationFactor: 1,
  });
  comeBackSoon(socket);
  return socket;
};

/** The network is back, or someone looks at the page again: that is no time to wait out the back-off. */
const comeBackSoon = (socket: LeoSocket) => {
  const hurry = () => {
    if (!socket.connected && document.visibilityState === 'visible') socket.disconnect().connect();
  };
  window.addEventListener('online', hurry);
  document.addEventListener('visibilitychange', hurry);
};

export const createSocketDoor = (dial: () => Promise<LeoSocket> = connect): SocketDoor => {
  let socket: Promise<LeoSocket> | undefined;
  const open = () => {
    socket ??= dial().catch((failure: unknown) => {
      // The chunk could not be fetched; the next one who asks tries again.
      socket = undefined;
      throw failure;
    });
    return socket;
  };
  const ask: SocketDoor['ask'] = async (name, message) => {
    const opened = await open();
    // socket.io cannot relate a generic event name to its own acknowledgement; the types above do.
    const send = opened.timeout(answerWithinMs).emitWithAck as (
      name: string,
      message: unknown,
    ) => Promise<Answer<never>>;
    const answer = await send.call(opened.timeout(answerWithinMs), name, message).catch(() => {
      throw new ApiRefusal('network.unreachable', 'The shop did not answer. It will be tried again.');
    });
    if ('error' in answer)
      throw new ApiRefusal(answer.error.code, answer.error.message, { details: answer.error.details });
    return answer.ok;
  };
  const renew = async () => {
    if (!socket) return;
    const opened = await socket;
    const back = new Promise<void>((resolve) => opened.once('connect', resolve));
    opened.disconnect().connect();
    await back;
  };
  return { open, ask, renew };
};
