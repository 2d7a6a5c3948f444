import type { Tx } from '../../db/connection.ts';
import { newId } from '../../kernel/ids.ts';
import { accountOf } from '../ledger/index.ts';
import type { Loyalty } from './context.ts';
import { handOver, lockWallet, moveWallet } from './store/wallets.ts';

/** A visitor's wallet becomes the account's they sign in to, in the books as well. */
export const adoptWallet = async (
  { clock, ledger }: Loyalty,
  tx: Tx,
  { from, to }: { from: string; to: string },
): Promise<void> => {
  if (from === to) return;
  const { coins, held } = await lockWallet(tx, from);
  await lockWallet(tx, to);
  await handOver(tx, from, to);
  await moveWallet(tx, from, { coins: -coins, held: -held });
  await moveWallet(tx, to, { coins, held });
  if (coins === 0) return;
  await ledger.post(tx, {
    kind: 'coins-adopted',
    source: 'wallet',
    sourceId: newId(),
    memo: 'Coins of a visitor who signed in',
    at: clock.now(),
    lines: [
      { account: accountOf.wallet(from), unit: 'COIN', debit: coins, credit: 0 },
      { account: accountOf.wallet(to), unit: 'COIN', debit: 0, credit: coins },
    ],
  });
};
