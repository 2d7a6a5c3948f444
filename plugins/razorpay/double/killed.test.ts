import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { controlOf } from './control/client.ts';
import { handled, type TestDouble } from './test/open.ts';
import { openTestShop, type TestShop } from './test/shop.ts';

interface Program {
  child: ChildProcess;
  double: TestDouble;
  kill(signal: NodeJS.Signals): Promise<void>;
}

const main = fileURLToPath(new URL('main.ts', import.meta.url));

const run = async (...args: string[]): Promise<Program> => {
  const child = spawn(process.execPath, ['--import', 'tsx', '--conditions=leo-source', main, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const line = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (part: Buffer) => {
      said += part.toString();
      if (said.includes('\n')) resolve(said);
    });
    child.once('exit', () => reject(new Error('It ended before it was ready')));
  });
  const ready = JSON.parse(line) as { url: string; keyId: string; keySecret: string; webhookSecret: string };
  const kill = (signal: NodeJS.Signals): Promise<void> =>
    new Promise((resolve) => {
      child.once('exit', () => resolve());
      child.kill(signal);
    });
  const stop = () => kill('SIGKILL');
  const double = handled({ ...ready, accountId: '', control: controlOf(ready.url), stop });
  return { child, double, kill };
};

describe('a double that is killed', () => {
  let folder: string;
  let shop: TestShop;
  const running: Program[] = [];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'double-'));
    shop = await openTestShop();
  });
  afterEach(async () => {
    for (const { child, kill } of running.splice(0))
      if (child.exitCode === null && child.signalCode === null) await kill('SIGKILL');
    await shop.stop();
    await rm(folder, { recursive: true });
  });

  const start = async (...args: string[]): Promise<Program> => {
    const program = await run('--state', join(folder, 'state.db'), ...args);
    running.push(program);
    return program;
  };

  it('knows all that it had answered, its keys, its clock and what it still has to tell', async () => {
    shop.answer = 500;
    const first = await start('--webhook', shop.url, '--webhook-secret', 'a-secret-of-the-shop');
    const { control } = first.double;
    const { payment } = await first.double.paid(50_000);
    const key = { 'x-refund-idempotency': 'refund-000001' };
    const refund = await first.double.call(`POST /payments/${payment}/refund`, { amount: 1000 }, key);
    const { payment: open } = await first.double.authorised(30_000);
    await control.faults.add({ route: 'GET /orders', fault: 'F5', times: 1 });
    await control.clock.advance(3_600_000);
    await control.webhooks.idle();
    const before = await control.truth();
    await first.kill('SIGKILL');

    shop.answer = 200;
    const { double } = await start();
    const after = await double.control.truth();
    expect([double.keyId, double.keySecret]).toEqual([first.double.keyId, first.double.keySecret]);
    for (const kind of ['orders', 'payments', 'refunds', 'balance'] as const)
      expect(after[kind]).toEqual(before[kind]);
    expect(after.now).toBeGreaterThanOrEqual(before.now);
    expect((await double.call('GET /orders')).status).toBe(429);
    const again = await double.call(`POST /payments/${payment}/refund`, { amount: 1000 }, key);
    expect(again.body).toEqual(refund.body);
    await double.control.webhooks.flush();
    expect((await double.control.truth()).events.every(({ state }) => state === 'delivered')).toBe(true);
    // The time in which it could be captured goes on as well.
    await double.control.clock.advance(5 * 86_400_000);
    expect((await double.call(`GET /payments/${open}`)).body).toMatchObject({ status: 'refunded' });
  });

  it('has lost nothing it answered, killed in the middle of a crowd', async () => {
    const first = await start();
    const answered: string[] = [];
    let isOver = false;
    const buyer = async () => {
      while (!isOver)
        await first.double.paid(50_000).then(
          ({ payment }) => answered.push(payment),
          () => {},
        );
    };
    const buyers = Array.from({ length: 8 }, buyer);
    await expect.poll(() => answered.length).toBeGreaterThan(40);
    await first.kill('SIGKILL');
    isOver = true;
    await Promise.all(buyers);

    const { double } = await start();
    const { payments, balance } = await double.control.truth();
    const captured = new Set(payments.filter((one) => one.captured).map(({ id }) => id));
    expect(answered.filter((id) => !captured.has(id))).toEqual([]);
    expect(balance.total).toBe(captured.size * 48_820);
  });
});
