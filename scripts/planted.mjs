// `npm run planted [-- NAME …]`: plants each bug of scripts/planted-bugs.json in a copy and expects the tests to see it.
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { setup } from './setup.mjs';
import { bin, bold, green, red, root, run, seconds } from './steps.mjs';

const left = new Set(['node_modules', '.git', 'dist', 'demo', '.cache']);

async function copyTree() {
  const copy = await mkdtemp(join(tmpdir(), 'leo-planted-'));
  await cp(root, copy, { recursive: true, filter: (from) => !left.has(relative(root, from).split('/')[0]) });
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

/** True where some test failed; a copy whose tests do not even start has caught nothing. */
async function isCaught(copy, { tests }) {
  const { ok, output } = await run(bin('vitest'), ['run', '--project', 'unit', ...tests], { cwd: copy });
  return !ok && /Tests .*\d+ failed/.test(stripVTControlCharacters(output));
}

async function plant(copy, bug) {
  const path = join(copy, bug.file);
  const text = await readFile(path, 'utf8');
  if (text.split(bug.from).length !== 2) return 'its place is not there any more, or not once';
  await writeFile(
    path,
    text.replace(bug.from, () => bug.to),
  );
  const caught = await isCaught(copy, bug);
  await writeFile(path, text);
  return caught ? null : 'no test saw it';
}

async function planted(names) {
  if (!(await setup('test'))) return 1;
  const bugs = JSON.parse(await readFile(join(root, 'scripts/planted-bugs.json'), 'utf8'));
  const chosen = bugs.filter(({ name }) => names.length === 0 || names.includes(name));
  const copy = await copyTree();
  let missed = 0;
  try {
    for (const bug of chosen) {
      const start = performance.now();
      const problem = await plant(copy, bug);
      missed += problem ? 1 : 0;
      const end = problem ? red(problem) : green('caught');
      console.log(`${end}  ${bug.name}  ${seconds(start)}`);
    }
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
  console.log(bold(`\n${chosen.length - missed} of ${chosen.length} planted bugs were caught`));
  return missed > 0 ? 1 : 0;
}

process.exitCode = await planted(process.argv.slice(2));
