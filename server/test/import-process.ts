// A process that imports what waits in a database: `import-process.ts DATABASE-URL IMPORTS-FOLDER`. Tests kill it.
import { connect } from '../src/db/connect.ts';
import { openImportShop } from './imports.ts';

const [url = '', folder = ''] = process.argv.slice(2);
const shop = openImportShop(await connect(url, { durable: false }), { folder });
await shop.startJobs();
// The queue's timers do not keep a process alive by themselves.
setInterval(() => undefined, 1_000);
