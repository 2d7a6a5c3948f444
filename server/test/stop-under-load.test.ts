import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCatalog, sheetProduct, sheetVariant } from './catalog.ts';
import { type RealServer, realServer } from './real-server.ts';
import { address, visitorOf } from './visitor.ts';

const buyers = 20;

interface Asked {
  status: number;
  /** The connection was refused: the request never reached the shop, and its sender knows. */
  turnedAway: boolean;
  problem?: string;
}

const ask = (url: string, agent: Agent, cookie: string, body: string | undefined): Promise<Asked> =>
  new Promise((resolve) => {
    const headers =
      body === undefined
        ? { cookie }
        : { cookie, 'content-type': 'application/json', 'idempotency-key': randomUUID() };
    const asked = request(
      url,
      { agent, method: body === undefined ? 'GET' : 'POST', headers },
      (response) => {
        response.resume();
        response.on('end', () => resolve({ status: response.statusCode ?? 0, turnedAway: false }));
        response.on('error', (problem) =>
          resolve({ status: 0, turnedAway: false, problem: problem.message }),
        );
      },
    );
    asked.on('error', (problem: NodeJS.ErrnoException) =>
      resolve({
        status: 0,
        turnedAway: problem.code === 'ECONNREFUSED',
        problem: problem.code ?? problem.message,
      }),
    );
    asked.end(body);
  });

describe('a server that is told to stop while people buy', () => {
  let server: RealServer;
  let variantId = '';
  beforeAll(async () => {
    server = await realServer();
    variantId = await server.database(async (db) => {
      const shelf = openCatalog(db);
      const [product] = await shelf.add(
        sheetProduct(shelf.sellerId, { variants: [sheetVariant({ stock: 100_000 })] }),
      );
      return product?.variants[0]?.id ?? '';
    });
    await server.start();
  }, 40_000);
  afterAll(() => server.remove());

  it('answers every request it took, and then is gone', async () => {
    const lines = [{ variantId, quantity: 1 }];
    const quote = await visitorOf(server.url).send<{ total: number }>('POST', '/api/quote', {
      body: { lines, payment: 'cash-on-delivery' },
    });
    const order = JSON.stringify({
      lines,
      address,
      payment: 'cash-on-delivery',
      expectedTotal: quote.body.total,
    });
    const seen: Asked[] = [];
    let stopped: Promise<void> | undefined;
    const buyer = async () => {
      const person = visitorOf(server.url);
      await person.send('PUT', '/api/account', { body: { name: 'Meera' } });
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      for (let turn = 0; ; turn++) {
        const buys = turn % 2 === 0;
        const one = await ask(
          server.url + (buys ? '/api/orders' : '/api/products'),
          agent,
          person.cookie(),
          buys ? order : undefined,
        );
        seen.push(one);
        if (one.turnedAway) return agent.destroy();
        if (seen.length === buyers * 4) stopped = server.stop();
      }
    };
    await Promise.all(Array.from({ length: buyers }, buyer));
    await stopped;
    const answered = seen.filter((one) => !one.turnedAway);
    expect(answered.filter((one) => one.status !== 200)).toEqual([]);
    expect(answered.length).toBeGreaterThan(buyers * 4);
  }, 40_000);
});
