import { createServer } from 'node:http';
import autocannon from 'autocannon';
import { type Figure, figure } from './figure.ts';

const load = (url: string) =>
  autocannon({ url, connections: 16, duration: 8, headers: { 'accept-encoding': 'gzip' } });

/** A server that does nothing but send these bytes: what this machine can do at most. */
const bare = async (bytes: Buffer, headers: Record<string, string>) => {
  const server = createServer((_request, response) => {
    response.writeHead(200, {
      'content-type': 'application/json',
      ...headers,
      'content-length': bytes.length,
    });
    response.end(bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
};

/** One address under 16 clients at once, beside a bare node:http server that sends the same bytes. */
export const measureAddress = async (
  name: string,
  url: string,
  goals: [string, string],
): Promise<Figure[]> => {
  const answer = await fetch(url);
  const bytes = Buffer.from(await answer.arrayBuffer());
  const raw = await bare(bytes, {});
  const limit = await load(raw.url);
  await raw.close();
  await load(url);
  const leo = await load(url);
  if (leo.non2xx > 0 || leo.errors > 0)
    throw new Error(`${name}: ${leo.non2xx} refused, ${leo.errors} failed`);
  return [
    figure({
      name: `${name}, requests`,
      value: leo.requests.average,
      unit: 'per second',
      goal: goals[0],
      raw: { name: 'node:http with the same bytes', value: limit.requests.average },
      about: { bytes: bytes.length, clients: 16 },
    }),
    figure({
      name: `${name}, p99`,
      value: leo.latency.p99,
      unit: 'ms',
      goal: goals[1],
      raw: { name: 'node:http with the same bytes', value: Math.max(limit.latency.p99, 1) },
    }),
  ];
};
