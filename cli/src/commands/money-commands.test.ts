import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { type Answer, openFakeServer } from '../../test/fake-server.ts';
import { openTerminal, removeTemporaryFolders, temporaryFolder } from '../../test/terminal.ts';
import { editEnv, ensureDataKey, withLine } from '../init/env-file.ts';
import { codRemit } from './cod-remit.ts';
import { init } from './init.ts';
import { payoutsFile, payoutsList, payoutsPrepare, payoutsSettle } from './payouts.ts';
import { secretsRotate } from './secrets-rotate.ts';

const id = '0193a0b0-0000-7000-8000-000000000001';
const remittance = {
  id,
  courier: 'swift',
  utr: 'UTR77',
  collected: 129_900,
  deductions: 4_550,
  banked: 125_350,
  counts: { matched: 1, unknown: 1, duplicate: 0, short: 0, extra: 0, 'not-delivered': 0, unreadable: 1 },
  rows: [
    { line: 2, awb: 'AWB1', amount: 129_900, state: 'matched', orderNumber: 'LEO-1', says: null },
    { line: 3, awb: '\u001b[2JX', amount: 100, state: 'unknown', orderNumber: null, says: 'No parcel' },
    {
      line: 7,
      awb: '',
      amount: null,
      state: 'unreadable',
      orderNumber: null,
      says: 'The amount is negative',
    },
  ],
  missing: [{ awb: 'AWB9', orderNumber: 'LEO-9', amount: 50_000, deliveredAt: 0 }],
  at: 1,
};
const payout = {
  id,
  seller: { id, name: 'Meera' },
  amount: 88_200,
  state: 'prepared',
  by: 'bank',
  reference: null,
  at: 0,
  paidAt: null,
};

