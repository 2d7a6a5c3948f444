import { CliError } from '../errors.ts';
import type { Shop } from '../shop-folder.ts';
import { runServer } from './run-server.ts';

/** Brings the shop's database up to date; the server refuses to start on an older one. */
export const migrate = async (shop: Shop, signal: AbortSignal): Promise<void> => {
  try {
    await runServer(shop, ['migrate'], signal);
  } catch (problem) {
    if (!(problem instanceof CliError) || problem.code !== 'server.failed') throw problem;
    const [, ...said] = problem.message.split('\n');
    throw new CliError(['The database could not be brought up to date', ...said].join('\n'), {
      code: 'database.not-ready',
      help: `${shop.settings.database === 'postgres' ? 'Is Postgres running, and is LEO_DATABASE_URL in .env right? ' : ''}Nothing was started.`,
    });
  }
};
