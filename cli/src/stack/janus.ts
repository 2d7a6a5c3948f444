import { accessSync, constants, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { delimiter, join } from 'node:path';
import { janusConfig } from '../package-files.ts';
import type { Shop } from '../shop-folder.ts';
import { localAddresses } from './addresses.ts';
import { writeWhole } from './run-files.ts';

const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** Where one's own build of the media server goes; they need not be in PATH. */
const ownBuilds = ['/usr/local/bin', '/opt/janus/bin'];

/** Where the media server is; null where it is not installed. */
export const findJanus = (path = process.env['PATH'] ?? '', others = ownBuilds): string | null => {
  const folders = [...path.split(delimiter).filter(Boolean), ...others];
  return folders.map((folder) => join(folder, 'janus')).find(isProgram) ?? null;
};

export const howToInstallJanus = (): string =>
  findProgram('apt-get')
    ? 'sudo apt-get install --no-install-recommends janus'
    : 'see https://janus.conf.meetecho.com/docs/deploy';

const findProgram = (name: string): boolean =>
  (process.env['PATH'] ?? '').split(delimiter).some((folder) => isProgram(join(folder, name)));

export const janusFolder = (shopDir: string): string => join(shopDir, 'janus');

const values = (shop: Shop): Record<string, string> => {
  const { settings, env } = shop;
  const publicAddress = env['JANUS_PUBLIC_ADDRESS'];
  return {
    CONFIGS_FOLDER: janusFolder(shop.dir),
    API_SECRET: env['JANUS_API_SECRET'] ?? '',
    ADMIN_SECRET: env['JANUS_ADMIN_SECRET'] ?? '',
    ADMIN_KEY: env['JANUS_ADMIN_KEY'] ?? '',
    EVENT_LOOPS: String(availableParallelism()),
    WS_PORT: String(settings.janus.port),
    RTP_PORT_RANGE: settings.janus.rtpPorts,
    ICE_ADDRESSES: localAddresses().join(','),
    IPV6: 'false',
    NAT_1_1_MAPPING: publicAddress ? `nat_1_1_mapping = "${publicAddress}"` : '',
  };
};

/** Fills `{{NAME}}`s. What would break out of a setting's quotes is refused, and so is a name nobody knows. */
export const fill = (template: string, known: Record<string, string>): string =>
  template.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = known[name];
    if (value === undefined) throw new Error(`Janus’s settings name {{${name}}}, which nobody fills`);
    const inQuotes = name === 'NAT_1_1_MAPPING' ? value.replace(/^nat_1_1_mapping = "(.*)"$/, '$1') : value;
    if (/["\\\r\n]/.test(inQuotes))
      throw new Error(`The value of ${name} has a quote, a backslash or a line break`);
    return value;
  });

/** Writes the media server's settings anew: the machine's address may have changed since. */
export const renderJanus = (shop: Shop): void => {
  const to = janusFolder(shop.dir);
  mkdirSync(to, { recursive: true, mode: 0o700 });
  const known = values(shop);
  for (const file of readdirSync(janusConfig).filter((name) => name.endsWith('.jcfg'))) {
    writeWhole(join(to, file), fill(readFileSync(join(janusConfig, file), 'utf8'), known));
  }
};
