import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openTerminal, removeTemporaryFolders, temporaryFolder } from '../../test/terminal.ts';
import { init } from '../commands/init.ts';
import { readShop } from '../shop-folder.ts';
import { checkPorts } from './checks.ts';
import { fill, findJanus, renderJanus } from './janus.ts';

const makeShop = async (port = '4000') => {
  const { context } = openTerminal(temporaryFolder());
  await init.run(context, { yes: true, port } as never);
  return readShop(context.cwd);
};

describe('what is looked at before a shop starts', () => {
  const servers: Server[] = [];
  const take = async (port: number, host: string): Promise<number> => {
    const server = createServer();
    servers.push(server);
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, resolve);
    });
    const address = server.address();
    return typeof address === 'object' ? (address?.port ?? 0) : 0;
  };

  /** A port whose neighbours stay free: below those the system gives to whoever asks for any. */
  const takeQuiet = async (host: string): Promise<number> => {
    const port = 12_000 + Math.floor(Math.random() * 8_000);
    const around = await Promise.all([port, port - 1, port - 2].map((one) => take(one, host)));
    await Promise.all(servers.splice(-2).map((server) => new Promise((resolve) => server.close(resolve))));
    return around[0] ?? port;
  };

  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
    removeTemporaryFolders();
  });

  it('names the port that is taken, the program that has it, and the setting to change', async () => {
    const port = await take(0, '127.0.0.1');
    const shop = await makeShop(String(port));
    await expect(checkPorts(shop, true)).rejects.toMatchObject({
      code: 'port.taken',
      message: expect.stringContaining(`Port ${port} is taken by `),
      help: 'Stop that program, or choose another one: "port" in leo.json',
    });
  });

  it('looks at the port for phones, one above', async () => {
    const port = await takeQuiet('0.0.0.0');
    const shop = await makeShop(String(port - 1));
    await expect(checkPorts(shop, true)).rejects.toThrow(`Port ${port} is taken`);
  });

  it('wants Janus’s port only where Janus is installed', async () => {
    const port = await takeQuiet('127.0.0.1');
    const shop = await makeShop(String(port - 2));
    await expect(checkPorts(shop, true)).rejects.toMatchObject({ help: expect.stringContaining('"janus"') });
    await expect(checkPorts(shop, false)).resolves.toBeUndefined();
  });
});

describe('Janus’s settings', () => {
  afterEach(removeTemporaryFolders);

  it('are written whole, for the owner’s eyes only', async () => {
    const shop = await makeShop();
    renderJanus(shop);
    const files = readdirSync(join(shop.dir, 'janus'));
    expect(files).toContain('janus.jcfg');
    for (const file of files) {
      expect(readFileSync(join(shop.dir, 'janus', file), 'utf8')).not.toContain('{{');
      expect(statSync(join(shop.dir, 'janus', file)).mode & 0o777).toBe(0o600);
    }
    const main = readFileSync(join(shop.dir, 'janus/janus.jcfg'), 'utf8');
    expect(main).toContain(`api_secret = "${shop.env['JANUS_API_SECRET']}"`);
    expect(main).not.toMatch(/ice_enforce_list = ".*127\.0\.0\.1/);
  });

  it('take no value that would end its quotes, and leave no name unfilled', () => {
    expect(() => fill('a = "{{A}}"', { A: '"; b = "' })).toThrow('quote');
    expect(() => fill('a = "{{A}}"', {})).toThrow('{{A}}');
    expect(fill('{{NAT_1_1_MAPPING}}', { NAT_1_1_MAPPING: 'nat_1_1_mapping = "203.0.113.7"' })).toContain(
      '203.0.113.7',
    );
  });

  it('are for nobody where Janus is not installed', () => {
    expect(findJanus(temporaryFolder(), [])).toBeNull();
  });
});
