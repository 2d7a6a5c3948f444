import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { type ShopSettings, shopFiles, shopSettings } from '#contracts/shop-settings';
import { CliError } from './errors.ts';

/** A shop's folder, read and checked. */
export interface Shop {
  readonly dir: string;
  readonly settings: ShopSettings;
  /** What .env says. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly url: string;
  readonly studio: string;
}

const read = (dir: string, file: string): string | null => {
  try {
    return readFileSync(join(dir, file), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return null;
    throw new CliError(`${file} cannot be read: ${error instanceof Error ? error.message : error}`, {
      code: 'shop.unreadable',
      help: 'Run this as the user who made the shop.',
    });
  }
};

const badSettings = (problem: string): CliError =>
  new CliError(`${shopFiles.settings} is not right: ${problem}`, {
    code: 'shop.bad-settings',
    help: 'Correct the file and run the command again.',
  });

const parseSettings = (text: string): ShopSettings => {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw badSettings(error instanceof Error ? error.message : String(error));
  }
  const parsed = shopSettings.safeParse(json);
  if (parsed.success) return parsed.data;
  throw badSettings(
    parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '),
  );
};

export const readShop = (dir: string): Shop => {
  const text = read(dir, shopFiles.settings);
  if (text === null) {
    throw new CliError(`There is no shop in ${dir}`, {
      code: 'shop.unknown',
      help: 'Go to the shop’s folder, or name it with --shop DIR. A new one: leo init',
    });
  }
  const settings = parseSettings(text);
  const env = read(dir, shopFiles.env);
  if (env === null) {
    throw new CliError(`The shop has no ${shopFiles.env}: its secrets are missing`, {
      code: 'shop.no-secrets',
      help: 'Put the file back from your backup, beside leo.json.',
    });
  }
  const url = `http://localhost:${settings.port}`;
  return { dir, settings, env: parseEnv(env), url, studio: `${url}/studio` };
};

/** True where others on this machine may read the shop's secrets. */
export const hasOpenSecrets = (shop: Shop): boolean =>
  (statSync(join(shop.dir, shopFiles.env)).mode & 0o077) !== 0;

/** What the server is told: the machine's own environment, then the shop's secrets, then what leo.json decides. */
export const serverEnv = (shop: Shop, janus: { installed: boolean }): NodeJS.ProcessEnv => {
  const { dir, settings, env } = shop;
  const { LEO_JANUS_URL: _, ...machine } = process.env;
  return {
    ...machine,
    NODE_ENV: 'production',
    LEO_DATABASE_URL: `sqlite:${join(dir, shopFiles.database)}`,
    ...env,
    LEO_SHOP_DIR: dir,
    LEO_PORT: String(settings.port),
    LEO_HTTPS_PORT: String(settings.port + 1),
    ...(janus.installed && { LEO_JANUS_URL: `ws://127.0.0.1:${settings.janus.port}` }),
  };
};