describe('the operator’s money in the terminal', () => {
  const closing: (() => unknown)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
    removeTemporaryFolders();
  });

  const openShop = async (answer: Answer, about = { json: false }) => {
    const server = await openFakeServer(answer);
    closing.push(server.close);
    const terminal = openTerminal(temporaryFolder(), about);
    const { context } = terminal;
    await init.run(openTerminal(context.cwd).context, { yes: true, port: String(server.port) } as never);
    const env = () => parseEnv(readFileSync(join(context.cwd, '.env'), 'utf8'));
    return { ...terminal, server, env };
  };

  it('reads a courier’s sheet to the shop, and lists every row that was not booked by its line', async () => {
    const shop = await openShop(() => ({ body: { remittance } }));
    writeFileSync(join(shop.context.cwd, 'cash.csv'), 'AWB,Amount\n');
    const answer = await codRemit.run(shop.context, { courier: 'swift', utr: undefined }, 'cash.csv');
    expect(answer).toEqual({ remittance });
    const printed = shop.printed();
    expect(printed).toMatch(/3 +\S.*unknown.*No parcel/);
    expect(printed).toMatch(/7 +–.*unreadable.*The amount is negative/);
    expect(printed).toContain('AWB9');
    expect(printed).toContain('₹1,253.50');
    expect(printed).not.toContain('\u001b[2J');
    await expect(codRemit.run(shop.context, {} as never)).rejects.toMatchObject({ exit: 2 });
    await expect(codRemit.run(shop.context, {} as never, 'none.csv')).rejects.toMatchObject({
      code: 'file.unknown',
    });
  });

  it('lists, prepares, writes and settles payouts', async () => {
    const csv = 'Name,Account,IFSC,Amount,Reference\r\nMeera,123456,HDFC0000123,882.00,x\r\n';
    const shop = await openShop(({ method, path }) => {
      if (path.startsWith('/api/studio/payouts')) return { body: { items: [payout], next: null } };
      if (path.endsWith('/file')) return { body: { name: 'payouts.csv', csv } };
      if (path.endsWith(id)) return { body: { payout: { ...payout, state: 'paid' } } };
      return {
        body: method === 'POST' ? { payouts: [payout], without: [{ id, name: 'Nobody', payable: 100 }] } : {},
      };
    });
    const { context } = shop;
    expect(await payoutsList.run(context, { limit: undefined })).toEqual({ payouts: [payout] });
    await payoutsPrepare.run(context, {});
    expect(shop.printed()).toContain('Nobody has ₹1.00 to come and no bank details');
    await payoutsFile.run(context, { out: 'bank.csv' });
    const file = join(context.cwd, 'bank.csv');
    expect(readFileSync(file, 'utf8')).toBe(csv);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    await payoutsFile.run(context, { out: undefined });
    expect(shop.printed()).toContain('Meera,123456,HDFC0000123,882.00,x');
    const settle = { paid: true, failed: undefined, reference: 'UTR1' };
    expect(await payoutsSettle.run(context, settle, id)).toMatchObject({ payout: { state: 'paid' } });
    for (const wrong of [
      { ...settle, failed: true },
      { ...settle, paid: undefined },
      { ...settle, reference: undefined },
    ])
      await expect(payoutsSettle.run(context, wrong, id)).rejects.toMatchObject({ exit: 2 });
  });

  it('changes the data key in two steps, and drops the former one only when nothing needs it', async () => {
    const idOf = (key: string) =>
      createHash('sha256').update(Buffer.from(key, 'base64url')).digest('hex').slice(0, 8);
    let said = { key: '', resealed: 0, left: 0 };
    const shop = await openShop(() => ({ body: said }));
    const { LEO_DATA_KEY: first = '', ...others } = shop.env();
    expect(Buffer.from(first, 'base64url')).toHaveLength(32);
    await secretsRotate.run(shop.context, {});
    const { LEO_DATA_KEY: second = '', LEO_DATA_KEY_OLD: kept, ...still } = shop.env();
    expect(kept).toBe(first);
    expect(second).not.toBe(first);
    expect(still).toEqual(others);
    expect(statSync(join(shop.context.cwd, '.env')).mode & 0o777).toBe(0o600);

    const again = () => secretsRotate.run(shop.context, {});
    said = { key: idOf(first), resealed: 0, left: 0 };
    await expect(again()).rejects.toMatchObject({ code: 'secrets.restart-first' });
    said = { key: idOf(second), resealed: 3, left: 1 };
    await expect(again()).rejects.toMatchObject({ code: 'secrets.still-used' });
    expect(shop.env()).toMatchObject({ LEO_DATA_KEY: second, LEO_DATA_KEY_OLD: first });
    said = { key: idOf(second), resealed: 1, left: 0 };
    expect(await again()).toEqual({ state: 'done', resealed: 1 });
    expect(shop.env()).toEqual({ ...others, LEO_DATA_KEY: second });
  });

  it('gives a shop of before a data key, and leaves every other line of .env as it was', async () => {
    const { context } = openTerminal(temporaryFolder());
    await init.run(context, { yes: true } as never);
    const path = join(context.cwd, '.env');
    const before = '# mine\nA=1\nLEO_OPERATOR_TOKEN="x # y"\nB=2';
    writeFileSync(path, before);
    expect(ensureDataKey(context.cwd)).toBe(true);
    expect(readFileSync(path, 'utf8')).toMatch(
      /^# mine\nA=1\nLEO_OPERATOR_TOKEN="x # y"\nB=2\nLEO_DATA_KEY=[\w-]{43}\n$/,
    );
    expect(ensureDataKey(context.cwd)).toBe(false);
    expect(withLine('A=1\nK=2\n', 'K', '3')).toBe('A=1\nK=3\n');
    expect(withLine('A=1\nK=2\nKEY=4\n', 'K', null)).toBe('A=1\nKEY=4\n');
    // Another command is at it this moment.
    writeFileSync(`${path}.leo-new`, '');
    expect(() => editEnv(context.cwd, { X: '1' })).toThrow('Another command');
    expect(existsSync(`${path}.leo-new`)).toBe(true);
  });
});
