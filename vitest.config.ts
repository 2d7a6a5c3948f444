import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** `leo-source` resolves `#contracts/*` to its TypeScript; the package's own name needs an alias under Vite. */
const conditions = ['leo-source', 'module', 'node', 'development|production'];
const source = {
  resolve: {
    conditions,
    alias: [
      { find: /^leo-live\/sdk$/, replacement: at('sdk/index.ts') },
      { find: /^leo-live\/sdk\/testing$/, replacement: at('sdk/testing/index.ts') },
    ],
  },
  ssr: { resolve: { conditions, externalConditions: ['leo-source'] } },
};

export default defineConfig({
  test: {
    maxWorkers: '100%',
    projects: [
      {
        ...source,
        test: {
          name: 'unit',
          globalSetup: ['server/test/global.ts'],
          include: ['{contracts,sdk,server,cli,plugins,web,scripts,promises}/**/*.test.{ts,tsx}'],
          setupFiles: ['server/test/patience.ts'],
          // No module keeps state of its own, so files may share what they have loaded: half the processor time.
          isolate: false,
          expect: { poll: { timeout: 20_000 } },
          testTimeout: 60_000,
          hookTimeout: 90_000,
        },
      },
      {
        ...source,
        test: {
          name: 'e2e',
          globalSetup: ['server/test/global.ts'],
          include: ['e2e/**/*.e2e.ts'],
          fileParallelism: false,
          testTimeout: 90_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
