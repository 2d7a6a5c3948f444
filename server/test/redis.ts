import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createConnection } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { component } from './components.ts';
import { freePort } from './postgres.ts';

export interface TestRedis {
  url: string;
  /** Sends one command and gives back Redis's first words. */
  command(...words: string[]): Promise<string>;
  /** `kill -9` */
  kill(): Promise<void>;
  /** Empty, on the same port. */
  startAgain(): Promise<void>;
}

const say = (port: number, words: string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = createConnection(port, '127.0.0.1', () => socket.write(`${words.join(' ')}\r\n`));
    socket.setTimeout(2_000, () => socket.destroy(new Error('Redis said nothing')));
    socket.once('data', (data) => {
      socket.destroy();
      resolve(data.toString().trim());
    });
    socket.once('error', reject);
  });

const answering = async (port: number): Promise<void> => {
  for (let tries = 0; tries < 200; tries += 1) {
    if ((await say(port, ['PING']).catch(() => '')) === '+PONG') return;
    await wait(25);
  }
  throw new Error('Redis did not start');
};

/** A real Redis of its own, keeping nothing on disk. */
export const startRedis = async (): Promise<TestRedis> => {
  const { path } = component('redis');
  if (!path) throw new Error('redis-server is not installed');
  const port = await freePort();
  let child: ChildProcess;
  const start = async (): Promise<void> => {
    child = spawn(path, ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'], {
      stdio: 'ignore',
    });
    await answering(port);
  };
  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    command: (...words) => say(port, words),
    kill: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
    startAgain: start,
  };
};
