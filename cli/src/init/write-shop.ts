import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { type FirstOwner, type ShopSettingsFile, shopFiles } from '#contracts/shop-settings';
import { toMoney } from '#contracts/values';
import { CliError, interrupted } from '../errors.ts';
import { shopTemplate } from '../package-files.ts';
import { ensureCertificate } from '../stack/certificate.ts';
import { identify, isAlive } from '../stack/process-id.ts';
import type { Answers } from './answers.ts';
import { freshEnv } from './secrets.ts';

/** Everything is written here first and moved to its place at the end, leo.json last: with it the shop is complete. */
const staging = '.leo-init';
const mine = ['.env', '.gitignore', 'README.md', 'data', 'janus', 'plugins', shopFiles.settings];

const doublePort = (port: number): number => (port < 65_533 ? port + 3 : port - 2);

/** The API for the server; the page to pay on for browsers, which reach the shop and not the double. */
const testSettings = (port: number) => ({
  mode: 'test',
  baseUrl: `http://127.0.0.1:${doublePort(port)}`,
  browserUrl: '/test-payments',
});

const settingsOf = ({ name, currency, databaseUrl, port, testPayments }: Answers): ShopSettingsFile => ({
  name,
  currency,
  locale: 'en-IN',
  port,
  host: 'localhost',
  database: databaseUrl === null ? 'sqlite' : 'postgres',
  delivery: {
    fee: toMoney(currency === 'INR' ? 4_900 : 0),
    freeFrom: currency === 'INR' ? toMoney(99_900) : null,
  },
  plugins: [
    // Buyers are offered the ways of paying in this order.
    ...(testPayments ? [{ name: 'razorpay', settings: testSettings(port) }] : []),
    { name: 'cash-on-delivery', settings: {} },
    { name: 'courier-by-hand', settings: {} },
    // Last: what no other sender reaches is passed on by hand.
    { name: 'console-messages', settings: {} },
  ],
  ...(testPayments && { testPayments: { port: doublePort(port) } }),
  janus: { port: port < 65_534 ? port + 2 : port - 1, rtpPorts: '20000-20199' },
});

const ownerOf = ({ name, email, password }: Answers): FirstOwner => ({ name, email, password });

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** An init that was cut off (a power cut, kill -9) left its staging folder: what it had moved already is its own. */
const clearHalfWritten = (dir: string): void => {
  const stage = join(dir, staging);
  if (!existsSync(stage)) return;
  const marker = join(stage, 'process.json');
  const worker = existsSync(marker) ? JSON.parse(readFileSync(marker, 'utf8')) : null;
  if (isAlive(worker)) {
    throw new CliError(`Another leo init (process ${worker.pid}) is making a shop in ${dir}`, {
      code: 'shop.being-made',
      help: 'Wait for it to end.',
    });
  }
  if (!existsSync(join(dir, shopFiles.settings))) removeMoved(dir);
  rmSync(stage, { recursive: true, force: true });
};

/** Takes back what an init has put into its place: what is no longer in the folder it moves from. */
const removeMoved = (dir: string): void => {
  const moving = join(dir, staging, 'moving');
  if (!existsSync(moving)) return;
  for (const name of mine) {
    if (!existsSync(join(moving, name))) rmSync(join(dir, name), { recursive: true, force: true });
  }
};

/** Refuses a folder that holds a shop, or a file a shop would overwrite. */
export const checkFolder = (dir: string): void => {
  if (!existsSync(dir)) return;
  clearHalfWritten(dir);
  if (existsSync(join(dir, shopFiles.settings))) {
    throw new CliError(`There is a shop in ${dir} already; nothing was changed`, {
      code: 'shop.exists',
      help: 'Start it with: leo up. For another shop name another folder: leo init DIR',
    });
  }
  const present = readdirSync(dir);
  const inTheWay = mine.filter((name) => present.includes(name));
  if (inTheWay.length === 0) return;
  throw new CliError(`${dir} has ${inTheWay.join(', ')} already; nothing was changed`, {
    code: 'folder.not-empty',
    help: 'A shop would overwrite that. Name an empty or a new folder: leo init DIR',
  });
};

const fillStage = async (to: string, answers: Answers): Promise<void> => {
  const settings = settingsOf(answers);
  for (const folder of ['data', 'janus']) mkdirSync(join(to, folder), { recursive: true, mode: 0o700 });
  mkdirSync(join(to, 'plugins'));
  for (const [name, target] of [
    ['gitignore', '.gitignore'],
    ['README.md', 'README.md'],
  ] as const) {
    cpSync(join(shopTemplate, name), join(to, target));
  }
  writeFileSync(join(to, shopFiles.env), freshEnv(answers.databaseUrl, answers), { mode: 0o600 });
  writeFileSync(join(to, shopFiles.firstOwner), json(ownerOf(answers)), { mode: 0o600 });
  await ensureCertificate(to, settings.host ?? 'localhost');
  writeFileSync(join(to, shopFiles.settings), json(settings));
};

/** Writes a new shop's folder, all of it or nothing. */
export const writeShop = async (dir: string, answers: Answers, signal: AbortSignal): Promise<void> => {
  checkFolder(dir);
  const firstMade = mkdirSync(dir, { recursive: true });
  const stage = join(dir, staging);
  const fresh = join(stage, 'new');
  try {
    mkdirSync(fresh, { recursive: true, mode: 0o700 });
    writeFileSync(join(stage, 'process.json'), JSON.stringify(identify(process.pid)));
    await fillStage(fresh, answers);
    if (signal.aborted) throw interrupted('Nothing was written. Run leo init again when you like.');
    const moving = join(stage, 'moving');
    renameSync(fresh, moving);
    for (const name of mine) renameSync(join(moving, name), join(dir, name));
    rmSync(stage, { recursive: true, force: true });
  } catch (error) {
    if (firstMade) rmSync(firstMade, { recursive: true, force: true });
    else {
      removeMoved(dir);
      rmSync(stage, { recursive: true, force: true });
    }
    throw error;
  }
};
