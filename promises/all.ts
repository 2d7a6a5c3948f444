import { chargedOnce } from './p01-charged-once.ts';
import { neverOversold } from './p02-never-oversold.ts';
import { aHoldEnds } from './p03-a-hold-ends.ts';
import { booksBalance } from './p04-books-balance.ts';
import { sellersArePaidOnce } from './p05-sellers-are-paid-once.ts';
import { noWebhookNeeded } from './p06-no-webhook-needed.ts';
import { forgedChangesNothing } from './p07-forged-changes-nothing.ts';
import { crashPointsAreSafe } from './p08-crash-points-safe.ts';
import { acknowledgedSurvives } from './p09-acknowledged-survives.ts';
import { hotProduct } from './p15-hot-product.ts';
import { noCoinIsMinted } from './p17-no-coin-is-minted.ts';
import { fewParcelsComeBack } from './p25-few-parcels-come-back.ts';
import { timeCanLie } from './p26-time-can-lie.ts';
import type { LeoPromise } from './promise.ts';

/** Every promise that is a command, in their order. */
export const promises: readonly LeoPromise[] = [
  chargedOnce,
  neverOversold,
  aHoldEnds,
  booksBalance,
  sellersArePaidOnce,
  noWebhookNeeded,
  forgedChangesNothing,
  crashPointsAreSafe,
  acknowledgedSurvives,
  hotProduct,
  noCoinIsMinted,
  fewParcelsComeBack,
  timeCanLie,
];
