// What every script here does: run a program, time a step, say how it went in one line.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

export const root = fileURLToPath(new URL('..', import.meta.url));
export const bin = (name) => `${root}node_modules/.bin/${name}`;

const colours = process.stdout.isTTY && !process.env.NO_COLOR;
const paint = (code) => (text) => (colours ? `\u001b[${code}m${text}\u001b[0m` : text);
export const green = paint(32);
export const red = paint(31);
export const yellow = paint(33);
export const dim = paint(2);
export const bold = paint(1);

export const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/** Runs a program to its end, its output kept. `onLine` sees each line as it comes. */
export function run(command, args, { env, onLine, ...options } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0', ...env },
      ...options,
    });
    let output = '';
    let line = '';
    const take = (chunk) => {
      output += chunk;
      const lines = (line + chunk).split('\n');
      line = lines.pop();
      if (onLine) lines.forEach(onLine);
    };
    child.stdout.setEncoding('utf8').on('data', take);
    child.stderr.setEncoding('utf8').on('data', take);
    child.on('error', (error) => resolve({ ok: false, code: -1, output: `${command}: ${error.message}\n` }));
    child.on('close', (code, signal) => resolve({ ok: code === 0, code: code ?? signal, output }));
  });
}

const marks = { done: green('✔'), failed: red('✘'), noted: yellow('!') };

/** One line of a step: `✔ types  3.1 s`. */
export function tell(mark, name, note = '') {
  console.log(`${marks[mark]} ${name}${note && `  ${dim(note)}`}`);
}

/** Output of a failed step, without the noise of npm about the machine's own settings. */
export function show(output) {
  const lines = stripVTControlCharacters(output)
    .split('\n')
    .filter((line) => !line.startsWith('npm warn Unknown'));
  console.log(lines.join('\n').replace(/^\n+|\s+$/g, ''));
}
