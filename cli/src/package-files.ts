import { existsSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(import.meta.url);
/** `.js` in a build, `.ts` where the sources run as they are. */
const kind = extname(here);

const above = (folder: string): string => {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error(`No package.json above ${here}`);
  return above(parent);
};

/** The folder of the package leo-live, a checkout's or an installed one. */
export const packageRoot = above(dirname(here));

const program = (path: string): string =>
  kind === '.js' ? join(packageRoot, 'dist', `${path}.js`) : join(packageRoot, `${path}.ts`);

export const serverProgram = program('server/src/main');
export const supervisorProgram = program('cli/src/stack/supervisor');
export const razorpayDouble = program('plugins/razorpay/double/main');
export const shopTemplate = join(packageRoot, 'templates/shop');
export const janusConfig = join(packageRoot, 'janus-config');
