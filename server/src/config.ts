import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod/mini';
import { type ShopSettings, shopFiles, shopSettings } from '#contracts/shop-settings';

const port = z.coerce.number().check(z.int(), z.minimum(0), z.maximum(65_535));
const secret = z.string().check(z.minLength(16));

/** What the process is told from outside; the supervisor of `leo up` sets it from the shop's .env and leo.json. */
const environment = z.object({
  LEO_SHOP_DIR: z._default(z.string(), '.'),
  /** Plain HTTP, for this machine and a proxy on it. */
  LEO_HOST: z._default(z.string(), '127.0.0.1'),
  LEO_PORT: z.optional(port),
  LEO_HTTPS_PORT: z.optional(port),
  LEO_DATABASE_URL: z.optional(z.string()),
  LEO_OPERATOR_TOKEN: z.optional(secret),
  LEO_JANUS_URL: z.optional(z.string()),
  JANUS_API_SECRET: z.optional(z.string()),
  JANUS_ADMIN_KEY: z.optional(z.string()),
  REDIS_URL: z.optional(z.string()),
  /** Addresses of proxies that may say who a request comes from, as Express takes them. */
  LEO_TRUSTED_PROXIES: z._default(z.string(), 'loopback'),
  /** What encrypts account numbers in the database, and the one it replaced: 32 bytes in base64url. */
  LEO_DATA_KEY: z.optional(z.string()),
  LEO_DATA_KEY_OLD: z.optional(z.string()),
  LEO_LOG_LEVEL: z._default(z.enum(['debug', 'info', 'warn', 'error']), 'info'),
});

export interface Config {
  shopDir: string;
  shop: ShopSettings;
  http: { host: string; port: number };
  https: { port: number; key: string; cert: string } | undefined;
  databaseUrl: string;
  operatorToken: string | undefined;
  janus: { url: string; apiSecret: string; adminKey: string } | undefined;
  redisUrl: string | undefined;
  trustedProxies: string;
  /** The key in use first. */
  dataKeys: readonly string[];
  /** A line of .env for a plugin that named it; Leo's own secrets are not to be had. */
  pluginSecret(name: string): string | undefined;
  logLevel: 'debug' | 'info' | 'warn' | 'error';
}

const readSettings = (shopDir: string): ShopSettings => {
  const path = join(shopDir, shopFiles.settings);
  const parsed = z.safeParse(shopSettings, JSON.parse(readFileSync(path, 'utf8')));
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
  throw new Error(`${path} is not right: ${wrong}`);
};

const readTls = (shopDir: string, httpsPort: number | undefined): Config['https'] => {
  const [cert, key] = [join(shopDir, shopFiles.certificate), join(shopDir, shopFiles.certificateKey)];
  if (httpsPort === undefined || !existsSync(cert) || !existsSync(key)) return undefined;
  return { port: httpsPort, cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') };
};

/** The only reader of process.env. */
export const readConfig = (env: NodeJS.ProcessEnv): Readonly<Config> => {
  const given = z.parse(environment, env);
  const shopDir = resolve(given.LEO_SHOP_DIR);
  const shop = readSettings(shopDir);
  return Object.freeze({
    shopDir,
    shop,
    http: { host: given.LEO_HOST, port: given.LEO_PORT ?? shop.port },
    https: readTls(shopDir, given.LEO_HTTPS_PORT),
    databaseUrl: given.LEO_DATABASE_URL ?? `sqlite:${join(shopDir, shopFiles.database)}`,
    operatorToken: given.LEO_OPERATOR_TOKEN,
    janus: given.LEO_JANUS_URL
      ? {
          url: given.LEO_JANUS_URL,
          apiSecret: given.JANUS_API_SECRET ?? '',
          adminKey: given.JANUS_ADMIN_KEY ?? '',
        }
      : undefined,
    redisUrl: given.REDIS_URL,
    trustedProxies: given.LEO_TRUSTED_PROXIES,
    dataKeys: [given.LEO_DATA_KEY, given.LEO_DATA_KEY_OLD].filter((key) => key !== undefined),
    pluginSecret: (name) => (/^(LEO|JANUS|REDIS)_/.test(name) ? undefined : env[name]),
    logLevel: given.LEO_LOG_LEVEL,
  });
};
