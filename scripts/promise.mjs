// `npm run promise -- P1 P2 [--full]`: tries what docs/promises.md says, one line of JSON for each database.
import { spawn } from 'node:child_process';
import { setup } from './setup.mjs';
import { root } from './steps.mjs';

// The steps before it are for people, who read stderr as well.
console.log = console.error;

async function promise(args) {
  if (!(await setup('test'))) return 1;
  const program = ['--import', 'tsx', '--conditions', 'leo-source', 'promises/main.ts', ...args];
  const child = spawn(process.execPath, program, { cwd: root, stdio: 'inherit' });
  // Ctrl-C reaches it too, and it ends what it has started; this one waits for that.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {});
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
}

process.exitCode = await promise(process.argv.slice(2));
