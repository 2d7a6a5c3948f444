import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { shopFiles } from '#contracts/shop-settings';
import { diskStore } from './adapters/disk/index.ts';
import { sharpEncoder } from './adapters/images/index.ts';
import { inProcessQueue } from './adapters/in-process/queue.ts';
import { openJanus } from './adapters/janus/index.ts';
import { openLunr } from './adapters/lunr/index.ts';
import { openSheets } from './adapters/sheets/index.ts';
import type { Config } from './config.ts';
import type { Database } from './db/connection.ts';
import { type Clock, systemClock } from './kernel/clock.ts';
import type { AnyReaction } from './kernel/events/outbox.ts';
import { openOutbox } from './kernel/events/relay.ts';
import { keepAnswers } from './kernel/http/answers.ts';
import { type Health, webApp } from './kernel/http/web-app.ts';
import type { Log } from './kernel/log.ts';
import { openMetrics } from './kernel/metrics.ts';
import { openOutside } from './kernel/outside/get.ts';
import type { RealtimeServer } from './kernel/realtime/realtime.ts';
import { openRealtime } from './kernel/realtime/socket-io.ts';
import { type RtcServer, withoutVideo } from './kernel/rtc.ts';
import { SagaRunner } from './kernel/saga/runner.ts';
import type { Probe } from './kernel/saga/saga.ts';
import type { SearchIndex } from './kernel/search.ts';
import { accounts } from './modules/accounts/index.ts';
import { catalog } from './modules/catalog/index.ts';
import { media } from './modules/media/index.ts';
import { orders } from './modules/orders/index.ts';
import { payments } from './modules/payments/index.ts';
import { sales } from './modules/sales/index.ts';
import { pageCards } from './page-cards.ts';
import { pluginHosts } from './plugins/host.ts';
import { loadPlugins, type PluginState } from './plugins/load.ts';
import { shopRoutes } from './shop-routes.ts';

/** What tests put in place of the real thing. */
export interface Parts {
  clock?: Clock;
  rtc?: RtcServer;
  search?: SearchIndex;
  /** Hears of every point where a saga might die. */
  probe?: Probe;
}

export interface AppDeps {
  config: Config;
  db: Database;
  log: Log;
  parts?: Parts;
}

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

/** Bull and its Redis client take a fifth of a second to load: only a shop that has Redis pays it. */
const openJobs = async (deps: { db: Database; clock: Clock; log: Log }, redisUrl: string | undefined) => {
  if (redisUrl === undefined) return inProcessQueue(deps);
  const { bullQueue } = await import('./adapters/bull/queue.ts');
  return bullQueue(deps, { url: redisUrl });
};

const openKernel = async ({ config, db, log, parts = {} }: AppDeps) => {
  const clock = parts.clock ?? systemClock;
  const jobs = await openJobs({ db, clock, log }, config.redisUrl);
  return {
    db,
    clock,
    log,
    jobs,
    outbox: openOutbox({ db, clock, log, jobs }),
    sagas: new SagaRunner({ db, clock, log, ...(parts.probe && { probe: parts.probe }) }),
    metrics: openMetrics(),
    rtc: parts.rtc ?? (config.janus ? openJanus(config.janus, log) : withoutVideo),
    search: parts.search ?? openLunr(log),
  };
};
type Kernel = Awaited<ReturnType<typeof openKernel>>;

const openModules = (kernel: Kernel, config: Config) => {
  const { currency, delivery } = config.shop;
  const people = accounts({
    ...kernel,
    operatorToken: config.operatorToken,
    onAdopted: async (from, to) => {
      await buying.api.adoptBasket(from, to);
      await buying.api.adoptOrders(from, to);
    },
  });
  const realtime = openRealtime({ identify: people.doorman.identify }, kernel.log);
  const pictures = media({
    ...kernel,
    files: diskStore(join(config.shopDir, shopFiles.media)),
    pictures: sharpEncoder(),
    outside: openOutside(),
  });
  const goods = catalog({
    ...kernel,
    accounts: people.api,
    media: pictures.api,
    sheets: openSheets(),
    importsFolder: join(config.shopDir, shopFiles.imports),
    currency,
  });
  const money = payments({ ...kernel, currency });
  const buying = orders({
    ...kernel,
    accounts: people.api,
    catalog: goods.api,
    payments: money.api,
    delivery,
  });
  const live = sales({ ...kernel, accounts: people.api, media: pictures.api, catalog: goods.api, realtime });
  return { people, pictures, goods, money, buying, live, realtime };
};
type Modules = ReturnType<typeof openModules>;

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

const measure = ({ metrics, rtc }: Kernel, { realtime, live }: Modules): void => {
  metrics.gauge('leo_sockets', 'Browsers connected now', () => realtime.clients());
  metrics.gauge('leo_sales_open', 'Sales people are in now', () => live.api.figures().open);
  metrics.gauge('leo_watching', 'People watching a sale now', () => live.api.figures().watching);
  metrics.gauge('leo_video_up', 'Whether the media server answers', () => (rtc.state() === 'up' ? 1 : 0));
};

/** The composition root: the one place that knows every module and every adapter. */
export const openApp = async (deps: AppDeps): Promise<App> => {
  const { config, log } = deps;
  const kernel = await openKernel(deps);
  const modules = openModules(kernel, config);
  const { people, pictures, goods, money, buying, live, realtime } = modules;
  const { hostFor, listeners } = pluginHosts({ log, payments: money.api, currency: config.shop.currency });
  const plugins = await loadPlugins(config.shopDir, config.shop.plugins, { hostFor, log });
  const all = [people, pictures, goods, money, buying, live];
  measure(kernel, modules);
  realtime.handle(live.sockets);
  let leaving = false;

  const http = webApp({
    ...kernel,
    title: config.shop.name,
    served: [...shopRoutes(config.shop, money.api, kernel.rtc), ...all.flatMap((one) => one.routes)],
    doorman: people.doorman,
    answers: keepAnswers(kernel.db, kernel.clock),
    trustedProxies: config.trustedProxies,
    pages: { folder: webFolder, card: pageCards(goods.api, live.api) },
    health: health(kernel, plugins),
    isStopping: () => leaving,
    files: {
      media: pictures.api.serveFile,
      importErrors: async (importId, { headers: { cookie, authorization } }) =>
        goods.api.importErrors(importId, await people.doorman.identify({ cookie, authorization })),
    },
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
  const { people, pictures, goods, money, buying, live } = modules;
  const all = [people, pictures, goods, money, buying, live];
  await kernel.outbox.start([...all.flatMap((one) => one.reactions), ...listeners]);
  await kernel.jobs.start([...kernel.outbox.work, ...all.flatMap((one) => one.jobs)]);
  kernel.sagas.start();
  kernel.rtc.start();
  await goods.api.fillSearch();
};

/** What can still make work stops first, what work needs last. */
const stopAll = async (kernel: Kernel, { realtime, live }: Modules): Promise<void> => {
  await realtime.stop();
  await live.api.stop();
  await kernel.sagas.stop();
  await kernel.outbox.stop();
  await kernel.jobs.stop();
  await kernel.rtc.stop();
  await kernel.search.stop();
};
