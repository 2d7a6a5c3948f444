import { request } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Image } from '#contracts/media';
import { createTestApp, operatorToken, type TestApp } from '../../../test/app.ts';
import { openSqlite } from '../../../test/database.ts';
import { cloth, look } from '../../../test/pictures.ts';

let database: Awaited<ReturnType<typeof openSqlite>>;
let shop: TestApp;
beforeAll(async () => {
  database = await openSqlite();
  shop = await createTestApp(database.db);
});
afterAll(async () => {
  await shop.end();
  await database.end();
});

const upload = async (bytes: Buffer, headers: Record<string, string> = {}) => {
  const answer = await fetch(`${shop.url}/api/images?alt=A%20saree`, {
    method: 'POST',
    headers: { authorization: `Bearer ${operatorToken}`, 'content-type': 'image/jpeg', ...headers },
    body: new Uint8Array(bytes),
  });
  const body = (await answer.json()) as { image?: Image; error?: { code: string } };
  return { status: answer.status, ...body };
};

it('takes a seller’s picture and serves its sizes for good', async () => {
  const { status, image } = await upload(await cloth(400, 500).jpeg().toBuffer());
  expect([status, image?.alt, image?.widths]).toEqual([200, 'A saree', [320, 400]]);
  const file = await fetch(`${shop.url}/media/${image?.id}/320.avif`);
  expect([file.status, file.headers.get('content-type')]).toEqual([200, 'image/avif']);
  expect(file.headers.get('cache-control')).toContain('immutable');
  expect(file.headers.get('x-content-type-options')).toBe('nosniff');
  expect((await look(Buffer.from(await file.arrayBuffer()))).width).toBe(320);
  expect((await fetch(`${shop.url}/media/${image?.id}/999.avif`)).status).toBe(404);
  expect((await fetch(`${shop.url}/media/%2e%2e%2f%2e%2e/320.avif`)).status).toBe(404);
});

it('answers what is no picture, and what is too large, with a code', async () => {
  expect(await upload(Buffer.from('<svg onload="alert(1)"/>'))).toMatchObject({
    status: 422,
    error: { code: 'image.unreadable' },
  });
  expect(await upload(Buffer.alloc(0))).toMatchObject({ status: 422, error: { code: 'image.unreadable' } });
  const large = Buffer.alloc(21 * 1024 * 1024);
  expect(await upload(large)).toMatchObject({ status: 413, error: { code: 'image.too-large' } });
  expect(await upload(Buffer.from('{}'), { 'content-type': 'application/json' })).toMatchObject({
    status: 415,
    error: { code: 'request.wrong-type' },
  });
});

it('takes pictures from sellers only', async () => {
  expect(await upload(Buffer.from('x'), { authorization: '' })).toMatchObject({
    status: 401,
    error: { code: 'account.sign-in-first' },
  });
});

it('goes on when a sender hangs up in the middle', async () => {
  const { port } = new URL(shop.url);
  await new Promise<void>((resolve) => {
    const sending = request({
      port,
      method: 'POST',
      path: '/api/images',
      headers: {
        authorization: `Bearer ${operatorToken}`,
        'content-type': 'image/png',
        'content-length': 1_000_000,
      },
    });
    sending.once('error', () => resolve());
    sending.once('close', () => resolve());
    sending.write(Buffer.alloc(10_000), () => sending.destroy());
  });
  expect((await upload(await cloth(330, 330, 3).png().toBuffer())).status).toBe(200);
});

it('takes a few pictures of what is wrong from a buyer, an hour, and shows them by an address nobody guesses', async () => {
  const opened = await fetch(`${shop.url}/api/account`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Meera' }),
  });
  const cookie = opened.headers.get('set-cookie')?.split(';')[0] ?? '';
  const send = async (bytes: Buffer, headers: Record<string, string> = { cookie }) => {
    const answer = await fetch(`${shop.url}/api/images/evidence`, {
      method: 'POST',
      headers: { 'content-type': 'image/jpeg', ...headers },
      body: new Uint8Array(bytes),
    });
    return {
      status: answer.status,
      ...((await answer.json()) as { image?: Image; error?: { code: string } }),
    };
  };
  const picture = await cloth(400, 500).jpeg({ quality: 60 }).toBuffer();
  const { status, image } = await send(picture);
  expect(status).toBe(200);
  expect((await fetch(`${shop.url}/media/${image?.id}/320.avif`)).status).toBe(200);
  expect(await send(picture, {})).toMatchObject({ error: { code: 'account.sign-in-first' } });
  const large = Buffer.alloc(9 * 1024 * 1024);
  expect(await send(large)).toMatchObject({ status: 413, error: { code: 'image.too-large' } });
  for (let sent = 2; sent < 10; sent++) await send(Buffer.from('x'));
  expect(await send(picture)).toMatchObject({ status: 429, error: { code: 'image.too-many' } });
});
