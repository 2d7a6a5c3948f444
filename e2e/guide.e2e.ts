import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { commandsOf, install, writeFiles } from './support/guide.ts';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'leo-guide-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Another vitest than the one that runs this. */
const env = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(VITEST|TEST$|NODE_ENV$|NODE_OPTIONS$)/.test(name)),
);

const type = async (command: string, cwd: string): Promise<string> => {
  const { stdout, stderr } = await run('sh', ['-c', command], { cwd, env }).catch(
    (problem: { stdout: string; stderr: string }) => {
      throw new Error(`${command}\n${problem.stdout}\n${problem.stderr}`);
    },
  );
  return stdout + stderr;
};

/** Types the page's commands; the files are written where the page has them, which is before the last command. */
const follow = async (page: string): Promise<string> => {
  let cwd = folder;
  let said = '';
  for (const command of commandsOf(page)) {
    if (command.startsWith('cd ')) cwd = resolve(cwd, command.slice(3));
    else if (command.startsWith('npm install ')) install(cwd);
    else {
      if (command.startsWith('npx vitest')) writeFiles(page, folder);
      said = await type(command, cwd);
    }
  }
  return said;
};

describe('a stranger with the guide', () => {
  it('comes from an empty folder to a green suite for a way of paying', async () => {
    const said = await follow('write-a-plugin/payment.md');
    expect(said).toMatch(/Tests.*\d+ passed/);
    expect(said).not.toMatch(/failed/);
  });

  it.each([
    ['a courier', 'write-a-plugin/courier.md', 'fast-feet'],
    ['a way to reach people', 'write-a-plugin/messages.md', 'pigeon-post'],
  ])('and to one for %s', async (_, page, name) => {
    writeFiles(page, folder);
    const cwd = join(folder, name);
    await type('npm init -y && npm pkg set type=module main=index.js', cwd);
    install(cwd);
    expect(await type('npx vitest run', cwd)).toMatch(/Tests.*\d+ passed/);
  });
});
