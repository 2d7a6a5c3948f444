import { CliError } from '../errors.ts';
import type { Shop } from '../shop-folder.ts';
import { holderOf, tryPort } from './ports.ts';

interface Wanted {
  port: number;
  host: string;
  setting: string;
}

const reasons: Record<string, string> = {
  EADDRINUSE: 'is taken',
  EACCES: 'may be used by root only',
};

const check = async ({ port, host, setting }: Wanted): Promise<void> => {
  const problem = await tryPort(port, host);
  // A machine without IPv6 has no ::1, and the shop does without.
  if (problem === null || problem === 'EADDRNOTAVAIL' || problem === 'EAFNOSUPPORT') return;
  const holder = problem === 'EADDRINUSE' ? holderOf(port) : null;
  throw new CliError(
    `Port ${port} ${reasons[problem] ?? `cannot be used (${problem})`}${holder ? ` by ${holder}` : ''}`,
    {
      code: problem === 'EADDRINUSE' ? 'port.taken' : 'port.unusable',
      help: `${holder ? 'Stop that program' : 'Free the port'}, or choose another one: ${setting} in leo.json`,
    },
  );
};

/** Refuses to start where a port the shop needs cannot be had. */
export const checkPorts = async ({ settings }: Shop, janusIsInstalled: boolean): Promise<void> => {
  const { port, janus, testPayments } = settings;
  await check({ port, host: '127.0.0.1', setting: '"port"' });
  await check({ port, host: '::1', setting: '"port"' });
  await check({ port: port + 1, host: '0.0.0.0', setting: '"port" (HTTPS is at the next one)' });
  if (janusIsInstalled) await check({ port: janus.port, host: '127.0.0.1', setting: '"janus": { "port" }' });
  if (testPayments)
    await check({ port: testPayments.port, host: '127.0.0.1', setting: '"testPayments": { "port" }' });
};
