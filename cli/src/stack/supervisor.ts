// The program `leo up` leaves running: `node supervisor.js SHOP`. It says nothing; data/logs/supervisor.log does.
import { writeSync } from 'node:fs';
import { asCliError } from '../output.ts';
import { readShop } from '../shop-folder.ts';
import { openLog, rotate } from './log-file.ts';
import { logFile } from './run-files.ts';
import { nativeServices } from './services.ts';
import { supervise } from './supervise.ts';

const [, , shopDir = process.cwd()] = process.argv;
const path = logFile(shopDir, 'supervisor');
rotate(path);
const file = openLog(path);
const log = (line: string) => {
  writeSync(file, `${line}\n`);
};

/** It may be told to stop while it is still starting. */
const stopping = new Promise<void>((resolve) => {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => resolve());
});

try {
  const supervisor = await supervise({ shopDir, services: nativeServices(readShop(shopDir)), log });
  await stopping;
  await supervisor.stop();
  process.exit(0);
} catch (error) {
  log(`${new Date().toISOString()} ${asCliError(error).message}`);
  process.exit(1);
}
