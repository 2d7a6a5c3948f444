import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { openDouble } from '../double.ts';
import { Api } from '../http/api.ts';
import { openBooks } from './books.ts';
import { openStore, type Store } from './store.ts';
import { virtualClock } from './virtual-clock.ts';

/** A store whose disk is slow: it has written when it is told that it has. */
const slowStore = async () => {
  let tell = () => {};
  const written = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const store: Store = { ...(await openStore(undefined)), saved: () => written };
  return { store, tell };
};

const serve = async (durable: boolean) => {
  const { store, tell } = await slowStore();
  const books = await openBooks(store, durable);
  const { keyId, keySecret } = books.settings;
  const api = new Api(openDouble(books, virtualClock(books.settings, { now: () => Date.now() })));
  const server = createServer((request, response) => void api.answer({ request, response }));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const asked = fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/orders`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${keyId}:${keySecret}`).toString('base64')}` },
    body: JSON.stringify({ amount: 100, currency: 'INR' }),
  });
  return { asked, tell, books, stop: () => server.close() };
};

it('answers when it is written, and not before', async () => {
  const { asked, tell, books, stop } = await serve(true);
  let isAnswered = false;
  const answer = asked.then((got) => {
    isAnswered = true;
    return got;
  });
  await expect.poll(() => books.orders.all.length).toBe(1);
  // The order is made; a turn of the event loop, in which an answer could have gone out, and another to hear it.
  for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  expect(isAnswered).toBe(false);
  tell();
  expect((await answer).status).toBe(200);
  stop();
});

it('answers at once where it may forget the last moment', async () => {
  const { asked, tell, stop } = await serve(false);
  expect((await asked).status).toBe(200);
  tell();
  stop();
});
