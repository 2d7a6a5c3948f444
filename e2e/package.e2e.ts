import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePorts } from './support/ports.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'leo-package-'));
const shop = join(folder, 'shop');
const quiet = ['--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'];

/**
 * sqlite3 compiles for over a minute where its own download is not reachable. The checkout has the same version's
 * binary, which its installer takes as a download that has come already.
 */
const compiledSqlite = async (): Promise<string> => {
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules/sqlite3/package.json'), 'utf8'));
  const prebuilds = join(folder, 'prebuilds');
  mkdirSync(prebuilds);
  const libc = existsSync('/etc/alpine-release') ? 'musl' : '';
  const archive = join(
    prebuilds,
    `sqlite3-v${version}-napi-v6-${process.platform}${libc}-${process.arch}.tar.gz`,
  );
  await run('tar', [
    '-czf',
    archive,
    '-C',
    join(root, 'node_modules/sqlite3'),
    'build/Release/node_sqlite3.node',
  ]);
  return prebuilds;
};

const pack = async (): Promise<string> => {
  await run('npm', ['pack', '--pack-destination', folder, '--loglevel=error'], { cwd: root });
  const [archive] = readdirSync(folder).filter((name) => /^leo-live-.*\.tgz$/.test(name));
  if (!archive) throw new Error('npm pack made nothing');
  return join(folder, archive);
};

/** The installed command, from a folder that knows nothing of the checkout. */
const leo = async (...args: string[]) => {
  const { stdout } = await run(join(folder, 'bin/leo'), [...args, '--json'], { cwd: folder });
  return JSON.parse(stdout);
};

describe('the package', () => {
  beforeAll(async () => {
    const env = { ...process.env, npm_config_sqlite3_local_prebuilds: await compiledSqlite() };
    await run('npm', ['install', '--global', '--prefix', folder, ...quiet, await pack()], {
      env,
      cwd: folder,
    });
  }, 240_000);

  afterAll(async () => {
    await leo('down', '--shop', shop).catch(() => null);
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  it('gives a shop that runs, outside of the checkout', async () => {
    const port = await freePorts();
    const made = await leo('init', 'shop', '--yes', '--port', String(port));
    expect(made).toMatchObject({ shop, port });

    const up = await leo('up', '--shop', shop);
    expect(up).toMatchObject({ url: `http://localhost:${port}`, studio: `http://localhost:${port}/studio` });
    expect(up.services[0]).toMatchObject({ name: 'server', state: 'running', port });

    const api = await fetch(`http://127.0.0.1:${port}/api/shop`);
    expect(await api.json()).toMatchObject({
      name: 'Shop',
      currency: 'INR',
      payments: [{ id: 'cash-on-delivery' }],
    });
    const page = await fetch(`http://127.0.0.1:${port}/`);
    expect(await page.text()).toContain('<script type="module"');

    const down = await leo('down', '--shop', shop);
    expect(down).toMatchObject({ wasUp: true, supervisor: null });
    await expect(fetch(`http://127.0.0.1:${port}/readyz`)).rejects.toThrow();
  }, 90_000);
});
