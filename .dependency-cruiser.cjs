// The boundary rule of docs/architecture.md. scripts/boundaries.test.ts plants a violation of every rule below and
// expects to see it: beside TypeScript 7, dependency-cruiser reads nothing of a .ts file unless @swc/core parses it.

const swc = require('@swc/core');

// dependency-cruiser 17 asks swc for plain TypeScript, which is a syntax error in every .tsx file that holds JSX.
const parse = swc.parseFileSync;
swc.parseFileSync = (file, options) => parse(file, { ...options, tsx: file.endsWith('.tsx') });

const tests = '\\.test\\.tsx?$|^[a-z]+/test/';
const npm = (name) => `(^|/)node_modules/(@types/)?${name}/`;

/** Which modules a module may use, always through their index.ts. A module that is not named here uses none. */
const order = [
  'audit',
  'accounts',
  'media',
  'messages',
  'catalog',
  'ledger',
  'payments',
  'loyalty',
  'trust',
  'orders',
  'settlement',
  'invoices',
];
const uses = {
  ...Object.fromEntries(order.map((name, place) => [name, order.slice(0, place)])),
  sales: ['accounts', 'media', 'catalog'],
};

/** The one home of each third-party library. Tests have more freedom only where it is written here. */
const homes = {
  '@clack/prompts': '^cli/src/',
  '@node-rs/argon2': '^server/src/modules/accounts/',
  '@tanstack/react-query': '^web/src/',
  'axe-core': '^e2e/',
  bull: '^server/src/adapters/bull/',
  commander: '^cli/src/(main\\.ts|commands/)',
  compression: '^server/src/kernel/http/',
  'csv-parse': '^server/src/adapters/sheets/',
  express: '^server/src/kernel/http/',
  'fast-check': '\\.test\\.ts$|^(sdk/testing|server/test)/',
  helmet: '^server/src/kernel/http/',
  'html-to-text': '^server/src/adapters/sheets/',
  janode: '^server/src/adapters/janus/',
  lunr: '^server/src/adapters/lunr/',
  pdfkit: '^server/src/adapters/pdf/',
  pg: '^server/(src/db|test)/',
  pino: '^server/src/kernel/log',
  'playwright-core': '^(e2e|bench)/',
  preact: '^web/(src/|vite\\.config\\.ts$)',
  'prom-client': '^server/src/kernel/metrics',
  'rate-limiter-flexible': '^server/src/kernel/limits',
  razorpay: '^plugins/razorpay/',
  react: '^web/src/',
  'react-dom': '^web/src/',
  selfsigned: '^cli/src/',
  sequelize: '^server/src/db/',
  sharp: '^(server/src/adapters/images|scripts)/|^server/test/pictures\\.ts$',
  'socket.io': '^server/src/kernel/realtime|^bench/',
  'socket.io-client': `^web/src/lib/|^(e2e|bench)/|${tests}`,
  sqlite3: '^server/src/db/|^plugins/razorpay/double/',
  umzug: '^server/src/db/',
  uqr: '^(web|cli)/src/|^scripts/',
  uuid: '^server/src/kernel/ids',
  vite: '^web/vite\\.config\\.ts$',
  vitest: `${tests}|^(sdk/testing|e2e|scripts|promises)/|^vitest\\.config\\.ts$`,
  wouter: '^web/src/',
  zod: '^(contracts|sdk|server|plugins)/',
};

const rule = (name, comment, { from, to }) => ({ name, comment, severity: 'error', from, to });

const packages = [
  rule('contracts-import-zod-only', 'What crosses the network knows nothing else.', {
    from: { path: '^contracts/', pathNot: tests },
    to: { pathNot: `^contracts/|${npm('zod')}` },
  }),
  rule('sdk-imports-contracts-only', 'A plugin author reads sdk and contracts and has read all.', {
    from: { path: '^sdk/', pathNot: `${tests}|^sdk/testing/` },
    to: { pathNot: `^(sdk|contracts)/|${npm('zod')}`, dependencyTypesNot: ['core'] },
  }),
  rule('plugins-use-the-public-door', 'The built-in plugins use what strangers may use.', {
    from: { path: '^plugins/([^/]+)/' },
    to: {
      path: '^[^/]+/',
      pathNot: '^plugins/$1/|^sdk/(testing/)?index\\.ts$|^contracts/|^node_modules/|^\\.\\./',
      dependencyTypesNot: ['core'],
    },
  }),
  rule('web-imports-contracts-only', 'The browser knows the contracts and nothing of the server.', {
    from: { path: '^web/' },
    to: { path: '^(server|sdk|cli|plugins|e2e|bench|scripts|promises)/' },
  }),
  rule('web-runs-in-a-browser', 'Node is not there.', {
    from: { path: '^web/src/', pathNot: tests },
    to: { dependencyTypes: ['core'] },
  }),
  rule('cli-imports-contracts-only', 'The CLI starts the server as a process and talks to its API.', {
    from: { path: '^cli/' },
    to: { path: '^(server|sdk|web|plugins|e2e|bench|scripts|promises)/' },
  }),
  rule('server-imports-contracts-and-sdk', 'Plugins are loaded by name from leo.json.', {
    from: { path: '^server/src/', pathNot: tests },
    to: { path: '^(cli|web|plugins|e2e|bench|scripts|promises)/' },
  }),
  rule('e2e-uses-the-product', 'It goes through the real CLI and a real browser.', {
    from: { path: '^e2e/' },
    // It looks into the database to see that what the screen says is true.
    to: { path: '^(server/src|cli/src|web)/', pathNot: '^server/src/db/connect(ion)?\\.ts$' },
  }),
];

