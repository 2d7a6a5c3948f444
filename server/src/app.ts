import { fileURLToPath } from 'node:url';
import type { Config } from './config.ts';
import type { AnyReaction } from './kernel/events/outbox.ts';
import { keepAnswers } from './kernel/http/answers.ts';
import { type Health, webApp } from './kernel/http/web-app.ts';
import type { RealtimeServer } from './kernel/realtime/realtime.ts';
import { Refusal } from './kernel/refusal.ts';
import type { accounts } from './modules/accounts/index.ts';
import { type AppDeps, type Kernel, openKernel } from './open-kernel.ts';
import { type Modules, openModules } from './open-modules.ts';
import { operatingRoutes } from './operating-routes.ts';
import { pageCards } from './page-cards.ts';
import { pluginHosts } from './plugins/host.ts';
import { loadPlugins, type PluginState } from './plugins/load.ts';
import { shopRoutes } from './shop-routes.ts';

export type { AppDeps, Parts } from './open-kernel.ts';

export interface App {
  http: ReturnType<typeof webApp>;
  realtime: RealtimeServer;
  owner: ReturnType<typeof accounts>['api']['addOwner'];
  /** Begins background work, and answers when the shop is ready to serve. */
  start(): Promise<void>;
  /** From now on the shop says that it is going away. */
  leave(): void;
  stop(): Promise<void>;
  /** Does all work that is due; for tests. */
  drain(): Promise<void>;
}

/** Beside the compiled server; from the sources, where the build puts it. */
const webFolder = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../../dist/web' : '../../web', import.meta.url),
);

const health = ({ db, rtc }: Kernel, plugins: readonly PluginState[]): Record<string, Health> => ({
  database: {
    vital: true,
    state: async () => ((await db.rows('SELECT 1 AS one')).length === 1 ? 'up' : 'down'),
  },
  video: { vital: false, state: () => rtc.state() },
  ...Object.fromEntries(
    plugins.map(
      (one) => [`plugin ${one.name}`, { vital: false, state: () => (one.on ? 'up' : 'down') }] as const,
    ),
  ),
});

const measure = ({ metrics, rtc, sagas, jobs }: Kernel, { realtime, live }: Modules): void => {
  metrics.gauge(
    'leo_stuck',
    'Work that could neither be finished nor undone',
    async () => (await sagas.stuck()).length + (await jobs.dead()).length,
  );
  metrics.gauge('leo_sockets', 'Browsers connected now', () => realtime.clients());
  metrics.gauge('leo_sales_open', 'Sales people are in now', () => live.api.figures().open);
  metrics.gauge('leo_watching', 'People watching a sale now', () => live.api.figures().watching);
  metrics.gauge('leo_video_up', 'Whether the media server answers', () => (rtc.state() === 'up' ? 1 : 0));
};

/** What an operator should look at, beside what is stuck. */
const alarmsOf =
  ({ db }: Kernel, modules: Modules, plugins: readonly PluginState[]) =>
  async () => {
    const { books, money, settling, standing } = modules;
    const [ledger, counts] = [await books.api.state(), await money.api.alarms(db)];
    return {
      ledger,
      reconciliation: counts.reconciliation,
      manualRefunds: counts.manualRefunds,
      disputes: await settling.api.openDisputes(db),
      appeals: await standing.api.openAppeals(db),
      // A plugin that failed at the start brings nothing, and says why in the log and in /readyz.
      paymentsOff: [...counts.off, ...plugins.filter(({ on }) => !on).map(({ name }) => `plugin ${name}`)],
    };
  };

const servedBy = (
  kernel: Kernel,
  config: Config,
  { modules, plugins }: { modules: Modules; plugins: readonly PluginState[] },
) => [
  ...shopRoutes(config.shop, modules.money.api, kernel.rtc),
  ...operatingRoutes({ ...kernel, alarms: alarmsOf(kernel, modules, plugins) }),
  ...modules.all.flatMap((one) => one.routes),
];

/** Files with addresses of their own, each for those who may have it. */
const filesOf = ({ people, pictures, goods, papers }: Modules) => {
  const whoAsks = ({
    headers: { cookie, authorization },
  }: {
    headers: { cookie?: string; authorization?: string };
  }) => people.doorman.identify({ cookie, authorization });
  return {
    media: pictures.api.serveFile,
    importErrors: async (importId: string, request: Parameters<typeof whoAsks>[0]) =>
      goods.api.importErrors(importId, await whoAsks(request)),
    invoice: async (id: string, request: Parameters<typeof whoAsks>[0]) => {
      const who = await whoAsks(request);
      if (!who) throw new Refusal('account.sign-in-first');
      return papers.api.pdf(id, who);
    },
  };
};

/** The composition root: with open-kernel.ts and open-modules.ts the one place that knows every module and adapter. */
export const openApp = async (deps: AppDeps): Promise<App> => {
  const { config, log } = deps;
  const kernel = await openKernel(deps);
  const modules = openModules(kernel, config);
  const { people, goods, money, live, realtime } = modules;
  const { hostFor, listeners } = pluginHosts({
    log,
    payments: money.api,
    messages: modules.words.api,
    couriers: kernel.couriers,
    currency: config.shop.currency,
    secret: config.pluginSecret,
  });
  const plugins = await loadPlugins(config.shopDir, config.shop.plugins, { hostFor, log });
  await modules.sellers.check();
  measure(kernel, modules);
  realtime.handle(live.sockets);
  let leaving = false;

  const http = webApp({
    ...kernel,
    title: config.shop.name,
    served: servedBy(kernel, config, { modules, plugins }),
    doorman: people.doorman,
    answers: keepAnswers(kernel.db, kernel.clock),
    trustedProxies: config.trustedProxies,
    pages: { folder: webFolder, card: pageCards(goods.api, live.api), paying: money.api.origins() },
    health: health(kernel, plugins),
    isStopping: () => leaving,
    files: filesOf(modules),
    testPayments: config.shop.testPayments?.port,
    returned: ({ method, id }, form) => money.api.returned(method, id, form),
  });

  return {
    http,
    realtime,
    owner: people.api.addOwner,
    start: () => startAll(kernel, modules, listeners),
    leave: () => {
      leaving = true;
    },
    stop: () => stopAll(kernel, modules),
    drain: async () => {
      await kernel.outbox.drain();
      await kernel.jobs.drain();
      await kernel.outbox.drain();
    },
  };
};

const startAll = async (
  kernel: Kernel,
  modules: Modules,
  listeners: readonly AnyReaction[],
): Promise<void> => {
  const { all, goods } = modules;
  await kernel.outbox.start([...all.flatMap((one) => one.reactions), ...listeners]);
  await kernel.jobs.start([...kernel.outbox.work, ...all.flatMap((one) => one.jobs)]);
  kernel.sagas.start();
  kernel.rtc.start();
  await goods.api.fillSearch();
};

/** What can still make work stops first, what work needs last. */
const stopAll = async (kernel: Kernel, { realtime, live, books }: Modules): Promise<void> => {
  await realtime.stop();
  await live.api.stop();
  await kernel.sagas.stop();
  await kernel.outbox.stop();
  await kernel.jobs.stop();
  await books.api.stop();
  await kernel.rtc.stop();
  await kernel.search.stop();
};
