import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type * as z from 'zod/mini';
import type { ClientToServer, clientMessages, ServerToClient } from '#contracts/live';
import type { Who } from '../who.ts';

export type MessageName = keyof ClientToServer;
export type Message<K extends MessageName> = z.output<(typeof clientMessages)[K]>;
type Acked<K extends MessageName> = Parameters<Parameters<ClientToServer[K]>[1]>[0];
export type Answered<K extends MessageName> = Extract<Acked<K>, { ok: unknown }>['ok'];

/** One connected browser. */
export interface Client {
  id: string;
  /** Null for a visitor without a session; a browser whose session changes connects anew. */
  who: Who | null;
  ip: string;
  emit<E extends keyof ServerToClient>(name: E, ...payload: Parameters<ServerToClient[E]>): void;
  join(room: string): void;
  leave(room: string): void;
  rooms(): ReadonlySet<string>;
  /** Runs once when the connection is gone. */
  onGone(work: () => void): void;
}

/**
 * An answer that is made in the moment it is sent: nothing that is told after it was made can arrive before it.
 */
export class AsOfNow<T> {
  readonly make: () => T;
  constructor(make: () => T) {
    this.make = make;
  }
}

type Handled<T> = T | AsOfNow<T>;

/** What a module answers to clients' messages; what it throws as a Refusal reaches the client as its answer. */
export type SocketHandlers = {
  [K in MessageName]?: (
    client: Client,
    message: Message<K>,
  ) => Promise<Handled<Answered<K>>> | Handled<Answered<K>>;
};

/** Sockets, without the library's name: parsed messages in, typed messages out. */
export interface Realtime {
  handle(handlers: SocketHandlers): void;
  emit<E extends keyof ServerToClient>(
    room: string,
    name: E,
    ...payload: Parameters<ServerToClient[E]>
  ): void;
  /** How many clients are in a room. */
  count(room: string): number;
}

/** The same with its connections: what the composition root opens, attaches and stops. */
export interface RealtimeServer extends Realtime {
  /** Takes sockets from this HTTP or HTTPS server too. */
  attach(server: HttpServer): void;
  /** How many sockets are open. */
  clients(): number;
  /** Takes no new sockets and lets go of all; browsers come back to the next server by themselves. */
  stop(): Promise<void>;
}

export interface RealtimeOptions {
  /** The account behind a handshake's cookies. */
  identify(headers: { cookie?: string | undefined }): Promise<Who | null>;
  /** Where a handshake comes from; the socket's own peer unless a trusted proxy says more. */
  addressOf?: (request: IncomingMessage) => string;
  /** Origins besides the host itself whose pages may connect, `https://shop.example`. */
  origins?: readonly string[];
  /** How often the sessions behind open sockets are looked at again, in ms. */
  recheckEvery?: number;
}
