// `npm run build`: compiles what is stale into dist/, and only that.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkSize } from './size.mjs';
import { bin, root, run, seconds, show, tell } from './steps.mjs';

const compiled = ['contracts', 'sdk', 'server/src', 'cli', 'plugins'];
const settings = ['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json'];
const isSource = (path) => /\.tsx?$/.test(path);
const isTest = (path) => /\.test\.tsx?$|(^|\/)test\//.test(path);

/** All files under a folder or the file itself, sorted, relative to the root; nothing where there is nothing. */
async function filesOf(path) {
  const entries = await readdir(join(root, path), { withFileTypes: true, recursive: true }).catch(() => null);
  if (!entries) return [path];
  const files = entries.filter((entry) => entry.isFile());
  return files.map((entry) => join(entry.parentPath, entry.name).slice(root.length)).sort();
}

async function hash(paths, salt = '') {
  const sum = createHash('sha256').update(salt);
  for (const path of paths) {
    for (const file of await filesOf(path)) {
      if (isTest(file)) continue;
      sum.update(`\n${file}\n`).update(await readFile(join(root, file)).catch(() => 'missing'));
    }
  }
  return sum.digest('hex');
}

/** Code that is not TypeScript (templates, settings) goes beside the compiled code, under the same path. */
async function copyAssets(to) {
  for (const folder of compiled) {
    for (const file of await filesOf(folder)) {
      const isAsset = !isSource(file) && !isTest(file) && !file.endsWith('.md');
      if (isAsset) await cp(join(root, file), join(to, file), { force: true }).catch(ignoreMissing);
    }
  }
}

function ignoreMissing(error) {
  if (error.code !== 'ENOENT') throw error;
}

/** Into a new folder first, so that a server which starts meanwhile never finds half a build. */
async function compile() {
  const fresh = join(root, '.cache', `build-${process.pid}`);
  const result = await run(bin('tsc'), ['-p', 'tsconfig.build.json', '--outDir', fresh]);
  await copyAssets(fresh);
  for (const folder of await readdir(fresh).catch(() => [])) {
    await rm(join(root, 'dist', folder), { recursive: true, force: true });
    await rename(join(fresh, folder), join(root, 'dist', folder));
  }
  await rm(fresh, { recursive: true, force: true });
  return result;
}

async function bundle() {
  if (!existsSync(join(root, 'web/src/main.tsx'))) return { ok: true, output: '' };
  const built = await run(bin('vite'), ['build', 'web', '--logLevel', 'warn']);
  // The budget is for what buyers get; plain React is built to prove that the source stays React.
  if (!built.ok || process.env.LEO_WEB_RUNTIME === 'react') return built;
  const size = await checkSize();
  return { ok: size.ok, output: size.lines.join('\n') };
}

const targets = [
  { name: 'build server, cli, plugins', stamp: 'code', inputs: [...compiled, ...settings], make: compile },
  {
    name: 'build web',
    stamp: 'web',
    inputs: ['web', 'contracts', ...settings],
    salt: process.env.LEO_WEB_RUNTIME,
    make: bundle,
  },
];

/** True when it is built, now or before. */
async function bring(target) {
  const stamp = join(root, 'dist', `.stamp-${target.stamp}`);
  const wanted = await hash(target.inputs, target.salt);
  if ((await readFile(stamp, 'utf8').catch(() => '')) === wanted) return true;
  const start = performance.now();
  await rm(stamp, { force: true });
  const { ok, output } = await target.make();
  tell(ok ? 'done' : 'failed', target.name, seconds(start));
  if (output.trim()) show(output);
  if (ok) await writeFile(stamp, wanted);
  return ok;
}

/** npm links the commands of dependencies only; this makes `npx leo` the command of the checkout itself. */
async function linkCommand() {
  await chmod(join(root, 'dist/cli/src/main.js'), 0o755).catch(ignoreMissing);
  await symlink('../../dist/cli/src/main.js', bin('leo')).catch((error) => {
    if (error.code !== 'EEXIST') throw error;
  });
}

/** Two builds at once would tear each other's folders away: the second waits for the first. */
async function locked(work) {
  const lock = join(root, 'dist/.lock');
  const isAlive = (pid) => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };
  for (;;) {
    try {
      await writeFile(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch {
      const holder = Number(await readFile(lock, 'utf8').catch(() => ''));
      if (holder && !isAlive(holder)) await rm(lock, { force: true });
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
  try {
    return await work();
  } finally {
    await rm(lock, { force: true });
  }
}

export async function build() {
  await mkdir(join(root, 'dist'), { recursive: true });
  return locked(async () => {
    let ok = true;
    for (const target of targets) ok = (await bring(target)) && ok;
    await linkCommand();
    return ok;
  });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) process.exitCode = (await build()) ? 0 : 1;
