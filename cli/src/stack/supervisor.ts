// The program `leo up` leaves running: `node supervisor.js SHOP`. It says nothing; data/logs/supervisor.log does.
import { asCliError } from '../errors.ts';
import { readShop } from '../shop-folder.ts';
import { lineLog } from './log-file.ts';
import { logFile } from './run-files.ts';
import { nativeServices } from './services.ts';
import { supervise } from './supervise.ts';

const [, , shopDir = process.cwd()] = process.argv;

/** It may be told to stop while it is still starting. */
const stopping = new Promise<void>((resolve) => {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => resolve());
});

try {
  const supervisor = await supervise({ shopDir, services: nativeServices(readShop(shopDir)) });
  await stopping;
  await supervisor.stop();
  process.exit(0);
} catch (error) {
  lineLog(logFile(shopDir, 'supervisor'))(asCliError(error).message);
  process.exit(1);
}
