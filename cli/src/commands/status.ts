import type { Alarms } from '#contracts/operating';
import { command } from '../command.ts';
import { clean, type Output, type Style } from '../output.ts';
import type { Shop } from '../shop-folder.ts';
import type { ServiceStatus, ShopStatus } from '../stack/status.ts';

const styles: Partial<Record<ServiceStatus['state'], Style>> = {
  running: 'green',
  starting: 'yellow',
  waiting: 'red',
  unhealthy: 'red',
  missing: 'yellow',
  stopped: 'dim',
  stopping: 'yellow',
};

const units = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
] as const;

const ago = (since: number | null): string => {
  if (since === null) return '';
  const ms = Math.max(Date.now() - since, 1_000);
  const [name, size] = units.find(([, size]) => ms >= size) ?? units[3];
  return `${Math.floor(ms / size)} ${name}`;
};

const headline = ({ supervisor, services }: ShopStatus, output: Output): string => {
  const isWell = services.every(({ state }) => state === 'running' || state === 'missing');
  if (supervisor !== null)
    return isWell ? output.paint('green', 'up') : output.paint('yellow', 'up, not all of it is well');
  if (services.some(({ pid }) => pid !== null))
    return output.paint('red', 'its supervisor is gone; put it right with: leo up');
  return `${output.paint('dim', 'down')}  start it with: leo up`;
};

const row = (service: ServiceStatus, output: Output): string[] => [
  service.name,
  output.paint(styles[service.state] ?? 'dim', service.state),
  service.pid === null ? '–' : String(service.pid),
  String(service.port),
  service.pid === null ? '' : ago(service.since),
  service.restarts > 0 ? `${service.restarts} (${service.lastEnd})` : '',
];

/** A shop that is asked how it is must not wait for one that hangs. */
const patience = 3_000;

/** What an operator should look at; null where the server cannot be asked. */
const alarmsOf = async (shop: Shop): Promise<Alarms | null> => {
  const { getAlarms } = await import('#contracts/operating');
  const { openClient } = await import('../client/api.ts');
  return openClient(shop)
    .call(getAlarms, { signal: AbortSignal.timeout(patience) })
    .catch(() => null);
};

const many = (count: number, one: string, more: string): string[] =>
  count === 0 ? [] : [`${count} ${count === 1 ? one : more}`];

/** One line about money that waits for a person; empty where none does. */
export const worries = (alarms: Alarms): string =>
  [
    ...(alarms.ledger.holds === false ? ['the books do not hold (leo ledger verify)'] : []),
    ...many(alarms.stuck, 'stuck run', 'stuck runs'),
    ...many(alarms.reconciliation, 'difference with the provider', 'differences with the provider'),
    ...many(alarms.disputes, 'dispute', 'disputes'),
    ...many(alarms.manualRefunds, 'refund to pay by hand', 'refunds to pay by hand'),
    ...many(alarms.appeals, 'appeal', 'appeals'),
    ...alarms.paymentsOff.map((name) => `payments by ${clean(name)} are off`),
  ].join(', ');

export const status = command({
  name: 'status',
  summary: 'what runs, where, and since when',
  options: {},
  run: async ({ output, shopDir }) => {
    const { readShop } = await import('../shop-folder.ts');
    const { statusOf } = await import('../stack/status.ts');
    const shop = readShop(shopDir);
    const now = statusOf(shop);
    output.heading(shop.settings.name, headline(now, output));
    output.table(
      ['service', 'state', 'process', 'port', 'for', 'restarts'],
      now.services.map((service) => row(service, output)),
    );
    output.line();
    output.pairs([
      ['Shop', now.url],
      ['Studio', now.studio],
      ...now.phones.map((address) => ['Phones', address] as const),
    ]);
    const isUp = now.services.some(({ name, state }) => name === 'server' && state === 'running');
    const alarms = isUp ? await alarmsOf(shop) : null;
    const waiting = alarms ? worries(alarms) : '';
    if (waiting) {
      output.line();
      output.note(`Look at this: ${waiting}`);
    }
    output.line();
    return { ...now, alarms };
  },
});
