import { createHash } from 'node:crypto';
import { resealSecrets } from '#contracts/settlement';
import { type Context, command } from '../command.ts';
import { CliError } from '../errors.ts';
import type { Shop } from '../shop-folder.ts';

/** As the server names a key: sealed texts begin with it. */
const idOf = (key: string): string =>
  createHash('sha256').update(Buffer.from(key, 'base64url')).digest('hex').slice(0, 8);

const restart = 'Restart the shop so that it takes the new key: leo down, then leo up.';
const again = 'Then run leo secrets rotate again: it removes the former key once nothing needs it.';

/** The new key seals from the next start on; the former one opens what is sealed with it until the second run. */
const begin = async ({ output }: Context, shop: Shop): Promise<object> => {
  const { editEnv } = await import('../init/env-file.ts');
  const { freshDataKey } = await import('../init/secrets.ts');
  const { lockHolder } = await import('../stack/lock.ts');
  const former = shop.env['LEO_DATA_KEY'];
  // Both lines in one write: there is no moment when something could not be opened.
  editEnv(shop.dir, { LEO_DATA_KEY: freshDataKey(), ...(former && { LEO_DATA_KEY_OLD: former }) });
  const isUp = lockHolder(shop.dir) !== null;
  output.line();
  output.done('A new key is in .env', former ? 'the former one is kept as LEO_DATA_KEY_OLD' : '');
  output.line();
  output.line(isUp ? restart : 'Start the shop: leo up.');
  if (former) output.line(again);
  output.line();
  return { state: former ? 'begun' : 'done', restart: isUp };
};

/** The former key goes only when the running shop says that it seals with the new one and nothing is left. */
const finish = async ({ output }: Context, shop: Shop, key: string): Promise<object> => {
  const { openClient } = await import('../client/api.ts');
  const { editEnv } = await import('../init/env-file.ts');
  const said = await openClient(shop).call(resealSecrets, { body: {} });
  if (said.key !== idOf(key))
    throw new CliError('The shop still runs with the former key', {
      code: 'secrets.restart-first',
      help: `${restart} ${again}`,
    });
  if (said.left > 0)
    throw new CliError(`${said.left} secrets are still sealed with the former key`, {
      code: 'secrets.still-used',
      help: 'It stays in .env. Run leo secrets rotate again in a minute.',
    });
  editEnv(shop.dir, { LEO_DATA_KEY_OLD: null });
  output.line();
  output.done('Everything is sealed with the new key', `${said.resealed} sealed anew just now`);
  output.line('The former key is no longer in .env. Backups made until today need it: keep it with them.');
  output.line();
  return { state: 'done', resealed: said.resealed };
};

export const secretsRotate = command({
  name: 'secrets rotate',
  summary: 'take a new key for secrets in the database; run it again to drop the former one',
  options: {},
  run: async (context) => {
    const { readShop } = await import('../shop-folder.ts');
    const shop = readShop(context.shopDir);
    const { LEO_DATA_KEY: key, LEO_DATA_KEY_OLD: former } = shop.env;
    return key && former ? finish(context, shop, key) : begin(context, shop);
  },
});
