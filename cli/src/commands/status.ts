import { command } from '../command.ts';
import type { Output, Style } from '../output.ts';
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
    output.line();
    return now;
  },
});
