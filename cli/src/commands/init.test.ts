import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import {
  fromSource,
  openTerminal,
  removeTemporaryFolders,
  temporaryFolder,
  until,
} from '../../test/terminal.ts';
import { asCliError } from '../errors.ts';
import { readShop } from '../shop-folder.ts';
import { init } from './init.ts';

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);
const envOf = (dir: string) => parseEnv(readFileSync(join(dir, '.env'), 'utf8'));

const flags = {
  name: 'Meera’s Sarees',
  currency: 'inr',
  dbUrl: 'postgres://leo:s%23cret@127.0.0.1:1/leo',
  port: '5000',
  email: 'Owner@Example.org',
  password: 'a long enough one',
};

describe('leo init', () => {
  afterEach(removeTemporaryFolders);

  it('makes a shop with every default where all are taken, and shows the password once', async () => {
    const { context, answer } = openTerminal(temporaryFolder(), { json: true });
    const made = await init.run(context, { yes: true } as never, 'my-shop');
    context.output.answer(made ?? {});
    const shop = readShop(join(context.cwd, 'my-shop'));
    expect(shop.settings).toMatchObject({ name: 'My shop', currency: 'INR', database: 'sqlite' });
    const owner = JSON.parse(readFileSync(join(shop.dir, 'data/first-owner.json'), 'utf8'));
    expect(answer()).toMatchObject({ shop: shop.dir, email: 'owner@shop.local', password: owner.password });
  });

  it('takes every answer as a flag', async () => {
    const { context } = openTerminal(temporaryFolder());
    const made = await init.run(context, flags as never);
    const shop = readShop(context.cwd);
    expect(shop.settings).toMatchObject({
      name: flags.name,
      currency: 'INR',
      port: 5000,
      database: 'postgres',
    });
    expect(shop.env['LEO_DATABASE_URL']).toBe(flags.dbUrl);
    expect(made).not.toHaveProperty('password');
    expect(context.output.notes[0]).toContain('Nothing answers at 127.0.0.1:1');
  });

  it('keeps secrets from others, and gives each shop its own', async () => {
    const { context } = openTerminal(temporaryFolder());
    await init.run(context, { yes: true } as never, 'one');
    await init.run(context, { yes: true } as never, 'two');
    const one = join(context.cwd, 'one');
    for (const file of ['.env', 'data/first-owner.json', 'data/tls/key.pem'])
      expect(modeOf(join(one, file))).toBe('600');
    expect(modeOf(join(one, 'data'))).toBe('700');
    const secrets = [...Object.values(envOf(one)), ...Object.values(envOf(join(context.cwd, 'two')))];
    expect(new Set(secrets).size).toBe(10);
    // base64url carries 6 bits a letter.
    expect(Math.min(...secrets.map((secret = '') => secret.length * 6))).toBeGreaterThanOrEqual(128);
    expect(readFileSync(join(one, '.gitignore'), 'utf8')).toMatch(/^\.env$/m);
  });

  it('refuses a folder with a shop in it and changes nothing', async () => {
    const { context } = openTerminal(temporaryFolder());
    await init.run(context, { yes: true } as never);
    const before = readFileSync(join(context.cwd, '.env'), 'utf8');
    await expect(init.run(context, { yes: true } as never)).rejects.toMatchObject({
      code: 'shop.exists',
      exit: 1,
    });
    expect(readFileSync(join(context.cwd, '.env'), 'utf8')).toBe(before);
  });

  it('refuses to overwrite a file of somebody else', async () => {
    const { context } = openTerminal(temporaryFolder());
    writeFileSync(join(context.cwd, 'README.md'), 'mine');
    await expect(init.run(context, { yes: true } as never)).rejects.toMatchObject({
      code: 'folder.not-empty',
    });
    expect(readdirSync(context.cwd)).toEqual(['README.md']);
  });

  it.each([
    ['--name', { name: ' ' }],
    ['--currency', { currency: 'RUPEE' }],
    ['--db', { db: 'mysql' }],
    ['--db-url', { db: 'postgres' }],
    ['--db', { dbUrl: 'mysql://host/shop' }],
    ['--db', { dbUrl: 'postgres://host' }],
    ['--port', { port: '0' }],
    ['--port', { port: '65535' }],
    ['--port', { port: '40.5' }],
    ['--email', { email: 'owner' }],
    ['--password', { password: 'seven77' }],
  ])('calls a wrong %s wrong usage: %o', async (flag, wrong) => {
    const { context } = openTerminal(temporaryFolder());
    const answer = init.run(context, { yes: true, ...wrong } as never);
    await expect(answer).rejects.toMatchObject({ exit: 2, message: expect.stringContaining(flag) });
    expect(readdirSync(context.cwd)).toEqual([]);
  });

  it('does not print a password that was refused', async () => {
    const { context } = openTerminal(temporaryFolder());
    const answer = init.run(context, { yes: true, password: 'seven77' } as never);
    await expect(answer).rejects.not.toMatchObject({ message: expect.stringContaining('seven77') });
  });

  it('names what is missing where nobody can be asked', async () => {
    const { context } = openTerminal(temporaryFolder());
    const answer = init.run(context, { name: 'Shop', port: '4000' } as never);
    await expect(answer).rejects.toMatchObject({
      exit: 2,
      message: 'Missing: --currency, --db or --db-url, --email, --password',
    });
  });

  it('says plainly what the system does not allow', async () => {
    const { context } = openTerminal(temporaryFolder());
    writeFileSync(join(context.cwd, 'file'), '');
    const error = await init.run(context, { yes: true } as never, 'file/shop').catch(asCliError);
    expect(error).toMatchObject({ code: 'system.refused', message: expect.stringContaining('is no folder') });
  });

  it('leaves nothing behind when it is interrupted while writing', async () => {
    const { context, pressCtrlC } = openTerminal(temporaryFolder());
    const made = init.run(context, { yes: true } as never, 'deep/shop');
    pressCtrlC();
    await expect(made).rejects.toMatchObject({ code: 'command.interrupted' });
    expect(readdirSync(context.cwd)).toEqual([]);
  });

  it('completes when it is run again after it was killed while moving the files to their place', async () => {
    const { context } = openTerminal(temporaryFolder());
    const moving = join(context.cwd, '.leo-init/moving');
    mkdirSync(moving, { recursive: true });
    writeFileSync(join(context.cwd, '.leo-init/process.json'), '{"pid":999999,"start":"earlier"}');
    for (const left of ['data', 'janus', 'plugins', 'leo.json']) mkdirSync(join(moving, left));
    writeFileSync(join(context.cwd, '.env'), 'LEO_OPERATOR_TOKEN=half');
    await init.run(context, { yes: true } as never);
    expect(readShop(context.cwd).env['LEO_OPERATOR_TOKEN']).not.toBe('half');
    expect(existsSync(join(context.cwd, '.leo-init'))).toBe(false);
  });

  it.each([1, 3, 6])(
    'can be left with Ctrl-C at question %i, and completes when it is run again',
    async (last) => {
      const dir = temporaryFolder();
      // `script` gives the command a terminal of its own, which has no size unless it is told.
      const typed = `stty cols 100 rows 40; exec ${[process.execPath, ...fromSource, 'init'].join(' ')}`;
      const child = spawn('script', ['-qec', typed, '/dev/null'], {
        cwd: dir,
        env: { ...process.env, TERM: 'xterm' },
      });
      let screen = '';
      child.stdout.on('data', (chunk) => {
        screen += chunk;
      });
      const asked = ['called?', 'currency', 'data kept', 'Which port', 'e-mail', 'password?'];
      for (const [place, question] of asked.slice(0, last).entries()) {
        await until(`the question ${question} is there`, () => screen.includes(question));
        child.stdin.write(place + 1 === last ? '\u0003' : '\r');
      }
      const code = await new Promise((resolve) => child.once('exit', resolve));
      expect(code).toBe(1);
      expect(screen).toContain('Nothing was written');
      expect(readdirSync(dir)).toEqual([]);
      await init.run(openTerminal(dir).context, { yes: true } as never);
      expect(readShop(dir).settings.currency).toBe('INR');
    },
    20_000,
  );
});
