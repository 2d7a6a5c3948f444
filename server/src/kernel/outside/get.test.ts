import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { text } from 'node:stream/consumers';
import { afterEach, expect, it } from 'vitest';
import { isOutside } from './addresses.ts';
import { type Address, openOutside } from './get.ts';

const servers: Server[] = [];
afterEach(async () => {
  for (const one of servers.splice(0)) {
    one.closeAllConnections();
    await new Promise((resolve) => one.close(resolve));
  }
});

const serve = async (listener: RequestListener, host = '127.0.0.1'): Promise<number> => {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return (server.address() as AddressInfo).port;
};

/** A server that must never hear from us, and how often it did. */
const canary = async () => {
  let heard = 0;
  const listen = (host: string) => {
    const server = createServer((_request, response) => response.end('secret'));
    server.on('connection', () => {
      heard += 1;
    });
    servers.push(server);
    return new Promise<number>((resolve) =>
      server.listen(0, host, () => resolve((server.address() as AddressInfo).port)),
    );
  };
  return { port: await listen('::'), heard: () => heard };
};

const patience = (ms = 5_000) => AbortSignal.timeout(ms);
const to = (address: string): Promise<Address[]> =>
  Promise.resolve([{ address, family: address.includes(':') ? 6 : 4 }]);
/** Lets in the tests' own server, which plays the internet. */
const internet = openOutside({ resolve: () => to('127.0.0.1'), allow: (address) => address === '127.0.0.1' });

const bodyOf = async (answer: { got: IncomingMessage } | { problem: string }) =>
  'got' in answer ? text(answer.got) : answer.problem;

it('gets what is on the internet, by the name in the link', async () => {
  let host: string | undefined;
  const port = await serve((request, response) => {
    host = request.headers.host;
    response.end('a picture');
  });
  const answer = await internet({ url: `http://pictures.example:${port}/a.jpg`, signal: patience() });
  expect(await bodyOf(answer)).toBe('a picture');
  expect(host).toBe(`pictures.example:${port}`);
});

it('follows three redirects and not a fourth', async () => {
  const port = await serve((request, response) => {
    const left = Number(request.url?.slice(1));
    if (left > 0) response.writeHead(302, { location: `/${left - 1}` }).end();
    else response.end('there');
  });
  const get = (left: number) => internet({ url: `http://a.example:${port}/${left}`, signal: patience() });
  expect(await bodyOf(await get(3))).toBe('there');
  expect(await get(4)).toEqual({
    problem: 'The other server sent us on more than three times.',
    again: false,
  });
});

it('says whether another try may help', async () => {
  const port = await serve((request, response) => response.writeHead(Number(request.url?.slice(1))).end());
  const get = (path: string) => internet({ url: `http://a.example:${port}/${path}`, signal: patience() });
  expect(await get('404')).toEqual({ problem: 'The other server answered 404.', again: false });
  expect(await get('503')).toEqual({ problem: 'The other server answered 503.', again: true });
  expect(await get('429')).toMatchObject({ again: true });
  const gone = openOutside({ resolve: () => Promise.reject(new Error('ENOTFOUND')) });
  expect(await gone({ url: 'http://nowhere.example', signal: patience() })).toEqual({
    problem: 'The other server could not be reached.',
    again: true,
  });
});

it('gives up on a server that keeps us waiting', async () => {
  const port = await serve(() => undefined);
  const answer = await internet({ url: `http://a.example:${port}`, signal: patience(100) });
  expect(answer).toEqual({ problem: 'The other server took too long.', again: true });
});

it.each([
  'ftp://a.example/x',
  'file:///etc/passwd',
  'data:text/plain,x',
  'gopher://a',
  '//a',
  'x',
  '',
  'http://u:p@a.example/',
  'javascript:1',
])('refuses %o, which is no plain web address', async (url) => {
  expect(await internet({ url, signal: patience() })).toMatchObject({ again: false, problem: /./ });
});

const inside = [
  '127.0.0.1',
  '127.1',
  '0x7f.1',
  '0x7f000001',
  '2130706433',
  '017700000001',
  '0',
  '0.0.0.0',
  '10.0.0.1',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '192.0.0.8',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '１２７.0.0.1',
  '[::]',
  '[::1]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[::127.0.0.1]',
  '[64:ff9b::7f00:1]',
  '[64:ff9b:1::7f00:1]',
  '[2002:7f00:1::]',
  '[2001:0:7f00:1::]',
  '[fe80::1]',
  '[fc00::1]',
  '[fd12:3456::1]',
  '[ff02::1]',
  '[100::1]',
];

it.each(inside)('never knocks at http://%s, however it is spelled', async (host) => {
  const guard = await canary();
  const answer = await openOutside()({ url: `http://${host}:${guard.port}/`, signal: patience() });
  expect(answer).toEqual({ problem: 'The address leads into a private network.', again: false });
  expect(guard.heard()).toBe(0);
});

it('never knocks at this machine by any of its own addresses', async () => {
  const guard = await canary();
  const own = Object.values(networkInterfaces()).flatMap((all) => all?.map((one) => one.address) ?? []);
  for (const address of own) {
    const host = address.includes(':') ? `[${address}]` : address;
    expect(await openOutside()({ url: `http://${host}:${guard.port}/`, signal: patience() })).toMatchObject({
      again: false,
    });
    expect(isOutside(address)).toBe(false);
  }
  expect(guard.heard()).toBe(0);
});

it('refuses a name of which a single address is private', async () => {
  const guard = await canary();
  const both = openOutside({
    resolve: async () => [...(await to('93.184.216.34')), ...(await to('127.0.0.1'))],
  });
  expect(await both({ url: `http://both.example:${guard.port}`, signal: patience() })).toMatchObject({
    again: false,
  });
  expect(guard.heard()).toBe(0);
});

it('speaks to the address it checked, although the name means another one a moment later', async () => {
  const guard = await canary();
  const port = await serve((_request, response) => response.end('public'), '127.0.0.2');
  const answers = ['127.0.0.2', '127.0.0.1', '127.0.0.1'];
  let asked = 0;
  const rebinding = openOutside({
    resolve: () => to(answers[asked++] ?? '127.0.0.1'),
    allow: (address) => address === '127.0.0.2',
  });
  expect(await bodyOf(await rebinding({ url: `http://rebind.example:${port}`, signal: patience() }))).toBe(
    'public',
  );
  expect(asked).toBe(1);
  expect(guard.heard()).toBe(0);
});

it('is not led into the private network by a redirect', async () => {
  const guard = await canary();
  for (const target of [
    `http://127.0.0.9:${guard.port}/`,
    `http://[::1]:${guard.port}/`,
    'file:///etc/passwd',
    '//u:p@a.example/',
  ]) {
    const port = await serve((_request, response) => response.writeHead(302, { location: target }).end());
    expect(await internet({ url: `http://a.example:${port}`, signal: patience() })).toMatchObject({
      again: false,
      problem: /./,
    });
  }
  expect(guard.heard()).toBe(0);
});

it('takes the open internet for what it is', () => {
  for (const address of [
    '93.184.216.34',
    '8.8.8.8',
    '223.255.255.255',
    '2606:4700::6810:84e5',
    '2a00:1450:4001::200e',
  ])
    expect(isOutside(address)).toBe(true);
});
