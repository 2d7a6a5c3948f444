import { parseArgs } from 'node:util';
import { type DoubleOptions, startDouble } from './start.ts';

/** The double as a program: prints one line of JSON when it is ready, and stays until it is told to end. */

const { values } = parseArgs({
  options: {
    port: { type: 'string' },
    state: { type: 'string' },
    webhook: { type: 'string' },
    'webhook-secret': { type: 'string' },
    'key-id': { type: 'string' },
    'key-secret': { type: 'string' },
    name: { type: 'string' },
    seed: { type: 'string' },
    'write-behind': { type: 'boolean' },
  },
});

const numberOf = (name: 'port' | 'seed'): number | undefined => {
  const value = values[name];
  if (value === undefined) return undefined;
  if (/^\d{1,9}$/.test(value)) return Number(value);
  throw new Error(`--${name} ${value} is not a number`);
};

const keys = (): DoubleOptions['keys'] => {
  const { 'key-id': keyId, 'key-secret': keySecret } = values;
  if (keyId === undefined && keySecret === undefined) return undefined;
  if (keyId === undefined || keySecret === undefined)
    throw new Error('--key-id and --key-secret belong together');
  return { keyId, keySecret };
};

const webhook = (): DoubleOptions['webhook'] => {
  const { webhook: url, 'webhook-secret': secret } = values;
  if (url !== undefined && !URL.canParse(url)) throw new Error(`--webhook ${url} is not an address`);
  return { url, secret };
};

const double = await startDouble({
  port: numberOf('port'),
  seed: numberOf('seed'),
  file: values.state,
  keys: keys(),
  webhook: webhook(),
  shopName: values.name,
  durable: values['write-behind'] !== true,
});

const { url, keyId, keySecret, webhookSecret, accountId } = double;
process.stdout.write(
  `${JSON.stringify({ url, keyId, keySecret, webhookSecret, accountId, pid: process.pid })}\n`,
);

const end = () => void double.stop().then(() => process.exit(0));
process.once('SIGTERM', end);
process.once('SIGINT', end);
