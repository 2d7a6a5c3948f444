import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** A file, what it holds, and the rules it must break. No rule: the file is as it should be. */
type Planted = [path: string, text: string, ...breaks: string[]];

const require = createRequire(import.meta.url);
const config: { forbidden: { name: string }[] } = require('../.dependency-cruiser.cjs');
const rules = config.forbidden.map(({ name }) => name);
const libraries = rules.filter((name) => name.startsWith('home-of-')).map((name) => name.slice(8));

const planted: Planted[] = [
  // Right, and must stay silent: without these, a rule that always fires would pass for a rule that sees.
  [
    'contracts/ids.ts',
    "import * as z from 'zod/mini'; export const id = z.string(); export type Id = string;",
  ],
  ['sdk/index.ts', "import type { Id } from '#contracts/ids'; export const define = (id: Id) => id;"],
  ['sdk/inner.ts', 'export const inner = 1;'],
  ['plugins/good/index.ts', "import { define } from 'leo-live/sdk'; export const plugin = define('good');"],
  ['server/src/kernel/clock.ts', 'export type Clock = () => number; export const clock: Clock = Date.now;'],
  ['server/src/kernel/http/serve.ts', "import express from 'express'; export const app = express();"],
  ['server/src/app.ts', "import { carts } from './modules/orders/index.ts'; export const app = carts;"],
  ['server/src/config.ts', 'export const config = 1;'],
  [
    'server/src/adapters/disk/store.ts',
    "import { clock } from '../../kernel/clock.ts'; export const disk = clock;",
  ],
  ['server/src/modules/accounts/store.ts', 'export const store = 1;'],
  ['server/src/modules/accounts/index.ts', "export { store } from './store.ts';"],
  [
    'server/src/modules/catalog/index.ts',
    "import { store } from '../accounts/index.ts'; export const c = store;",
  ],
  ['server/src/modules/orders/index.ts', "import { c } from '../catalog/index.ts'; export const carts = c;"],
  ['server/test/fake.ts', 'export const fake = 1;'],
  ['cli/src/main.ts', "import { Command } from 'commander'; import '#contracts/ids'; new Command();"],
  ['web/src/lib/api.ts', "import type { Id } from '#contracts/ids'; export const api = (id: Id) => id;"],
  [
    'web/src/features/card.tsx',
    "import { api } from '../lib/api.ts'; export const Card = () => <b>{api('1')}</b>;",
  ],

  // Wrong, one rule at a time.
  ['contracts/node.ts', "import { join } from 'node:path'; export { join };", 'contracts-import-zod-only'],
  ['contracts/up.ts', "export * from '../sdk/inner.ts';", 'contracts-import-zod-only'],
  ['sdk/server.ts', "export * from '../server/src/kernel/clock.ts';", 'sdk-imports-contracts-only'],
  ['plugins/bad/deep.ts', "export * from '../../sdk/inner.ts';", 'plugins-use-the-public-door'],
  ['plugins/bad/other.ts', "export * from '../good/index.ts';", 'plugins-use-the-public-door'],
  [
    'plugins/bad/server.ts',
    "import type { Clock } from '../../server/src/kernel/clock.ts'; export const now: Clock = () => 1;",
    'plugins-use-the-public-door',
  ],
  [
    'web/src/server.ts',
    "export type { Clock } from '../../server/src/kernel/clock.ts';",
    'web-imports-contracts-only',
  ],
  [
    'web/src/jsx.tsx',
    "import { type Clock } from '../../server/src/kernel/clock.ts'; export const A = (c: Clock) => <b>{c()}</b>;",
    'web-imports-contracts-only',
  ],
  ['web/src/node.ts', "import fs from 'node:fs'; export const file = fs;", 'web-runs-in-a-browser'],
  ['web/src/ui/part.tsx', "export { Card } from '../features/card.tsx';", 'web-parts-know-no-feature'],
  ['cli/src/start.ts', "import('../../server/src/app.ts');", 'cli-imports-contracts-only'],
  ['cli/src/sdk.ts', "import 'leo-live/sdk';", 'cli-imports-contracts-only'],
  ['server/src/cli.ts', "import '../../cli/src/main.ts';", 'server-imports-contracts-and-sdk'],
  ['server/src/plugin.ts', "import '../../plugins/good/index.ts';", 'server-imports-contracts-and-sdk'],
  ['e2e/inside.ts', "import '../server/src/app.ts';", 'e2e-uses-the-product'],
  ['server/src/kernel/module.ts', "import '../modules/accounts/index.ts';", 'kernel-knows-no-module'],
  ['server/src/db/adapter.ts', "import '../adapters/disk/store.ts';", 'kernel-knows-no-module'],
  [
    'server/src/adapters/s3/module.ts',
    "import '../../modules/accounts/index.ts';",
    'adapters-know-ports-only',
  ],
  ['server/src/adapters/s3/other.ts', "import '../disk/store.ts';", 'adapters-know-ports-only'],
  [
    'server/src/modules/sales/adapter.ts',
    "import '../../adapters/disk/store.ts';",
    'modules-know-ports-only',
  ],
  ['server/src/modules/sales/config.ts', "import '../../config.ts';", 'modules-know-ports-only'],
  ['server/src/modules/catalog/deep.ts', "import '../accounts/store.ts';", 'a-module-has-one-door'],
  ['server/src/deep.ts', "import './modules/accounts/store.ts';", 'a-module-has-one-door-for-all'],
  ['server/src/modules/sales/domain.ts', "import '../../kernel/clock.ts';", 'domain-is-pure'],
  ['server/src/tested.ts', "import '../test/fake.ts';", 'tests-stay-tests'],
  ['server/src/modules/accounts/back.ts', "import '../orders/index.ts';", 'order-of-modules-accounts'],
  ['server/src/modules/catalog/ahead.ts', "import '../orders/index.ts';", 'order-of-modules-catalog'],
  ['server/src/modules/sales/orders.ts', "import '../orders/index.ts';", 'order-of-modules-sales'],
  ['server/src/modules/insights/any.ts', "import '../catalog/index.ts';", 'order-of-modules-others'],
  [
    'server/src/modules/orders/express.ts',
    "import type { Router } from 'express'; export type R = Router;",
    'home-of-express',
  ],
  ...libraries
    .filter((name) => name !== 'zod')
    .map((name): Planted => [`sdk/${name.replace(/\W+/g, '-')}.ts`, `import '${name}';`, `home-of-${name}`]),
  ['cli/src/zod.ts', "export { string } from 'zod/mini';", 'home-of-zod'],
  ['server/src/lost.ts', "import './nowhere.ts';", 'no-broken-import'],
  ['server/src/lucky.ts', "import 'debug';", 'no-undeclared-package'],
  ['server/src/fast.ts', "import { Suite } from 'tsx'; export { Suite };", 'no-dev-package-in-the-product'],
  // A circle is told at one of its files.
  [
    'server/src/kernel/one.ts',
    "import type { Two } from './two.ts'; export type One = Two | 1;",
    'no-circle',
  ],
  ['server/src/kernel/two.ts', "import type { One } from './one.ts'; export type Two = One[];"],
  [
    'web/src/lib/chicken.ts',
    "import { egg } from './egg.ts'; export const chicken = () => egg;",
    'no-circle',
  ],
  ['web/src/lib/egg.ts', "import { chicken } from './chicken.ts'; export const egg = () => chicken;"],
];

