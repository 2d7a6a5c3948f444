import { accountOf, postings } from '../src/modules/ledger/index.ts';
import { type Action, fresh, has, held, type Life, owes, part, payable, wallet } from './ledger-world.ts';
import { earlyActions } from './ledger-world-before.ts';
import { shopActions } from './ledger-world-shop.ts';

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
  exchange,
  ...shopActions,
];
