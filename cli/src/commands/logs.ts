import { setTimeout as pause } from 'node:timers/promises';
import { type Context, command } from '../command.ts';
import { usage } from '../errors.ts';
import { lastLines, readable, readFrom } from '../stack/log-file.ts';
import { logFile } from '../stack/run-files.ts';

const services = ['server', 'janus', 'payments', 'supervisor'];

interface Log {
  name: string;
  path: string;
  last: string[];
  /** How far it was read, and the beginning of a line whose end has not come yet. */
  end: number;
  rest: string;
}

const openLogs = (shopDir: string, names: readonly string[], lines: number): Log[] =>
  names.map((name) => {
    const path = logFile(shopDir, name);
    const last = lastLines(path, lines).map(readable);
    return { name, path, last, end: readFrom(path, 0, 0).end, rest: '' };
  });

/** The whole lines that came since the last look. */
const news = (log: Log): string[] => {
  const { text, end } = readFrom(log.path, log.end);
  const lines = (log.rest + text).split('\n');
  log.rest = lines.pop() ?? '';
  log.end = end;
  return lines.map(readable);
};

const show = async (logs: readonly Log[], { output, signal }: Context, follow: boolean): Promise<void> => {
  const print = (name: string, line: string) =>
    output.raw(logs.length > 1 ? `${output.paint('cyan', name.padEnd(10))} ${line}` : line);
  for (const { name, last } of logs) for (const line of last) print(name, line);
  while (follow && !signal.aborted) {
    for (const log of logs) for (const line of news(log)) print(log.name, line);
    await pause(250);
  }
};

export const logs = command({
  name: 'logs',
  summary: 'what the server, Janus and the supervisor have said',
  argument: { name: '[service]', summary: 'server, janus or supervisor; all of them where it is left out' },
  options: {
    follow: { flags: '-f, --follow', summary: 'go on until Ctrl-C' },
    lines: { flags: '-n, --lines <count>', summary: 'how many of the last lines (50)' },
  },
  run: async (context, { follow = false, lines = '50' }, service) => {
    if (service !== undefined && !services.includes(service))
      throw usage(`There is no service ${service}`, `One of: ${services.join(', ')}`);
    if (!/^\d{1,6}$/.test(lines)) throw usage(`--lines ${lines} is not a number`);
    if (follow && context.output.json)
      throw usage('--follow has no end, and --json prints one object at the end');
    const { readShop } = await import('../shop-folder.ts');
    const shop = readShop(context.shopDir);
    const opened = openLogs(shop.dir, service === undefined ? services : [service], Number(lines));
    await show(opened, context, follow);
    return { services: opened.map(({ name, path, last }) => ({ name, file: path, lines: last })) };
  },
});
