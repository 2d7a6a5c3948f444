import { existsSync, mkdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as z from 'zod/mini';
import type { Plugin } from '../../../sdk/index.ts';
import type { Log } from '../kernel/log.ts';
import type { HostFor } from './host.ts';

export interface PluginEntry {
  name: string;
  settings: Record<string, unknown>;
}
/** What became of a plugin: on, or off with the reason an operator reads. */
export type PluginState = { name: string; on: true } | { name: string; on: false; reason: string };

const ownExtension = extname(fileURLToPath(import.meta.url));

/** Built in, then the shop's own folder, then a package installed in the shop. */
const locate = (shopDir: string, name: string): string => {
  if (!/^(@[a-z0-9-]+\/)?[a-z0-9][a-z0-9._-]*$/.test(name)) throw new Error('is not a name of a plugin');
  const builtIn = fileURLToPath(new URL(`../../../plugins/${name}/index${ownExtension}`, import.meta.url));
  if (existsSync(builtIn)) return builtIn;
  const own = join(shopDir, 'plugins', name, 'index.js');
  return existsSync(own) ? own : createRequire(join(shopDir, 'package.json')).resolve(name);
};

const isPlugin = (value: unknown): value is Plugin =>
  typeof value === 'object' && value !== null && 'id' in value && 'setup' in value && 'settings' in value;

const setUp = async (shopDir: string, { name, settings }: PluginEntry, hostFor: HostFor): Promise<void> => {
  const module = (await import(pathToFileURL(locate(shopDir, name)).href)) as { plugin?: unknown };
  if (!isPlugin(module.plugin)) throw new Error('exports no `plugin` made with definePlugin');
  if (module.plugin.sdk !== 1)
    throw new Error(`was written for sdk ${String(module.plugin.sdk)}; this Leo has sdk 1`);
  const parsed = z.safeParse(module.plugin.settings, settings);
  if (!parsed.success)
    throw new Error(
      `has wrong settings in leo.json: ${parsed.error.issues.map((i) => `${i.path.join('.')} ${i.message}`).join('; ')}`,
    );
  await module.plugin.setup(hostFor(name, module.plugin.secrets ?? []), parsed.data);
};

/** The folder this program was installed into, from the sources and from the build alike. */
const packageFolder = (from: string): string =>
  existsSync(join(from, 'package.json')) ? from : packageFolder(dirname(from));

/** A plugin in the shop's folder finds `leo-live/sdk` and zod without installing them: they are this program's own. */
const linkDoor = (shopDir: string): void => {
  const own = createRequire(import.meta.url);
  const shared = {
    'leo-live': packageFolder(dirname(fileURLToPath(import.meta.url))),
    zod: dirname(own.resolve('zod/package.json')),
  };
  for (const [name, target] of Object.entries(shared)) {
    const link = join(shopDir, 'plugins', 'node_modules', name);
    if (existsSync(link) && realpathSync(link) === realpathSync(target)) continue;
    mkdirSync(dirname(link), { recursive: true });
    rmSync(link, { force: true, recursive: true });
    symlinkSync(target, link);
  }
};

/** Loads what leo.json lists, in that order, before anything listens. One that fails is off; the shop goes on. */
export const loadPlugins = async (
  shopDir: string,
  entries: readonly PluginEntry[],
  { hostFor, log }: { hostFor: HostFor; log: Log },
): Promise<PluginState[]> => {
  const states: PluginState[] = [];
  if (existsSync(join(shopDir, 'plugins'))) linkDoor(shopDir);
  for (const entry of entries) {
    try {
      await setUp(shopDir, entry, hostFor);
      states.push({ name: entry.name, on: true });
    } catch (problem) {
      const reason = problem instanceof Error ? problem.message : String(problem);
      log.error({ plugin: entry.name, reason }, 'a plugin is off');
      states.push({ name: entry.name, on: false, reason });
    }
  }
  return states;
};
