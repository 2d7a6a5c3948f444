import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { Server as NetServer } from 'node:net';

export interface Address {
  host: string;
  port: number;
  tls?: { key: string; cert: string };
}

export interface Listening {
  servers: readonly Server[];
  /** Takes no new connections, answers what is being asked, then lets go. */
  stop(grace: number): Promise<void>;
}

const bind = (server: Server, { host, port }: Address): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, backlog: 1024 }, () => {
      server.off('error', reject);
      resolve();
    });
  });

const limits = {
  headersTimeout: 15_000,
  requestTimeout: 300_000,
  keepAliveTimeout: 20_000,
  maxHeaderSize: 16_384,
};

const create = (listener: RequestListener, address: Address): Server =>
  address.tls
    ? (createSecureServer({ ...limits, ...address.tls }, listener) as unknown as Server)
    : createServer(limits, listener);

/**
 * Counts what is being answered. While stopping, every answer says `Connection: close`: a client that
 * keeps connections then opens its next one elsewhere, instead of meeting a closed one.
 */
const counted = (listener: RequestListener) => {
  const state = { stopping: false, busy: 0 };
  const follow: RequestListener = (request, response) => {
    state.busy++;
    if (state.stopping) response.setHeader('Connection', 'close');
    response.once('close', () => void state.busy--);
    listener(request, response);
  };
  return { state, follow };
};

/** How long an idle connection is kept for a request that may be on its way. */
const idleFarewell = 1_000;

const settled = async (isDone: () => Promise<boolean>, grace: number): Promise<void> => {
  const until = performance.now() + grace;
  while (!(await isDone()) && performance.now() < until)
    await new Promise((resolve) => setTimeout(resolve, 20));
};

export const listen = async (
  listener: RequestListener,
  addresses: readonly Address[],
): Promise<Listening> => {
  const { state, follow } = counted(listener);
  const servers = addresses.map((address) => create(follow, address));
  for (const [index, server] of servers.entries()) await bind(server, addresses[index] as Address);

  const connections = (server: Server) =>
    new Promise<number>((resolve) => server.getConnections((_, n) => resolve(n)));
  const open = async () => (await Promise.all(servers.map(connections))).reduce((sum, n) => sum + n, 0);
  return {
    servers,
    stop: async (grace) => {
      state.stopping = true;
      // The HTTP server's own close() cuts idle connections at once, and with them requests that are on their way.
      for (const server of servers) NetServer.prototype.close.call(server);
      await settled(async () => state.busy === 0 && (await open()) === 0, Math.min(grace, idleFarewell));
      await settled(async () => state.busy === 0, grace);
      for (const server of servers) server.closeAllConnections();
    },
  };
};
