import { env } from 'node:process';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

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
 * What every page needs, as one file: a dozen small ones compress 4 KiB worse. What only the live room or the studio
 * needs stays with them.
 */
const base = {
  name: 'base',
  test: /node_modules\/(preact|wouter|@tanstack|zod|regexparam)\/|\/contracts\/(?!live|media|imports)|\/web\/src\/(lib\/(?!webrtc)|ui\/)/,
};

const server = env['LEO_WEB_SERVER'] ?? 'http://127.0.0.1:3000';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  resolve: {
    alias: env['LEO_WEB_RUNTIME'] === 'react' ? [] : preact,
    conditions: ['leo-source', 'module', 'browser', 'development|production'],
    dedupe: ['react', 'react-dom', 'preact'],
  },
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
