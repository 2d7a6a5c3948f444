import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type Answer, openFakeServer } from '../../test/fake-server.ts';
import { openTerminal, removeTemporaryFolders, temporaryFolder } from '../../test/terminal.ts';
import { readShop } from '../shop-folder.ts';
import { importSheet } from './import.ts';
import { init } from './init.ts';
import { userAdd } from './user-add.ts';

const id = '0193a0b0-0000-7000-8000-000000000001';
const counts = (created: number) => ({ created, updated: 0, unchanged: 0 });
const begun = {
  id,
  file: 'sheet.csv',
  format: null,
  state: 'waiting',
  rows: 0,
  products: counts(0),
  variants: counts(0),
  rejected: 0,
  notes: [],
  refusal: null,
  startedAt: null,
  endedAt: null,
};
const done = {
  ...begun,
  format: 'shopify',
  state: 'done',
  rows: 3,
  products: counts(2),
  variants: counts(2),
  rejected: 1,
};

describe('a command that talks to the shop', () => {
  const closing: (() => unknown)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
    removeTemporaryFolders();
  });

  /** A shop whose server is the test's. */
  const openShop = async (answer: Answer, about = { json: false }) => {
    const server = await openFakeServer(answer);
    closing.push(server.close);
    const terminal = openTerminal(temporaryFolder(), about);
    const { context } = terminal;
    await init.run(openTerminal(context.cwd).context, { yes: true, port: String(server.port) } as never);
    return { ...terminal, server, shop: readShop(context.cwd) };
  };

  /** Answers the first question about an import with `waiting`, the next with what the test says. */
  const importing =
    (end: object): Answer =>
    ({ method, path }) => {
      if (path.endsWith('/errors.csv')) return { body: 'title,price,reason\nSari,,no price\n' };
      if (method === 'PUT') return { body: { path } };
      return { body: { import: method === 'POST' ? begun : end } };
    };

  it('sends the sheet, waits for the import, and answers its counts', async () => {
    const { context, server, shop } = await openShop(importing(done));
    writeFileSync(join(shop.dir, 'sheet.csv'), 'title,price\nSari,100\n');
    const answer = await importSheet.run(context, { seller: 'meera@example.org' } as never, 'sheet.csv');
    const errors = join(shop.dir, 'data/imports', id, 'errors.csv');
    expect(answer).toMatchObject({
      import: id,
      format: 'shopify',
      rows: 3,
      products: counts(2),
      variants: counts(2),
      rejected: 1,
      errors,
      seconds: expect.any(Number),
    });
    expect(readFileSync(errors, 'utf8')).toContain('no price');
    expect(server.seen[0]).toMatchObject({
      method: 'POST',
      path: '/api/imports?file=sheet.csv&seller=meera%40example.org',
      authorization: `Bearer ${shop.env['LEO_OPERATOR_TOKEN']}`,
      body: 'title,price\nSari,100\n',
    });
  });

  it('sends the pictures that lie beside the sheet first, and no other file of the machine', async () => {
    const { context, server, shop } = await openShop(importing({ ...done, rejected: 0 }));
    const folder = join(shop.dir, 'sheets');
    mkdirSync(join(folder, 'images'), { recursive: true });
    writeFileSync(join(folder, 'images/a, red.png'), 'red');
    writeFileSync(join(folder, 'b.jpg'), 'blue');
    writeFileSync(join(shop.dir, 'private.png'), 'private');
    symlinkSync(join(shop.dir, 'private.png'), join(folder, 'linked.png'));
    const cells = [
      '"images/a, red.png"',
      'b.jpg',
      '../private.png',
      'linked.png',
      'gone.webp',
      'https://example.org/c.png',
    ];
    writeFileSync(
      join(folder, 'sheet.csv'),
      `title,price,image\n${cells.map((cell) => `Sari,100,${cell}`).join('\n')}\n`,
    );
    await importSheet.run(context, {} as never, 'sheets/sheet.csv');
    const sent = server.seen.filter(({ method }) => method === 'PUT');
    expect(
      sent
        .map(({ path, body }) => `${new URL(path, 'http://shop').searchParams.get('path')}: ${body}`)
        .sort(),
    ).toEqual(['b.jpg: blue', 'images/a, red.png: red']);
    const folderId = sent[0]?.path.match(/pictures\/([0-9a-f-]{36})\?/)?.[1];
    expect(server.seen.find(({ method }) => method === 'POST')?.path).toContain(`pictures=${folderId}`);
  });

  it('leaves out a picture the shop cannot read, says so, and imports the sheet', async () => {
    const error = { code: 'image.unreadable', message: 'This is not a picture we can read.' };
    const { context, shop } = await openShop((seen) =>
      seen.method === 'PUT' ? { status: 422, body: { error } } : importing({ ...done, rejected: 0 })(seen),
    );
    writeFileSync(join(shop.dir, 'a.png'), 'no picture');
    writeFileSync(join(shop.dir, 'sheet.csv'), 'title,price,image\nSari,100,.\\a.png\n');
    expect(await importSheet.run(context, {} as never, 'sheet.csv')).toMatchObject({ rows: 3, errors: null });
    expect(context.output.notes).toEqual(['.\\a.png: This is not a picture we can read.']);
  });

  it('passes a refusal of the shop on, in its words', async () => {
    const refusal = {
      code: 'import.no-title-or-price',
      message: 'The sheet needs a title column and a price column.',
    };
    const { context, shop } = await openShop(importing({ ...done, state: 'failed', refusal }));
    writeFileSync(join(shop.dir, 'sheet.csv'), 'a,b\n');
    await expect(importSheet.run(context, {} as never, 'sheet.csv')).rejects.toMatchObject({
      ...refusal,
      exit: 1,
    });
  });

  it('passes an answer that is an error on, without its control characters', async () => {
    const error = { code: 'account.email-taken', message: 'Taken.\u001b[2J' };
    const { context } = await openShop(() => ({ status: 409, body: { error } }));
    const added = userAdd.run(context, {
      email: 'meera@example.org',
      name: 'Meera',
      password: 'long enough',
    } as never);
    await expect(added).rejects.toMatchObject({
      code: 'account.email-taken',
      message: 'Taken. [2J',
      exit: 1,
    });
  });

  it('says how to start a shop that is down', async () => {
    const { context, shop, server } = await openShop(() => ({ body: {} }));
    await server.close();
    writeFileSync(join(shop.dir, 'sheet.csv'), 'title,price\n');
    await expect(importSheet.run(context, {} as never, 'sheet.csv')).rejects.toMatchObject({
      code: 'shop.not-running',
      help: 'Start it with: leo up',
    });
  });

  it('refuses a sheet that is not there', async () => {
    const { context } = await openShop(() => ({ body: {} }));
    await expect(importSheet.run(context, {} as never, 'none.csv')).rejects.toMatchObject({
      code: 'file.unknown',
      exit: 1,
    });
  });

  it('adds a seller and shows the password that was made for her', async () => {
    const account = {
      id,
      role: 'seller',
      name: 'Meera',
      email: 'meera@example.org',
      phone: null,
      address: null,
    };
    const { context, server, answer } = await openShop(() => ({ body: { account } }), { json: true });
    context.output.answer(
      (await userAdd.run(context, { email: account.email, name: 'Meera' } as never)) ?? {},
    );
    const sent = JSON.parse(server.seen[0]?.body ?? '');
    expect(sent).toMatchObject({ email: account.email, name: 'Meera', role: 'seller' });
    expect(answer()).toEqual({ account, password: sent.password });
  });

  it('asks nobody where nobody is there, and names the flag', async () => {
    const { context } = await openShop(() => ({ body: {} }));
    await expect(userAdd.run(context, {} as never)).rejects.toMatchObject({
      exit: 2,
      message: '--email is missing',
    });
  });
});
