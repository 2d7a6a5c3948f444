import { accountOf, postings } from '../src/modules/ledger/index.ts';
import { type Action, fresh, has, owes, part, payable, wallet } from './ledger-world.ts';

const { gateway, bank, coinsOutstanding } = accountOf;

const payOut: Action = (world, life, n) => {
  const amount = part(n, has(world, payable(life)));
  if (amount === 0) return undefined;
  return {
    entry: postings.paidOut({
      payoutId: fresh(world, 'payout'),
      sellerId: life.sellerId,
      amount,
      at: world.at,
    }),
    changes: [
      [payable(life), -amount],
      [bank, -amount],
    ],
  };
};
const payoutBack: Action = (world, life, n) => ({
  entry: postings.payoutFailed({
    payoutId: fresh(world, 'payout'),
    sellerId: life.sellerId,
    amount: part(n, 900),
    at: world.at,
  }),
  changes: [
    [payable(life), part(n, 900)],
    [bank, part(n, 900)],
  ],
});
const settle: Action = (world, _life, n) => ({
  entry: postings.settled({
    settlementId: fresh(world, 'settlement'),
    amount: part(n, 90_000),
    at: world.at,
  }),
  changes: [
    [bank, part(n, 90_000)],
    [gateway, -part(n, 90_000)],
  ],
});
const openDispute: Action = (world, life, n) => {
  const amount = part(n, life.held);
  if (amount === 0 || life.disputes.length > 0) return undefined;
  const disputeId = fresh(world, 'dispute');
  return {
    entry: postings.disputeOpened({ disputeId, orderId: life.orderId, amount, at: world.at }),
    changes: [
      [accountOf.disputed, amount],
      [gateway, -amount],
    ],
    after: () => void life.disputes.push({ id: disputeId, amount }),
  };
};
const winDispute: Action = (world, life) => {
  const [dispute] = life.disputes;
  if (!dispute) return undefined;
  const { id: disputeId, amount } = dispute;
  return {
    entry: postings.disputeWon({ disputeId, orderId: life.orderId, amount, at: world.at }),
    changes: [
      [accountOf.disputed, -amount],
      [gateway, amount],
    ],
    after: () => void life.disputes.pop(),
  };
};
const loseDispute: Action = (world, life, n) => {
  const [dispute] = life.disputes;
  if (!dispute) return undefined;
  const { id: disputeId, amount } = dispute;
  const { orderId, sellerId } = life;
  const bySeller = n % 2 === 0;
  const lostFrom = bySeller ? ({ from: 'seller', sellerId } as const) : ({ from: 'shop' } as const);
  return {
    entry: postings.disputeLost({ disputeId, orderId, amount, at: world.at, lostFrom }),
    changes: [
      [accountOf.disputed, -amount],
      [bySeller ? owes(life) : accountOf.chargebacks, amount],
    ],
    after: () => void life.disputes.pop(),
  };
};
const expire: Action = (world, life, n) => {
  const coins = part(n, has(world, wallet(life)));
  if (coins === 0) return undefined;
  return {
    entry: postings.coinsExpired({ lotId: fresh(world, 'lot'), buyerId: life.buyerId, coins, at: world.at }),
    changes: [
      [wallet(life), -coins],
      [coinsOutstanding, -coins],
      [accountOf.breakage, coins],
    ],
  };
};
const comeBack: Action = (world, life, n) => {
  const amount = part(n, 9_000);
  const bySeller = n % 2 === 0;
  const charge = bySeller ? 'seller' : 'shop';
  return {
    entry: {
      ...postings.rtoFreight({ ...life, amount, charge, at: world.at }),
      sourceId: fresh(world, 'rto'),
    },
    changes: [
      [bySeller ? owes(life) : accountOf.freight, amount],
      [accountOf.logistics, amount],
    ],
  };
};
/** What happens beside an order: payouts, settlements, disputes, freight, and coins that expire. */
export const shopActions: readonly Action[] = [
  payOut,
  payoutBack,
  settle,
  openDispute,
  winDispute,
  loseDispute,
  expire,
  comeBack,
];
