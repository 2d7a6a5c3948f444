import { accountOf, postings } from '../src/modules/ledger/index.ts';
import { type Action, earlyActions, type Life, worldParts } from './ledger-world.ts';

const { part, has, fresh, wallet, held, payable, owes } = worldParts;
const { gateway, bank, coinsOutstanding } = accountOf;

/** What of a refund comes back as coins: never more than were used, and money never more than was paid. */
const splitRefund = (life: Life, n: number, most: number): { cash: number; coins: number } | undefined => {
  const whole = part(n, Math.min(most, life.cash + life.coins));
  const coins = Math.min(life.coins, Math.max(whole - life.cash, n % (whole + 1)));
  const cash = whole - coins;
  return whole === 0 || cash > life.cash ? undefined : { cash, coins };
};
const gaveBack = (life: Life, refundId: string, { cash, coins }: { cash: number; coins: number }): void => {
  life.cash -= cash;
  life.coins -= coins;
  if (cash > 0) life.refunds.push({ id: refundId, owed: cash, clawed: false });
};
const returned = (life: Life, refundId: string, { cash, coins }: { cash: number; coins: number }) =>
  [
    [accountOf.refund(refundId), cash],
    [coinsOutstanding, coins],
    [wallet(life), coins],
  ] as const;

const refundBefore: Action = (world, life, n) => {
  const split = life.state === 'held' ? splitRefund(life, n, life.held) : undefined;
  if (!split) return undefined;
  const refundId = fresh(world, 'refund');
  return {
    entry: postings.refundOwed({ ...life, refundId, at: world.at, ...split, after: null }),
    changes: [[held(life), -split.cash - split.coins], ...returned(life, refundId, split)],
    after: () => {
      life.held -= split.cash + split.coins;
      gaveBack(life, refundId, split);
    },
  };
};
const refundAfter: Action = (world, life, n) => {
  const split =
    life.state === 'released' ? splitRefund(life, n, life.commission + life.tax + life.net) : undefined;
  if (!split) return undefined;
  const whole = split.cash + split.coins;
  const commission = Math.min(life.commission, whole);
  const tax = Math.min(life.tax, whole - commission);
  const rest = whole - commission - tax;
  const there = Math.min(rest, has(world, payable(life)));
  const refundId = fresh(world, 'refund');
  const after = { commission, tax, payable: there, recoverable: rest - there };
  return {
    entry: postings.refundOwed({ ...life, refundId, at: world.at, ...split, after }),
    changes: [
      [accountOf.commission, -commission],
      [accountOf.taxes, -tax],
      [payable(life), -there],
      [owes(life), rest - there],
      ...returned(life, refundId, split),
    ],
    after: () => {
      life.commission -= commission;
      life.tax -= tax;
      life.net -= rest;
      gaveBack(life, refundId, split);
    },
  };
};
const processRefund: Action = (world, life, n) => {
  const refund = life.refunds.find((one) => one.owed > 0);
  if (!refund) return undefined;
  const from = n % 2 === 0 ? 'gateway' : 'bank';
  const { id: refundId, owed: amount } = refund;
  return {
    entry: postings.refundProcessed({ refundId, orderId: life.orderId, at: world.at, amount, from }),
    changes: [
      [accountOf.refund(refundId), -amount],
      [from === 'gateway' ? gateway : bank, -amount],
    ],
    after: () => void (refund.owed = 0),
  };
};
const takeAsCoins: Action = (world, life) => {
  const refund = life.refunds.find((one) => one.owed > 0);
  if (!refund) return undefined;
  const { id: refundId, owed: amount } = refund;
  return {
    entry: postings.refundAsCoins({ ...life, refundId, amount, at: world.at }),
    changes: [
      [accountOf.refund(refundId), -amount],
      [coinsOutstanding, amount],
      [wallet(life), amount],
    ],
    after: () => void (refund.owed = 0),
  };
};
const clawBack: Action = (world, life, n) => {
  const refund = life.refunds.find((one) => one.owed > 0 && !one.clawed);
  const want = part(n, life.earned);
  if (!refund || want === 0) return undefined;
  const coins = Math.min(want, has(world, wallet(life)));
  const shortfall = Math.min(want - coins, refund.owed);
  if (coins + shortfall === 0) return undefined;
  return {
    entry: postings.clawedBack({ ...life, refundId: refund.id, coins, shortfall, at: world.at }),
    changes: [
      [coinsOutstanding, -coins],
      [wallet(life), -coins],
      [accountOf.refund(refund.id), -shortfall],
      [accountOf.loyalty, -coins - shortfall],
    ],
    after: () => {
      refund.clawed = true;
      refund.owed -= shortfall;
      life.earned -= coins + shortfall;
    },
  };
};
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
const exchange: Action = (world, life, n) => {
  const other = world.lives.find((one) => one.state === 'new' && one.buyerId === life.buyerId);
  const amount = part(n, Math.min(life.held, life.cash));
  if (!other || life.state !== 'held' || amount === 0) return undefined;
  const about = { fromOrderId: life.orderId, toOrderId: other.orderId, sellerId: life.sellerId };
  return {
    entry: postings.exchanged({
      ...about,
      returnId: fresh(world, 'return'),
      amount,
      after: null,
      at: world.at,
    }),
    changes: [
      [held(life), -amount],
      [held(other), amount],
    ],
    after: () => {
      life.held -= amount;
      life.cash -= amount;
      Object.assign(other, { state: 'held', cash: amount, coins: 0, held: amount });
    },
  };
};

/** Everything that can happen to an order's money. */
export const actions: readonly Action[] = [
  ...earlyActions,
  refundBefore,
  refundAfter,
  processRefund,
  takeAsCoins,
  clawBack,
  payOut,
  payoutBack,
  settle,
  openDispute,
  winDispute,
  loseDispute,
  expire,
  comeBack,
  exchange,
];