const server = [
  rule('kernel-knows-no-module', 'The kernel and the database layer serve any module.', {
    from: { path: '^server/src/(kernel|db)/', pathNot: tests },
    to: { path: '^server/src/(?!kernel/|db/)' },
  }),
  rule(
    'adapters-know-ports-only',
    'An adapter implements a port of kernel or sdk and keeps to its own folder.',
    {
      from: { path: '^server/src/adapters/([^/]+)/', pathNot: tests },
      to: { path: '^server/src/', pathNot: '^server/src/(kernel|db|adapters/$1)/' },
    },
  ),
  rule('modules-know-ports-only', 'Adapters, config and composition are handed to a module, never fetched.', {
    from: { path: '^server/src/modules/', pathNot: tests },
    to: { path: '^server/src/(?!modules/|kernel/|db/)' },
  }),
  rule('a-module-has-one-door', 'Another module is reached through its index.ts.', {
    from: { path: '^server/src/modules/([^/]+)/' },
    to: { path: '^server/src/modules/', pathNot: '^server/src/modules/($1/|[^/]+/index\\.ts$)' },
  }),
  rule('a-module-has-one-door-for-all', 'So is it from the rest of the repository.', {
    from: { pathNot: '^server/src/modules/' },
    to: { path: '^server/src/modules/', pathNot: '^server/src/modules/[^/]+/index\\.ts$' },
  }),
  rule('domain-is-pure', 'Rules import contracts and each other, so they can be read and tested alone.', {
    from: { path: '^server/src/modules/([^/]+)/domain(\\.ts$|/)', pathNot: tests },
    to: { pathNot: '^contracts/|^server/src/modules/$1/domain' },
  }),
  rule('tests-stay-tests', 'What ships never imports what only tests need.', {
    from: { pathNot: `${tests}|^(e2e|bench|scripts|promises)/|^vitest\\.config\\.ts$` },
    to: { path: tests },
  }),
];

const web = [
  rule('web-parts-know-no-feature', 'ui and lib are used by features and routes, never the other way.', {
    from: { path: '^web/src/(ui|lib)/' },
    to: { path: '^web/src/(features|routes)/' },
  }),
];

/** One rule a module, so that the report names who broke the order. */
const modules = [...Object.keys(uses), null].map((name) => {
  const allowed = [name, ...(uses[name] ?? [])].filter(Boolean);
  const others = `(?!(?:${Object.keys(uses).join('|')})/)[^/]+`;
  return rule(`order-of-modules-${name ?? 'others'}`, 'What travels against the order travels as an event.', {
    from: { path: `^server/src/modules/(${name ?? others})/` },
    to: { path: '^server/src/modules/', pathNot: `^server/src/modules/(${allowed.join('|') || '$1'})/` },
  });
});

const libraries = Object.entries(homes).map(([name, home]) =>
  rule(`home-of-${name}`, `${name} has one home: ${home}`, {
    from: { pathNot: `${home}|(^|/)node_modules/` },
    to: { path: npm(name) },
  }),
);

const everywhere = [
  rule('no-circle', 'Types included: two files that need each other are one file or three.', {
    from: {},
    to: { circular: true },
  }),
  rule('no-broken-import', 'The import leads nowhere.', { from: {}, to: { couldNotResolve: true } }),
  rule('no-undeclared-package', 'It works only by luck of the install.', {
    from: {},
    to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
  }),
  rule('no-dev-package-in-the-product', 'It is missing where the package is installed. The web is bundled.', {
    from: { path: '^(contracts|sdk|server/src|cli|plugins)/', pathNot: `${tests}|^sdk/testing/` },
    to: {
      dependencyTypes: ['npm-dev'],
      dependencyTypesNot: ['type-only'],
      pathNot: '(^|/)node_modules/@types/',
    },
  }),
];

module.exports = {
  forbidden: [...packages, ...server, ...web, ...modules, ...libraries, ...everywhere],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|demo|docs|templates|janus-config|\\.cache)/' },
    enhancedResolveOptions: {
      conditionNames: ['leo-source', 'import', 'types', 'node', 'default'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};
