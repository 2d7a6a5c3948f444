import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { component } from './components.ts';

const templates = fileURLToPath(new URL('../../janus-config/', import.meta.url));

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
      .once('connect', () => resolve(true))
      .once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

const ownAddresses = (): string =>
  Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter((address) => address.family === 'IPv4' && !address.internal)
    .map((address) => address.address)
    .join(',');

const render = (folder: string, values: Record<string, string | number | boolean>): void => {
  for (const file of readdirSync(templates).filter((name) => name.endsWith('.jcfg'))) {
    const text = readFileSync(join(templates, file), 'utf8').replaceAll(
      /\{\{(\w+)\}\}/g,
      (_, name: string) => {
        if (!(name in values)) throw new Error(`janus-config wants ${name}`);
        return String(values[name]);
      },
    );
    writeFileSync(join(folder, file), text);
  }
};

export interface TestJanus {
  address: { url: string; apiSecret: string; adminKey: string };
  port: number;
  log(): string;
  /** As the kernel does when memory runs out. */
  kill(): Promise<void>;
  /** Starts it again on the same port, with the same secrets. */
  start(): Promise<void>;
  /** It hangs: connections stay open and nothing answers. */
  freeze(): void;
  thaw(): void;
  stop(): Promise<void>;
}

/** A real Janus with Leo's settings on free ports, in a folder of its own. */
export const startJanus = async (): Promise<TestJanus> => {
  const program = component('janus').path;
  if (!program) throw new Error('janus is not installed');
  const folder = mkdtempSync(join(tmpdir(), 'leo-janus-'));
  const config = join(folder, 'janus');
  mkdirSync(config);
  const port = await freePort();
  const secret = () => randomBytes(16).toString('hex');
  const [apiSecret, adminKey] = [secret(), secret()];
  const firstRtpPort = 22_000 + 100 * (port % 300);
  render(config, {
    CONFIGS_FOLDER: config,
    API_SECRET: apiSecret,
    ADMIN_SECRET: secret(),
    ADMIN_KEY: adminKey,
    EVENT_LOOPS: 2,
    WS_PORT: port,
    RTP_PORT_RANGE: `${firstRtpPort}-${firstRtpPort + 99}`,
    ICE_ADDRESSES: ownAddresses(),
    IPV6: false,
    NAT_1_1_MAPPING: '',
  });

  let running: ChildProcess | undefined;
  let log = '';
  const keep = (text: Buffer) => {
    log += text.toString();
  };
  const ended = (signal: NodeJS.Signals) =>
    new Promise<void>((resolve) => {
      const one = running;
      running = undefined;
      if (!one || one.exitCode !== null || one.signalCode !== null) return resolve();
      one.once('exit', () => resolve());
      one.kill(signal);
    });
  const start = async () => {
    const one = spawn(program, ['-F', config], { stdio: ['ignore', 'pipe', 'pipe'] });
    running = one;
    for (const stream of [one.stdout, one.stderr]) stream.on('data', keep);
    while (!(await answers(port))) {
      if (one.exitCode !== null) throw new Error(`Janus ended: ${log}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  await start();
  return {
    address: { url: `ws://127.0.0.1:${port}`, apiSecret, adminKey },
    port,
    log: () => log,
    kill: () => ended('SIGKILL'),
    start,
    freeze: () => void running?.kill('SIGSTOP'),
    thaw: () => void running?.kill('SIGCONT'),
    stop: async () => {
      running?.kill('SIGCONT');
      await ended('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
