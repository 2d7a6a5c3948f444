import { execFile } from 'node:child_process';
import { CliError, interrupted } from '../errors.ts';
import { serverProgram } from '../package-files.ts';
import { type Shop, serverEnv } from '../shop-folder.ts';
import { lastWords } from './log-file.ts';
import { nodeArgs } from './services.ts';

/** Brings the shop's database up to date; the server refuses to start on an older one. */
export const migrate = (shop: Shop, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const args = nodeArgs(serverProgram, '--role', 'migrate');
    const env = serverEnv(shop, { installed: false });
    execFile(process.execPath, args, { cwd: shop.dir, env, signal }, (error, stdout, stderr) => {
      if (!error) return resolve();
      if (signal.aborted) return reject(interrupted('Nothing was started.'));
      const said = lastWords(`${stdout}\n${stderr}`.split('\n'));
      reject(
        new CliError(['The database could not be brought up to date', ...said].join('\n'), {
          code: 'database.not-ready',
          help:
            shop.settings.database === 'postgres'
              ? 'Is Postgres running, and is LEO_DATABASE_URL in .env right? Nothing was started.'
              : 'Nothing was started.',
        }),
      );
    });
  });
