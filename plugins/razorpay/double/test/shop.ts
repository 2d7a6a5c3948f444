import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Heard {
  headers: IncomingHttpHeaders;
  rawHeaders: string[];
  body: string;
  event: Record<string, unknown> & { event: string };
}

export interface TestShop {
  url: string;
  heard: Heard[];
  names(): string[];
  /** What it answers from now on. */
  answer: number;
  stop(): Promise<unknown>;
}

/** The shop's webhook: keeps what it hears. */
export const openTestShop = async (): Promise<TestShop> => {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.once('end', () => {
      const body = Buffer.concat(parts).toString('utf8');
      const { headers, rawHeaders } = request;
      heard.push({ headers, rawHeaders, body, event: JSON.parse(body) as Heard['event'] });
      response.writeHead(shop.answer);
      response.end();
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const shop: TestShop = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook`,
    heard,
    names: () => heard.map(({ event }) => event.event),
    answer: 200,
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
  return shop;
};
