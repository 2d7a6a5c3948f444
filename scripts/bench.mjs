// `npm run bench [-- live http checkout postgres]`: measures the built product; one JSON object on stdout.
import { spawn } from 'node:child_process';
import { build } from './build.mjs';
import { setup } from './setup.mjs';
import { root } from './steps.mjs';

// Steps tell how they go on stdout; here that belongs to the figures alone.
console.log = console.error;
if (!(await setup('test')) || !(await build())) process.exit(1);
const args = ['--conditions=leo-source', '--import', 'tsx', 'bench/main.ts', ...process.argv.slice(2)];
const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit' });
child.on('exit', (code) => process.exit(code ?? 1));
