import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { controlOf } from '../../plugins/razorpay/double/control/client.ts';
import { connect } from '../../server/src/db/connect.ts';
import type { Connection } from '../../server/src/db/connection.ts';
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
export const leoJson = async <T>(...args: string[]): Promise<T> =>
  JSON.parse(await leoText(...args, '--json')) as T;

/** The same, as people read it. */
export const leoText = async (...args: string[]): Promise<string> => {
  const { stdout } = await run(process.execPath, [leo, ...args], { timeout: 120_000, maxBuffer: 1e7 });
  return stdout;
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

interface ShopOptions {
  databaseUrl?: string;
  /** The double of Razorpay runs beside it, and buyers can pay there. */
  testPayments?: boolean;
  /** First orders in cash are confirmed by a code; without it the shop has nobody who could send one. */
  codes?: boolean;
  /** More of leo.json. */
  settings?: object;
}
interface Settings {
  port: number;
  janus: { rtpPorts: string };
  plugins: { name: string }[];
}

/** What its operator writes into leo.json before the first start. */
const adjust = (dir: string, { codes = false, settings: more }: ShopOptions): void => {
  const path = join(dir, 'leo.json');
  const settings = JSON.parse(readFileSync(path, 'utf8')) as Settings;
  // Each shop gets its own range, so that a media server that is being killed does not stand in another's way.
  settings.janus.rtpPorts = `${settings.port + 10_000}-${settings.port + 10_200}`;
  if (!codes) settings.plugins = settings.plugins.filter(({ name }) => name !== 'console-messages');
  writeFileSync(path, JSON.stringify({ ...settings, ...more }));
};

/** A shop as an operator makes it: `leo init`, `leo up`, `leo import`, in a folder that goes away with it. */
export const openShop = async (options: ShopOptions = {}) => {
  const { databaseUrl, testPayments = false } = options;
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
    ...(testPayments ? ['--test-payments'] : []),
  );
  adjust(dir, options);
  const { url } = await leoJson<{ url: string }>('up', '--shop', dir);
  writeFileSync(join(folder, 'sheet.csv'), sheet);
  await leoJson('import', join(folder, 'sheet.csv'), '--shop', dir);

  const withDatabase = async <T>(work: (db: Connection) => Promise<T>): Promise<T> => {
    const db = await connect(databaseUrl ?? `sqlite:${join(dir, 'data/leo.sqlite')}`);
    try {
      return await work(db);
    } finally {
      await db.close();
    }
  };
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
    rows: <Row extends object>(sql: string, binds: string[] = []): Promise<Row[]> =>
      withDatabase((db) => db.rows<Row>(sql, binds)),
    /** The double of Razorpay beside it: what it knows, and what it is told to do. */
    provider: controlOf(`http://127.0.0.1:${port + 3}`),
    /** As if the minutes had gone by for which an order's goods are held. */
    passesTheHold: (purchaseId: string) =>
      withDatabase((db) =>
        db.run(
          "UPDATE kernel_sagas SET deadline = updated_at, lease_until = updated_at WHERE id = $1 AND state = 'waiting'",
          [purchaseId],
        ),
      ),
    /** What the log says of people who should be told something by hand. */
    toBePassedOn: async (): Promise<string[]> => {
      const log = await leoText('logs', 'server', '--lines', '500', '--shop', dir);
      return log.split('\n').filter((line) => line.includes('TO BE PASSED ON BY HAND to'));
    },
    leo: <T>(...args: string[]) => leoJson<T>(...args, '--shop', dir),
    leoSays: (...args: string[]) => leoText(...args, '--shop', dir),
    close: async () => {
      await leoJson('down', '--shop', dir);
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
export type Shop = Awaited<ReturnType<typeof openShop>>;