type Report = { summary: { violations: { from: string; rule: { name: string } }[] } };

const root = process.cwd();
let folder: string;
let broken: Map<string, Set<string>>;

async function cruise(): Promise<Report> {
  const program = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const args = [program, '--config', '.dependency-cruiser.cjs', '-T', 'json', '.'];
  return new Promise((resolve, reject) => {
    // It exits with the number of violations, so only its output tells whether it ran.
    execFile(process.execPath, args, { cwd: folder, maxBuffer: 1e8 }, (_error, stdout, stderr) => {
      if (!stdout) return reject(new Error(stderr));
      resolve(JSON.parse(stdout));
    });
  });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leo-boundaries-'));
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  for (const file of ['package.json', '.dependency-cruiser.cjs'])
    await cp(join(root, file), join(folder, file));
  for (const [path, text] of planted) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  broken = new Map(planted.map(([path]) => [path, new Set()]));
  for (const { from, rule } of (await cruise()).summary.violations) broken.get(from)?.add(rule.name);
}, 60_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the boundary rule', () => {
  for (const [path, text, ...breaks] of planted) {
    const sees = breaks.length ? `sees ${breaks} in` : 'lets through';
    it(`${sees} ${path}: ${text}`, () => {
      const seen = [...(broken.get(path) ?? [])];
      if (breaks.length) expect(seen).toEqual(expect.arrayContaining(breaks));
      else expect(seen).toEqual([]);
    });
  }

  it('has a planted violation of each of its rules', () => {
    const unproved = rules.filter((name) => !planted.some(([, , ...breaks]) => breaks.includes(name)));
    expect(unproved.filter((name) => !name.startsWith('order-of-modules-'))).toEqual([]);
  });
});
