// What a fresh clone needs before it can start or be tested: a Node that fits, npm packages, system packages.
import { access, chmod, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { root, run, seconds, show, tell } from './steps.mjs';

const postgres = async () => {
  const versions = await readdir('/usr/lib/postgresql').catch(() => []);
  return versions.map((version) => `/usr/lib/postgresql/${version}/bin`);
};

/** Package of Debian and Ubuntu, the programs of which any one shows that it is there, and what is lost without it. */
const system = [
  { name: 'janus', programs: ['janus'], without: 'there is no live video' },
  { name: 'chromium', programs: ['chromium', 'chromium-browser', 'google-chrome'], env: 'CHROME_PATH' },
  { name: 'ffmpeg', programs: ['ffmpeg'] },
  { name: 'redis-server', programs: ['redis-server'] },
  { name: 'postgresql', programs: ['pg_ctl'], folders: postgres },
  { name: 'coturn', programs: ['turnserver'] },
];
const needed = { start: ['janus'], test: system.map(({ name }) => name) };

/** Two npm packages have parts in C++; without a compiler their install fails with pages of noise. */
const compilers = [
  { name: 'g++', programs: ['g++', 'clang++'] },
  { name: 'make', programs: ['make'] },
  { name: 'python3', programs: ['python3'] },
];

async function isThere({ programs, env, folders }) {
  if (env && process.env[env]) return true;
  const places = [...process.env.PATH.split(delimiter), ...((await folders?.()) ?? [])];
  const found = places.flatMap((place) => programs.map((program) => access(join(place, program))));
  return Promise.any(found).then(
    () => true,
    () => false,
  );
}

async function missingOf(list) {
  const there = await Promise.all(list.map(isThere));
  return list.filter((_, place) => !there[place]);
}

async function checkNode() {
  const { engines } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const [major, minor] = engines.node.match(/\d+/g).map(Number);
  const [hasMajor, hasMinor] = process.versions.node.split('.').map(Number);
  if (hasMajor > major || (hasMajor === major && hasMinor >= minor)) return true;
  tell('failed', `Leo needs Node ${major}.${minor} or newer; this is ${process.version}.`);
  console.log('  Get it from https://nodejs.org and run this command again.');
  return false;
}

/** True when every package of the lockfile is there in its version. Optional ones are for other machines. */
async function isInstalled() {
  const read = async (path) => JSON.parse(await readFile(join(root, path), 'utf8')).packages;
  try {
    const [wanted, present] = await Promise.all(
      ['package-lock.json', 'node_modules/.package-lock.json'].map(read),
    );
    return Object.entries(wanted).every(
      ([path, { version, optional, devOptional }]) =>
        !path || optional || devOptional || present[path]?.version === version,
    );
  } catch {
    return false;
  }
}

async function installPackages() {
  if (await isInstalled()) return true;
  await installSystem(compilers);
  const start = performance.now();
  console.log('… npm packages: two of them are compiled, which takes a minute or two the first time');
  const { ok, output } = await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  tell(ok ? 'done' : 'failed', 'npm packages', seconds(start));
  if (!ok) show(output);
  return ok;
}

/** Debian starts what it installs; ours are started by Leo and by the tests, on their own ports. */
async function withoutStartingServices(work) {
  const policy = '/usr/sbin/policy-rc.d';
  const isOurs = await writeFile(policy, '#!/bin/sh\nexit 101\n', { flag: 'wx' }).then(
    () => true,
    () => false,
  );
  if (isOurs) await chmod(policy, 0o755);
  try {
    return await work();
  } finally {
    if (isOurs) await rm(policy, { force: true });
  }
}

/** The packages that could not be installed, and what apt-get said of the last of them. */
async function aptInstall(names) {
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args) => run('apt-get', [...args, '-qq', '-o', 'DPkg::Lock::Timeout=300'], { env });
  const install = (...packages) => apt('install', '-y', '--no-install-recommends', ...packages);
  return withoutStartingServices(async () => {
    // The list of packages on a bare machine is empty or old; asking again is cheaper than always asking first.
    if ((await install(...names)).ok) return { failed: [] };
    await apt('update');
    if ((await install(...names)).ok) return { failed: [] };
    const failed = [];
    let reason = '';
    for (const name of names) {
      const { ok, output } = await install(name);
      if (!ok) failed.push(name);
      if (!ok) reason = output.trim().split('\n').at(-1);
    }
    return { failed, reason };
  });
}

function tellLost(missing) {
  for (const { name, without = 'what needs it is skipped' } of missing) {
    console.log(`  Without ${name} ${without}.`);
  }
}

/** Installs what is missing where it may, else prints the one command which does. Never fails: it says what is lost. */
async function installSystem(list) {
  const missing = await missingOf(list);
  if (missing.length === 0) return;
  const names = missing.map(({ name }) => name).join(' ');
  const hasApt = await isThere({ programs: ['apt-get'] });
  if (!hasApt || process.getuid?.() !== 0) {
    tell('noted', `Not installed: ${names}. This installs it:`);
    const how = hasApt ? 'sudo apt-get install --no-install-recommends' : 'your package manager, for';
    console.log(`    ${how} ${names}`);
    return tellLost(missing);
  }
  const start = performance.now();
  console.log(`… system packages: ${names}`);
  const { failed, reason } = await aptInstall(missing.map(({ name }) => name));
  tell(failed.length ? 'noted' : 'done', 'system packages', seconds(start));
  if (reason) console.log(`  ${reason}`);
  tellLost(missing.filter(({ name }) => failed.includes(name)));
}

/** False when nothing can go on. `purpose` is `start` or `test`. */
export async function setup(purpose) {
  if (!(await checkNode())) return false;
  if (!(await installPackages())) return false;
  await installSystem(system.filter(({ name }) => needed[purpose].includes(name)));
  return true;
}
