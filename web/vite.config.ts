import { env } from 'node:process';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

// One source, two runtimes: buyers get Preact (half the bytes), LEO_WEB_RUNTIME=react proves that the source stays plain React.
const preact = [
  { find: /^react-dom\/client$/, replacement: 'preact/compat/client' },
  { find: /^react-dom$/, replacement: 'preact/compat' },
  { find: /^react\/jsx-(dev-)?runtime$/, replacement: 'preact/jsx-runtime' },
  { find: /^react$/, replacement: 'preact/compat' },
  // wouter brings this for React 17; the runtime's own is 2 KiB less.
  { find: /^use-sync-external-store\/shim(\/index\.js)?$/, replacement: 'preact/compat' },
];

/**
 * What every page needs, as one file: a dozen small ones compress 4 KiB worse. What only the live room, the studio
 * or a part that is fetched later needs stays with them.
 */
const base = {
  name: 'base',
  test: /node_modules\/(preact|wouter|@tanstack|zod|regexparam)\/|\/contracts\/(?!live|media|imports|settlement|returns|trust|invoices|operating|payments|ledger|wallet)|\/web\/src\/(lib\/(?!webrtc)|ui\/(?!sheet|use-detent|field|stepper))/,
};

interface Node {
  type: string;
  start: number;
  end: number;
  [name: string]: unknown;
}
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

function* nodesOf(node: Node): Generator<Node> {
  yield node;
  for (const value of Object.values(node).flat()) if (isNode(value)) yield* nodesOf(value);
}

/** What of a route the server, the CLI and the OpenAPI document need, and a page that calls it does not. */
const forServers = new Set(['summary', 'params', 'query', 'body', 'reply']);

const droppedParts = (call: Node): Node[] => {
  const [definition] = call['arguments'] as Node[];
  const isRoute = (call['callee'] as Node)['name'] === 'route' && definition?.type === 'ObjectExpression';
  if (!isRoute) return [];
  return (definition['properties'] as Node[]).filter((one) =>
    forServers.has(String((one['key'] as Node)['name'])),
  );
};

/** A page sends what its types allow and the server checks it: the schemas of requests and replies stay at home. */
const withoutRouteSchemas: Plugin = {
  name: 'leo:without-route-schemas',
  apply: 'build',
  transform(code, id) {
    if (!/[\\/]contracts[\\/][\w-]+\.ts$/.test(id)) return null;
    const calls = [...nodesOf(this.parse(code) as unknown as Node)].filter(
      (node) => node.type === 'CallExpression',
    );
    const parts = calls.flatMap(droppedParts).sort((one, other) => other.start - one.start);
    const short = parts.reduce(
      (text, part) => text.slice(0, part.start) + text.slice(part.end).replace(/^\s*,/, ''),
      code,
    );
    return { code: short, map: null };
  },
};

const server = env['LEO_WEB_SERVER'] ?? 'http://127.0.0.1:3000';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  resolve: {
    alias: env['LEO_WEB_RUNTIME'] === 'react' ? [] : preact,
    conditions: ['leo-source', 'module', 'browser', 'development|production'],
    dedupe: ['react', 'react-dom', 'preact'],
  },
  plugins: [withoutRouteSchemas],
  oxc: { jsx: { runtime: 'automatic', importSource: 'react' } },
  css: {
    transformer: 'lightningcss',
    // The live room lays out parts of other files: their grid areas keep their names.
    lightningcss: { cssModules: { grid: false } },
  },
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    manifest: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    // Pictures and fonts stay files: a data: URL in a stylesheet is paid by every visitor, used or not.
    assetsInlineLimit: 0,
    // The query library marks its files "use client", which means nothing outside a React server.
    rolldownOptions: {
      output: { codeSplitting: { groups: [base] } },
      onLog: (level, log, print) => {
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') print(level, log);
      },
    },
  },
  server: {
    proxy: {
      '/api': server,
      '/media': server,
      '/socket.io': { target: server, ws: true },
    },
  },
});
