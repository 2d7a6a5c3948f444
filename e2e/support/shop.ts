import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { connect } from '../../server/src/db/connect.ts';
import { freePorts } from './ports.ts';

const run = promisify(execFile);
const leo = fileURLToPath(new URL('../../dist/cli/src/main.js', import.meta.url));

export const owner = { email: 'asha@shop.example', password: 'marigold at dusk' };

interface Service {
  name: string;
  state: string;
  pid: number;
  port: number;
}

/** The command as its user runs it; what it prints with --json. */
export const leoJson = async <T>(...args: string[]): Promise<T> => {
  const { stdout } = await run(process.execPath, [leo, ...args, '--json'], {
    timeout: 120_000,
    maxBuffer: 1e7,
  });
  return JSON.parse(stdout) as T;
};

const sheet = `handle,title,description,price,compare_at,stock,size,colour,material
chanderi,"Chanderi saree, rani pink","Silk and cotton, woven in Chanderi.",1899,2499,5,,Rani pink,Silk
kurta,Block print kurta,Printed by hand.,899,,10,S,Indigo,Cotton
kurta,,,899,,10,M,Indigo,Cotton
kurta,,,949,,0,L,Indigo,Cotton
kulhad,Terracotta kulhad,Six cups.,350,,20,,,Clay
dupatta,बनारसी दुपट्टा,बनारस की बुनाई.,1499,,8,,Red,Silk
juttis,Embroidered juttis,Leather soles.,1250,,1,38,Gold,Leather
`;

/** A shop as an operator makes it: `leo init`, `leo up`, `leo import`, in a folder that goes away with it. */
export const openShop = async ({ databaseUrl }: { databaseUrl?: string } = {}) => {
  const folder = mkdtempSync(join(tmpdir(), 'leo-e2e-'));
  const dir = join(folder, 'shop');
  const port = await freePorts();
  const database = databaseUrl ? ['--db-url', databaseUrl] : ['--db', 'sqlite'];
  const { email, password } = owner;
  await leoJson(
    'init',
    dir,
    '--yes',
    '--name',
    'Mela',
    '--port',
    `${port}`,
    '--email',
    email,
    '--password',
    password,
    ...database,
  );
  // Each shop gets its own range, so that a media server that is being killed does not stand in another's way.
  const settingsPath = join(dir, 'leo.json');
  const settings = JSON.parse(readFileSync(settingsPath, 'utf8')) as { janus: { rtpPorts: string } };
  settings.janus.rtpPorts = `${port + 10_000}-${port + 10_200}`;
  writeFileSync(settingsPath, JSON.stringify(settings));
  const { url } = await leoJson<{ url: string }>('up', '--shop', dir);
  writeFileSync(join(folder, 'sheet.csv'), sheet);
  await leoJson('import', join(folder, 'sheet.csv'), '--shop', dir);

  const service = async (name: string): Promise<Service> => {
    const { services } = await leoJson<{ services: Service[] }>('status', '--shop', dir);
    const found = services.find((one) => one.name === name);
    if (!found) throw new Error(`The shop has no service ${name}`);
    return found;
  };
  return {
    url,
    dir,
    /** Ends a service as a power cut would; the supervisor starts it again. */
    kill: async (name: 'server' | 'janus') => process.kill((await service(name)).pid, 'SIGKILL'),
    service,
    /** What the database says, without asking the server. */
    rows: async <Row extends object>(sql: string, binds: string[] = []): Promise<Row[]> => {
      const db = await connect(databaseUrl ?? `sqlite:${join(dir, 'data/leo.sqlite')}`);
      try {
        return await db.rows<Row>(sql, binds);
      } finally {
        await db.close();
      }
    },
    close: async () => {
      await leoJson('down', '--shop', dir);
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
export type Shop = Awaited<ReturnType<typeof openShop>>;
