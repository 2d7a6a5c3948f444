import { command } from '../command.ts';

export const down = command({
  name: 'down',
  summary: 'stop the shop; orders that are being placed are finished first',
  options: {},
  run: async ({ output, shopDir }) => {
    const { readShop } = await import('../shop-folder.ts');
    const { lockHolder } = await import('../stack/lock.ts');
    const { stopShop } = await import('../stack/start.ts');
    const { statusOf } = await import('../stack/status.ts');
    const shop = readShop(shopDir);
    const runs = lockHolder(shop.dir) !== null || statusOf(shop).services.some(({ pid }) => pid !== null);
    output.line();
    if (runs) await output.task('Stopped', () => stopShop(shop));
    else output.done('The shop was not running');
    output.line();
    return { ...statusOf(shop), wasUp: runs };
  },
});
