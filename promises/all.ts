import { booksBalance } from './p04-books-balance.ts';
import { sellersArePaidOnce } from './p05-sellers-are-paid-once.ts';
import { noWebhookNeeded } from './p06-no-webhook-needed.ts';
import { noCoinIsMinted } from './p17-no-coin-is-minted.ts';
import { fewParcelsComeBack } from './p25-few-parcels-come-back.ts';
import { timeCanLie } from './p26-time-can-lie.ts';
import type { LeoPromise } from './promise.ts';

/** Every promise that is a command, in their order. */
export const promises: readonly LeoPromise[] = [
  booksBalance,
  sellersArePaidOnce,
  noWebhookNeeded,
  noCoinIsMinted,
  fewParcelsComeBack,
  timeCanLie,
];
