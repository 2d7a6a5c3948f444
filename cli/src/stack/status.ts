import type { Shop } from '../shop-folder.ts';
import { localAddresses } from './addresses.ts';
import { findJanus } from './janus.ts';
import { lockHolder } from './lock.ts';
import { isAlive } from './process-id.ts';
import { readState, type ServiceName, type ServiceReport, type ServiceState } from './run-files.ts';

export interface ServiceStatus {
  name: ServiceName;
  state: ServiceState;
  pid: number | null;
  port: number;
  restarts: number;
  since: number | null;
  lastEnd: string | null;
}

/** What `leo up --json` and `leo status --json` answer. */
export interface ShopStatus {
  url: string;
  studio: string;
  /** Where phones on the same network reach the shop: HTTPS, with the shop's own certificate. */
  phones: string[];
  /** The process that keeps the services running; null when the shop is down. */
  supervisor: number | null;
  services: ServiceStatus[];
}

const neverRan = (shop: Shop): ServiceStatus[] => {
  const stopped = { pid: null, restarts: 0, since: null, lastEnd: null };
  const payments = shop.settings.testPayments;
  return [
    { name: 'server', state: 'stopped', port: shop.settings.port, ...stopped },
    { name: 'janus', state: findJanus() ? 'stopped' : 'missing', port: shop.settings.janus.port, ...stopped },
    ...(payments ? [{ name: 'payments', state: 'stopped', port: payments.port, ...stopped } as const] : []),
  ];
};

/** What the supervisor wrote, held against the processes there are: a file may be older than a power cut. */
const reported = (report: ServiceReport, isSupervised: boolean): ServiceStatus => {
  const { name, port, restarts, since, lastEnd, process } = report;
  const lives = isAlive(process);
  const state =
    lives || (isSupervised && process === null) || report.state === 'missing' ? report.state : 'stopped';
  return { name, state, pid: lives ? process.pid : null, port, restarts, since, lastEnd };
};

export const statusOf = (shop: Shop): ShopStatus => {
  const supervisor = lockHolder(shop.dir);
  const run = readState(shop.dir);
  // The file of the supervisor before this one says nothing about now.
  const isOld = supervisor !== null && run?.supervisor.start !== supervisor.start;
  const services =
    run && !isOld ? run.services.map((report) => reported(report, supervisor !== null)) : neverRan(shop);
  return {
    url: shop.url,
    studio: shop.studio,
    phones: localAddresses().map((address) => `https://${address}:${shop.settings.port + 1}`),
    supervisor: supervisor?.pid ?? null,
    services,
  };
};
