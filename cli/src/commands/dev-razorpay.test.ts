import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const main = fileURLToPath(new URL('../main.ts', import.meta.url));

const leo = (...args: string[]) =>
  spawn(process.execPath, ['--import', 'tsx', '--conditions=leo-source', main, ...args, '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });

it('leo dev razorpay opens a Razorpay on this machine, and takes it away with itself', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'leo-dev-'));
  const child = leo('dev', 'razorpay', '--port', '0', '--state', join(folder, 'state.db'));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const line = await new Promise<string>((resolve) =>
    child.stdout.once('data', (part: Buffer) => resolve(String(part))),
  );
  const { url, keyId, keySecret, webhookSecret } = JSON.parse(line) as Record<string, string>;
  const authorization = `Basic ${Buffer.from(`${keyId}:${keySecret}`).toString('base64')}`;
  const answer = await fetch(`${url}/v1/orders`, { headers: { authorization } });
  expect(await answer.json()).toEqual({ entity: 'collection', count: 0, items: [] });
  expect(webhookSecret).toMatch(/^whsec/);
  child.kill('SIGINT');
  expect(await ended).toBe(0);
  await expect(fetch(`${url}/v1/orders`)).rejects.toThrow();
  await rm(folder, { recursive: true });
});

it('leo dev razorpay says what is wrong with a port, and starts nothing', async () => {
  const child = leo('dev', 'razorpay', '--port', 'http');
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const line = await new Promise<string>((resolve) =>
    child.stdout.once('data', (part: Buffer) => resolve(String(part))),
  );
  expect(JSON.parse(line)).toMatchObject({
    error: { code: 'usage.invalid', message: '--port http is not a port' },
  });
  expect(await ended).toBe(2);
});
