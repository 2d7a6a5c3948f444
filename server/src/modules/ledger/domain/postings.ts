import * as cash from './postings-cash.ts';
import * as orders from './postings-orders.ts';
import * as payments from './postings-payments.ts';

/** One pure function an event: what the books say of it. */
export const postings = {
  captured: payments.captured,
  coinsOnly: payments.coinsOnly,
  unapplied: payments.unapplied,
  applied: payments.applied,
  unappliedRefundOwed: payments.unappliedRefundOwed,
  transferHeld: payments.transferHeld,
  transferReversed: payments.transferReversed,
  transferSettled: payments.transferSettled,
  settled: payments.settled,
  released: orders.released,
  feeKept: orders.feeKept,
  refundOwed: orders.refundOwed,
  refundProcessed: orders.refundProcessed,
  refundAsCoins: orders.refundAsCoins,
  clawedBack: orders.clawedBack,
  exchanged: orders.exchanged,
  coinsExpired: orders.coinsExpired,
  reversal: orders.reversal,
  cashCollected: cash.cashCollected,
  cashRemitted: cash.cashRemitted,
  cashWrittenOff: cash.cashWrittenOff,
  rtoFreight: cash.rtoFreight,
  paidOut: cash.paidOut,
  payoutFailed: cash.payoutFailed,
  disputeOpened: cash.disputeOpened,
  disputeWon: cash.disputeWon,
  disputeLost: cash.disputeLost,
} as const;
