import { coinsUnderFire } from '../server/test/coins.ts';
import type { LeoPromise } from './promise.ts';

const size = { short: { wallets: 2, operations: 250 }, full: { wallets: 100, operations: 500 } };

export const noCoinIsMinted: LeoPromise = {
  id: 'P17',
  says: 'Coins cannot be minted, whatever is asked of a wallet at once',
  keep: async ({ full, open, seed }) => {
    const fresh = await open();
    const fire = await coinsUnderFire({ db: fresh.db, seed, ...(full ? size.full : size.short) });
    await fresh.end();
    const { errors, breaks, seconds: _, ...figures } = fire;
    // Where nothing was refused or nothing expired, nothing was tried.
    const happened = [fire.refused, fire.spent, fire.givenBack, fire.clawed, fire.expired];
    return {
      holds:
        errors.length + breaks.length === 0 &&
        fire.minted === 0 &&
        fire.lowest >= 0 &&
        happened.every((count) => count > 0),
      figures: {
        ...figures,
        errors: errors.length,
        breaks: breaks.length,
        ...(errors[0] && { firstError: errors[0] }),
        ...(breaks[0] && { firstBreak: breaks[0] }),
      },
    };
  },
};
