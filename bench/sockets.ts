import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { io, type Socket } from 'socket.io-client';
import type { NumberedPatch } from '../contracts/live.ts';
import { type Figure, figure, percentile } from './figure.ts';

const audience = 1_000;
const messages = 40;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const connectAll = async (url: string): Promise<Socket[]> => {
  const sockets: Socket[] = [];
  for (let at = 0; at < audience; at += 50) {
    const some = Array.from({ length: 50 }, () => io(url, { transports: ['websocket'], forceNew: true }));
    await Promise.all(
      some.map((socket) => new Promise((resolve) => socket.once('connect', () => resolve(true)))),
    );
    sockets.push(...some);
  }
  return sockets;
};

const bareFanOut = async (): Promise<number[]> => {
  const server = fork(fileURLToPath(new URL('./bare-sockets.ts', import.meta.url)), {
    execArgv: process.execArgv,
  });
  const [{ port }] = (await once(server, 'message')) as [{ port: number }];
  const sockets = await connectAll(`http://127.0.0.1:${port}`);
  const delays: number[] = [];
  for (const socket of sockets)
    socket.on('tick', ({ sentAt }: { sentAt: number }) => delays.push(Date.now() - sentAt));
  for (let n = 0; n < messages; n++) {
    server.send({
      saleId: crypto.randomUUID(),
      epoch: crypto.randomUUID(),
      seq: n,
      change: { type: 'featured', featured: crypto.randomUUID() },
    });
    await pause(200);
  }
  await pause(1_000);
  for (const socket of sockets) socket.close();
  server.disconnect();
  return delays;
};

interface LiveSale {
  url: string;
  saleId: string;
  /** Features the one, then the other. */
  feature(turn: number): Promise<void>;
}

/** From the server's own time on a patch to each of a thousand sockets, beside bare socket.io. */
export const measureFanOut = async ({ url, saleId, feature }: LiveSale): Promise<Figure[]> => {
  const bare = await bareFanOut();
  const sockets = await connectAll(url);
  await Promise.all(sockets.map((socket) => socket.timeout(20_000).emitWithAck('sale:join', { saleId })));
  const delays: number[] = [];
  for (const socket of sockets)
    socket.on('sale:patch', ({ at, change }: NumberedPatch) => {
      if (change.type === 'featured') delays.push(Date.now() - at);
    });
  for (let turn = 0; turn < messages; turn++) {
    await feature(turn);
    await pause(200);
  }
  await pause(1_000);
  for (const socket of sockets) socket.close();
  const expected = audience * messages;
  if (delays.length !== expected) throw new Error(`${delays.length} of ${expected} patches arrived`);
  return [
    figure({
      name: 'fan-out of a patch to 1,000 sockets, p95',
      value: percentile(delays, 0.95),
      unit: 'ms',
      raw: { name: 'bare socket.io', value: percentile(bare, 0.95) },
      about: { p50: percentile(delays, 0.5), barep50: percentile(bare, 0.5), messages },
    }),
  ];
};
