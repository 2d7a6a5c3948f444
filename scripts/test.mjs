// `npm test [-- unit | e2e | lint … | path]`: everything that must hold, one line a step, then a plain count.
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from './build.mjs';
import { setup } from './setup.mjs';
import { bin, bold, green, red, root, run, seconds, show, tell, yellow } from './steps.mjs';

const briefly = ['--reporter=concise', '--diagnostic-level=warn', '--max-diagnostics=100'];
const checks = {
  format: [[bin('biome'), 'check', '--linter-enabled=false', ...briefly, '.']],
  lint: [
    [bin('biome'), 'lint', '--error-on-warnings', ...briefly, '.'],
    [bin('oxlint'), '--type-aware', '--format=unix'],
  ],
  boundaries: [[bin('depcruise'), '--config', '.dependency-cruiser.cjs', '.']],
  unused: [[bin('knip'), '--no-progress', '--no-config-hints']],
  types: [
    [bin('tsc'), '--noEmit'],
    [bin('tsc'), '--noEmit', '-p', 'web'],
    ...['e2e', 'bench'].map((folder) => [bin('tsc'), '-p', folder]),
  ],
};
const suites = ['unit', 'e2e'];
const total = { passed: 0, failed: 0, skipped: [] };

/** One check: each of its commands must go well. A check counts as one. */
async function check(name) {
  const start = performance.now();
  const outputs = [];
  for (const [command, ...args] of checks[name]) {
    const { ok, output } = await run(command, args);
    if (!ok) outputs.push(output);
  }
  const ok = outputs.length === 0;
  tell(ok ? 'done' : 'failed', name, seconds(start));
  outputs.forEach(show);
  total[ok ? 'passed' : 'failed'] += 1;
}

const hasReason = ({ ancestorTitles, title }) =>
  [...ancestorTitles, title].some((text) => text.includes(' - '));

/** What vitest's report says. A test that a broken set-up kept from running is a failure, not a skip. */
async function count(report) {
  const { testResults } = JSON.parse(await readFile(report, 'utf8').catch(() => '{"testResults":[]}'));
  const tests = testResults.flatMap(({ status: file, assertionResults }) =>
    assertionResults.map((test) => ({ ...test, file })),
  );
  const isSkipped = (test) =>
    !['passed', 'failed'].includes(test.status) && (test.file === 'passed' || hasReason(test));
  const passed = tests.filter(({ status }) => status === 'passed').length;
  const skipped = tests.filter(isSkipped);
  return { passed, failed: tests.length - passed - skipped.length, skipped };
}

/** What vitest says about failures, without the list of all that passed. */
function failures(output) {
  const from = output.search(/^.*⎯ (Failed|Unhandled)/m);
  return from < 0 ? output : output.slice(from);
}

async function suite(name, paths) {
  const start = performance.now();
  const report = join(root, '.cache', `${name}-${process.pid}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const args = ['run', '--project', name, ...reporters, ...paths];
  const { ok, output } = await run(bin('vitest'), args);
  const { passed, failed, skipped } = await count(report);
  tell(ok ? 'done' : 'failed', `${name}: ${passed} passed`, seconds(start));
  if (!ok) show(failures(output));
  total.passed += passed;
  // A suite that broke before its first test has no failed test to count.
  total.failed += ok ? 0 : Math.max(failed, 1);
  total.skipped.push(...skipped);
}

/** `the shop on Postgres - postgres is not installed`, once for all the tests of it. */
function reasons() {
  const names = total.skipped.map(({ ancestorTitles, title }) => {
    const titles = [...ancestorTitles.filter(Boolean), title];
    const reason = titles.findIndex((text) => text.includes(' - '));
    return reason < 0 ? `${titles.join(' > ')} - no reason given` : titles.slice(0, reason + 1).join(' > ');
  });
  return [...new Set(names)];
}

function sum() {
  for (const reason of reasons()) console.log(`${yellow('skipped:')} ${reason}`);
  const { passed, failed, skipped } = total;
  const colour = failed ? red : green;
  console.log(bold(colour(`\n${passed} passed, ${failed} failed, ${skipped.length} skipped`)));
  process.exitCode = failed ? 1 : 0;
}

/** Which steps and which paths the arguments name; a path alone runs the suite it lies in. */
function choose(args) {
  const steps = args.filter((arg) => arg in checks || suites.includes(arg));
  const paths = args.filter((arg) => !steps.includes(arg));
  if (steps.length) return { steps, paths };
  if (paths.length) return { steps: [paths.some((path) => /e2e/.test(path)) ? 'e2e' : 'unit'], paths };
  return { steps: [...Object.keys(checks), ...suites], paths };
}

async function test(args) {
  const { steps, paths } = choose(args);
  if (!(await setup('test'))) return { stopped: 'the set-up' };
  await mkdir(join(root, '.cache'), { recursive: true });
  const built = await build();
  total[built ? 'passed' : 'failed'] += 1;
  const queue = Object.keys(checks).filter((name) => steps.includes(name));
  const worker = async () => {
    while (queue.length) await check(queue.shift());
  };
  await Promise.all([worker(), worker()]);
  if (steps.includes('unit')) await suite('unit', paths);
  if (!steps.includes('e2e')) return {};
  if (!built) return { stopped: 'the build' };
  await suite('e2e', paths);
  return {};
}

const { stopped } = await test(process.argv.slice(2));
if (stopped) {
  total.failed ||= 1;
  console.log(red(`The rest was not run: ${stopped} failed.`));
}
sum();
