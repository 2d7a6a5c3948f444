import type { Connection, Tx } from '../../db/connection.ts';
import { accountOf, type Check } from '../ledger/index.ts';
import type { Loyalty } from './context.ts';
import { type CountedWallet, countedOne, countedPage, strayLots } from './store/books.ts';
import { lockWallet } from './store/wallets.ts';

const atOnce = 500;

const breaksOf = (wallet: CountedWallet, booked: number): string[] => {
  const { accountId, coins, held, lots, lotsHeld, holds, moves } = wallet;
  const breaks = [
    coins < 0 && `has ${coins} coins`,
    held > coins && `holds ${held} of ${coins} coins`,
    held < 0 && `holds ${held} coins`,
    lots !== coins && `has ${coins} coins, its lots have ${lots}`,
    booked !== coins && `has ${coins} coins, the books say ${booked}`,
    lotsHeld !== held && `holds ${held} coins, its lots hold ${lotsHeld}`,
    holds !== held && `holds ${held} coins, purchases hold ${holds}`,
    moves !== coins && `has ${coins} coins, its moves add up to ${moves}`,
  ];
  return breaks.flatMap((one) => (one === false ? [] : [`the wallet of ${accountId} ${one}`]));
};

const bookedOf = async (
  { ledger }: Loyalty,
  on: Connection,
  accountIds: readonly string[],
): Promise<(accountId: string) => number> => {
  const balances = await ledger.balances(on, accountIds.map(accountOf.wallet));
  return (accountId) => balances.get(accountOf.wallet(accountId)) ?? 0;
};

/** What looked wrong may only have been half written: it is looked at again with the wallet locked. */
const lookAgain = async (loyalty: Loyalty, accountId: string): Promise<string[]> => {
  const look = async (tx: Tx): Promise<string[]> => {
    await lockWallet(tx, accountId);
    const wallet = await countedOne(tx, accountId);
    return wallet ? breaksOf(wallet, (await bookedOf(loyalty, tx, [accountId]))(accountId)) : [];
  };
  return loyalty.db.transaction(look);
};

/** No wallet is below zero, holds counted; and a wallet, its lots, its holds, its moves and the books say the same. */
export const walletCheck = (loyalty: Loyalty): Check => ({
  id: 'I10',
  title: 'No wallet is below zero, counting what is held, and each is what the books say',
  async *run(on) {
    for (const lot of await strayLots(on)) yield `the lot ${lot} is in no wallet`;
    let after = '';
    for (;;) {
      const page = await countedPage(on, after, atOnce);
      const booked = await bookedOf(
        loyalty,
        on,
        page.map((one) => one.accountId),
      );
      for (const one of page)
        if (breaksOf(one, booked(one.accountId)).length > 0) yield* await lookAgain(loyalty, one.accountId);
      const last = page.at(-1);
      if (!last || page.length < atOnce) return;
      after = last.accountId;
    }
  },
});
