// `npm run bench`: what docs/performance.md claims, measured on this machine. Its answer on stdout is one JSON object.
import { spawn } from 'node:child_process';
import { build } from './build.mjs';
import { setup } from './setup.mjs';
import { root } from './steps.mjs';

// The steps before it are for people, who read stderr as well.
console.log = console.error;

async function bench(args) {
  if (!(await setup('test')) || !(await build())) return 1;
  const program = ['--import', 'tsx', '--conditions', 'leo-source', 'bench/main.ts', ...args];
  const child = spawn(process.execPath, program, { cwd: root, stdio: 'inherit' });
  // Ctrl-C reaches it too, and it ends what it has started; this one waits for that.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {});
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
}

process.exitCode = await bench(process.argv.slice(2));
