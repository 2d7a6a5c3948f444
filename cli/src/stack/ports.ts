import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { createServer } from 'node:net';

/** Why a port cannot be had; null where it can. */
export const tryPort = (port: number, host: string): Promise<string | null> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(null)));
  });

const lines = (path: string): string[] => {
  try {
    return readFileSync(path, 'utf8').split('\n').slice(1);
  } catch {
    return [];
  }
};

/** The sockets that listen at a port, by the number Linux gives them. */
const listeners = (port: number): Set<string> => {
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  const fields = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap(lines).map((line) => line.trim().split(/\s+/));
  const listening = fields.filter(([, local, , state]) => state === '0A' && local?.endsWith(`:${hex}`));
  return new Set(listening.map((field) => `socket:[${field[9]}]`));
};

const tryTo = <T>(work: () => T, otherwise: T): T => {
  try {
    return work();
  } catch {
    return otherwise;
  }
};

/** `node, process 4711`: who has the port, as far as this user may see. Null where the system does not say. */
export const holderOf = (port: number): string | null => {
  const sockets = listeners(port);
  if (sockets.size === 0) return null;
  const pids = tryTo(() => readdirSync('/proc'), []).filter((name) => /^\d+$/.test(name));
  const holds = (pid: string) =>
    tryTo(() => readdirSync(`/proc/${pid}/fd`), []).some((fd) =>
      sockets.has(tryTo(() => readlinkSync(`/proc/${pid}/fd/${fd}`), '')),
    );
  const pid = pids.find(holds);
  if (!pid) return null;
  return `${tryTo(() => readFileSync(`/proc/${pid}/comm`, 'utf8').trim(), 'a program')}, process ${pid}`;
};
