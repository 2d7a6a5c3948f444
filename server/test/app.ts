import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, openApp, type Parts } from '../src/app.ts';
import type { Config } from '../src/config.ts';
import type { Database } from '../src/db/connection.ts';
import { type Listening, listen } from '../src/kernel/http/listen.ts';
import { openLog } from '../src/kernel/log.ts';
import { withoutVideo } from '../src/kernel/rtc.ts';
import { settingsOf } from './settings.ts';
import { type Visitor, visitorOf } from './visitor.ts';

export const operatorToken = 'operator-token-of-the-tests';
export const owner = { name: 'Asha Looms', email: 'asha@shop.example', password: 'marigold at dusk' };

/** 32 bytes, as LEO_DATA_KEY is. */
const dataKey = Buffer.alloc(32, 7).toString('base64url');

export interface TestApp {
  url: string;
  app: App;
  db: Database;
  shopDir: string;
  end(): Promise<void>;
}

/** The whole shop over a test's database, on a port of its own; without video unless a part brings it. */
export const createTestApp = async (
  db: Database,
  parts: Parts & { settings?: Record<string, unknown>; secrets?: Record<string, string> } = {},
): Promise<TestApp> => {
  const shopDir = mkdtempSync(join(tmpdir(), 'leo-shop-'));
  const config: Config = {
    shopDir,
    shop: settingsOf(parts.settings),
    http: { host: '127.0.0.1', port: 0 },
    https: undefined,
    databaseUrl: '',
    operatorToken,
    janus: undefined,
    redisUrl: undefined,
    trustedProxies: 'loopback',
    dataKeys: [dataKey],
    pluginSecret: (name) => parts.secrets?.[name],
    logLevel: 'error',
  };
  const app = await openApp({ config, db, log: openLog('silent'), parts: { rtc: withoutVideo, ...parts } });
  await app.owner(owner);
  await app.start();
  const listening: Listening = await listen(app.http, [config.http]);
  for (const server of listening.servers) app.realtime.attach(server);
  const address = listening.servers[0]?.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    app,
    db,
    shopDir,
    end: async () => {
      app.leave();
      await Promise.all([app.realtime.stop(), listening.stop(2_000)]);
      await app.stop();
      rmSync(shopDir, { recursive: true, force: true });
    },
  };
};

/** The shop's owner, by the token the CLI uses. */
export const ownerOf = (url: string): Visitor => visitorOf(url, { authorization: `Bearer ${operatorToken}` });
