// `npm start`: a demo shop from a fresh clone, with live video where Janus can be had, until Ctrl-C.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from './build.mjs';
import { setup } from './setup.mjs';
import { bold, dim, root, run, seconds, tell } from './steps.mjs';

const shop = join(root, 'demo');
const sheet = join(root, 'templates/demo/products.csv');
const command = join(root, 'dist/cli/src/main.js');

/** A plain end: what went wrong, and what to do about it. */
class Stop extends Error {}

/** Runs `leo … --json`; its answer, or its reason as ours. */
async function leo(...args) {
  const { output } = await run(process.execPath, [command, ...args, '--json']);
  return answerOf(output);
}

function answerOf(output) {
  const lines = output.trim().split('\n');
  const json = lines.findLast((line) => line.startsWith('{'));
  if (!json) throw new Stop(output.trim() || 'leo ended without a word.');
  const answer = JSON.parse(json);
  if (!answer.error) return answer;
  throw Object.assign(new Stop([answer.error.message, answer.error.help].filter(Boolean).join('\n  ')), {
    code: answer.error.code,
  });
}

/** One person a role. The passwords are this clone's own, because the shop is open to the local network. */
const people = () =>
  [
    { role: 'operator', name: 'Mela Demo', email: 'operator@demo.example' },
    { role: 'seller', name: 'Mela Handlooms', email: 'seller@demo.example' },
    { role: 'buyer', name: 'Demo buyer', email: 'buyer@demo.example' },
  ].map((person) => ({ ...person, password: randomBytes(6).toString('hex') }));

/** What this script knows of its shop: the people, and whether the products are in. */
const stateFile = join(shop, 'demo.json');
const writeState = (state) => writeFile(stateFile, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });

async function readOrMakeShop() {
  if (existsSync(stateFile)) return JSON.parse(await readFile(stateFile, 'utf8'));
  if (existsSync(shop)) {
    throw new Stop(
      'demo/ is there already, and not made by this command. Move it away, or: npx leo up --shop demo',
    );
  }
  const state = { people: people(), filled: false };
  const [owner] = state.people;
  const asked = [
    '--name',
    'Mela Demo',
    '--email',
    owner.email,
    '--password',
    owner.password,
    '--test-payments',
  ];
  await leo('init', shop, '--yes', ...asked);
  await writeState(state);
  return state;
}

/** Sellers, a buyer and products; again from the start when it was interrupted, which changes nothing twice. */
async function fill(state) {
  if (state.filled) return;
  const start = performance.now();
  const [, ...others] = state.people;
  for (const { role, name, email, password } of others) {
    const asked = ['--role', role, '--name', name, '--email', email, '--password', password];
    await leo('user', 'add', ...asked, '--shop', shop).catch((error) => {
      if (!/account\.|taken/.test(error.code)) throw error;
    });
  }
  const seller = others.find(({ role }) => role === 'seller');
  const { products } = await leo('import', sheet, '--seller', seller.email, '--shop', shop);
  await writeState({ ...state, filled: true });
  tell('done', `demo shop: ${products.created} products`, seconds(start));
}

/** The shop as a child of its own group: only we tell it to stop, and once, however often Ctrl-C reaches us. */
function open() {
  const child = spawn(process.execPath, [command, 'up', '--foreground', '--json', '--shop', shop], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const up = new Promise((resolve, reject) => {
    let said = '';
    createInterface(child.stdout).on('line', (line) => {
      said += `${line}\n`;
      if (line.startsWith('{')) resolve(line);
    });
    child.once('exit', () => reject(new Stop(said.trim() || 'The shop ended before it was up.')));
  });
  return { child, ended, up: up.then(answerOf) };
}

/** Stops the shop at the first Ctrl-C; a later, impatient one makes it end at once. */
function stopOnSignal({ child }) {
  let first = 0;
  const stop = () => {
    const now = performance.now();
    if (first && now - first < 2000) return;
    first ||= now;
    child.kill('SIGTERM');
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
  // `npm start` is npm, a shell, and this: who ends one of the first two means all, but the signal stops with them.
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid !== parent) stop();
  }, 500);
  watch.unref();
  return () => first > 0;
}

async function present({ url, studio, phones, services, notes = [] }, { people }) {
  const row = (name, value) => console.log(`  ${dim(name.padEnd(10))}${value}`);
  console.log();
  row('Shop', bold(url));
  row('Studio', bold(studio));
  for (const phone of phones) row('Phones', `${phone}   ${dim('warns once: the certificate is its own')}`);
  if (phones[0]) {
    const { renderUnicodeCompact } = await import('uqr');
    console.log(`\n${renderUnicodeCompact(phones[0], { border: 1 }).replace(/^/gm, '  ')}`);
  }
  console.log();
  for (const { role, email, password } of people) row(role, `${email}   ${password}`);
  console.log();
  for (const note of notes) tell('noted', note);
  const video = services.find(({ name }) => name === 'janus');
  if (video?.state !== 'running' && notes.length === 0) tell('noted', 'No live video: Janus does not run.');
}

async function start() {
  if (!(await setup('start'))) return 1;
  if (!(await build())) return 1;
  const state = await readOrMakeShop();
  const begun = performance.now();
  const server = open();
  const isStopping = stopOnSignal(server);
  try {
    const status = await server.up;
    tell('done', status.alreadyUp ? 'the shop was up already' : 'server and video', seconds(begun));
    await fill(state);
    await present(status, state);
    console.log(
      dim(status.alreadyUp ? '  Stop it with: npx leo down --shop demo' : '  Ctrl-C stops the shop.'),
    );
  } catch (error) {
    server.child.kill('SIGTERM');
    await server.ended;
    if (isStopping()) return 0;
    throw error;
  }
  await server.ended;
  if (isStopping()) tell('done', 'stopped');
  return 0;
}

try {
  process.exitCode = await start();
} catch (error) {
  if (!(error instanceof Stop)) throw error;
  tell('failed', error.message);
  process.exitCode = 1;
}
