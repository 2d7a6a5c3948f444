import { execFile } from 'node:child_process';
import { CliError, interrupted } from '../errors.ts';
import { serverProgram } from '../package-files.ts';
import { type Shop, serverEnv } from '../shop-folder.ts';
import { lastWords } from './log-file.ts';
import { nodeArgs } from './services.ts';

const mostOutput = 16 * 1024 * 1024;

/** Runs the server in a role that ends by itself, and answers what it printed. */
export const runServer = (
  shop: Shop,
  [role = '', ...more]: readonly string[],
  signal: AbortSignal,
): Promise<string> =>
  new Promise((resolve, reject) => {
    const args = nodeArgs(serverProgram, '--role', role, ...more);
    const env = serverEnv(shop, { installed: false });
    const options = { cwd: shop.dir, env, signal, maxBuffer: mostOutput };
    execFile(process.execPath, args, options, (error, stdout, stderr) => {
      if (!error) return resolve(stdout);
      if (signal.aborted) return reject(interrupted('Nothing was changed.'));
      const said = lastWords(`${stdout}\n${stderr}`.split('\n'));
      reject(
        new CliError([`The server could not do its part (${role})`, ...said].join('\n'), {
          code: 'server.failed',
          help:
            shop.settings.database === 'postgres'
              ? 'Is Postgres running, and is LEO_DATABASE_URL in .env right?'
              : 'Is there room on the disk, and may you write to the shop’s folder?',
        }),
      );
    });
  });
