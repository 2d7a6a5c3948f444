import { accountOf, postings } from '../src/modules/ledger/index.ts';
import { type Action, fresh, has, held, type Life, owes, part, payable, wallet } from './ledger-world.ts';

const { gateway, bank, coinsOutstanding } = accountOf;
const transfer = (life: Life): string => accountOf.transfer(life.sellerId, life.orderId);
const parcel = (life: Life) => ({ courier: 'fast', awb: life.orderId });
const collected = (life: Life): string => accountOf.collected('fast', life.orderId);

const spending = (life: Life, coins: number): [string, number][] => [
  [wallet(life), -coins],
  [coinsOutstanding, -coins],
];
const pay = (life: Life, cash: number, coins: number): void => {
  Object.assign(life, { state: 'held', cash, coins, held: life.held + cash + coins });
};
const share = ({ orderId, buyerId }: Life, cash: number, coins: number) => ({
  orderId,
  buyerId,
  cash,
  coins,
});

const capture: Action = (world, life, n) => {
  if (life.state !== 'new') return undefined;
  const cash = 100 + (n % 500_000);
  const coins = n % (has(world, wallet(life)) + 1);
  const fee = n % 100;
  return {
    entry: postings.captured({
      paymentId: fresh(world, 'pay'),
      at: world.at,
      fee,
      shares: [share(life, cash, coins)],
    }),
    changes: [
      [gateway, cash - fee],
      [accountOf.gatewayFees, fee],
      [held(life), cash + coins],
      ...spending(life, coins),
    ],
    after: () => pay(life, cash, coins),
  };
};
const payWithCoins: Action = (world, life, n) => {
  const coins = part(n, has(world, wallet(life)));
  if (life.state !== 'new' || coins === 0) return undefined;
  return {
    entry: postings.coinsOnly({ purchaseId: life.orderId, at: world.at, shares: [share(life, 0, coins)] }),
    changes: [[held(life), coins], ...spending(life, coins)],
    after: () => pay(life, 0, coins),
  };
};
const collect: Action = (world, life, n) => {
  if (life.state !== 'new') return undefined;
  const cash = 100 + (n % 300_000);
  const coins = n % (has(world, wallet(life)) + 1);
  return {
    entry: postings.cashCollected({ ...life, ...parcel(life), at: world.at, cash, coins }),
    changes: [[collected(life), cash], [held(life), cash + coins], ...spending(life, coins)],
    after: () => {
      pay(life, cash, coins);
      life.withCourier = cash;
    },
  };
};
const remit: Action = (world, life, n) => {
  const amount = part(n, life.withCourier);
  if (amount === 0) return undefined;
  const deducted = n % Math.min(amount + 1, 500);
  const remittanceId = fresh(world, 'sheet');
  return {
    entry: postings.cashRemitted({ ...life, ...parcel(life), at: world.at, remittanceId, amount, deducted }),
    changes: [
      [bank, amount - deducted],
      [accountOf.freight, deducted],
      [collected(life), -amount],
    ],
    after: () => void (life.withCourier -= amount),
  };
};
const writeOff: Action = (world, life) => {
  const amount = life.withCourier;
  if (amount === 0) return undefined;
  return {
    entry: postings.cashWrittenOff({ ...parcel(life), orderId: life.orderId, at: world.at, amount }),
    changes: [
      [accountOf.shortfall, amount],
      [collected(life), -amount],
    ],
    after: () => void (life.withCourier = 0),
  };
};
const comeLate: Action = (world, life, n) => {
  if (life.state !== 'new' || life.unapplied > 0) return undefined;
  const amount = 100 + (n % 90_000);
  const fee = n % 50;
  const providerPaymentId = fresh(world, 'late');
  return {
    entry: postings.unapplied({ providerPaymentId, amount, fee, at: world.at }),
    changes: [
      [gateway, amount - fee],
      [accountOf.gatewayFees, fee],
      [accountOf.unapplied(providerPaymentId), amount],
    ],
    after: () => void Object.assign(life, { unapplied: amount, lateId: providerPaymentId }),
  };
};
const apply: Action = (world, life) => {
  const cash = life.unapplied;
  if (life.state !== 'new' || cash === 0) return undefined;
  const providerPaymentId = life.lateId;
  return {
    entry: postings.applied({
      paymentId: life.orderId,
      providerPaymentId,
      at: world.at,
      shares: [share(life, cash, 0)],
    }),
    changes: [
      [accountOf.unapplied(life.lateId), -cash],
      [held(life), cash],
    ],
    after: () => {
      pay(life, cash, 0);
      life.unapplied = 0;
    },
  };
};
const sendLateBack: Action = (world, life) => {
  const amount = life.unapplied;
  if (amount === 0) return undefined;
  const refundId = fresh(world, 'refund');
  return {
    entry: postings.unappliedRefundOwed({ refundId, providerPaymentId: life.lateId, amount, at: world.at }),
    changes: [
      [accountOf.unapplied(life.lateId), -amount],
      [accountOf.refund(refundId), amount],
    ],
    after: () => {
      life.unapplied = 0;
      life.refunds.push({ id: refundId, owed: amount, clawed: true });
    },
  };
};
const holdShare: Action = (world, life, n) => {
  const amount = part(n, life.held);
  if (amount === 0 || life.transfer > 0) return undefined;
  return {
    entry: postings.transferHeld({ ...life, transferId: fresh(world, 'transfer'), amount, at: world.at }),
    changes: [
      [transfer(life), amount],
      [gateway, -amount],
    ],
    after: () => void (life.transfer = amount),
  };
};
const reverseShare: Action = (world, life, n) => {
  const amount = part(n, life.transfer);
  if (amount === 0) return undefined;
  return {
    entry: postings.transferReversed({ ...life, transferId: fresh(world, 'transfer'), amount, at: world.at }),
    changes: [
      [gateway, amount],
      [transfer(life), -amount],
    ],
    after: () => void (life.transfer -= amount),
  };
};
const settleShare: Action = (world, life, n) => {
  const amount = part(n, Math.min(life.transfer, has(world, payable(life))));
  if (amount === 0) return undefined;
  return {
    entry: postings.transferSettled({ ...life, transferId: fresh(world, 'transfer'), amount, at: world.at }),
    changes: [
      [payable(life), -amount],
      [transfer(life), -amount],
    ],
    after: () => void (life.transfer -= amount),
  };
};
const release: Action = (world, life, n) => {
  const total = life.held;
  if (life.state !== 'held' || total === 0) return undefined;
  const commission = Math.min(n % Math.ceil(total / 5 + 1), total);
  const tax = Math.min(n % Math.ceil(commission / 5 + 1), total - commission);
  const fee = Math.min(n % Math.ceil(total / 20 + 1), total - commission - tax);
  const net = total - commission - tax - fee;
  const recover = n % (Math.min(net, has(world, owes(life))) + 1);
  const coinsEarned = Math.floor(life.cash / 100);
  return {
    entry: postings.released({ ...life, at: world.at, total, commission, tax, fee, recover, coinsEarned }),
    changes: [
      [held(life), -total],
      [accountOf.commission, commission],
      [accountOf.taxes, tax],
      [accountOf.fees, fee],
      [owes(life), -recover],
      [payable(life), net - recover],
      [accountOf.loyalty, coinsEarned],
      [coinsOutstanding, coinsEarned],
      [wallet(life), coinsEarned],
    ],
    after: () =>
      Object.assign(life, { state: 'released', held: 0, commission, tax, net, earned: coinsEarned }),
  };
};
const keepFee: Action = (world, life, n) => {
  const amount = part(n, Math.min(life.held, life.cash));
  if (amount === 0 || life.state !== 'held') return undefined;
  return {
    // Once an order: a second time would be the same thing told again.
    entry: {
      ...postings.feeKept({ orderId: life.orderId, amount, at: world.at }),
      sourceId: fresh(world, 'fee'),
    },
    changes: [
      [held(life), -amount],
      [accountOf.fees, amount],
    ],
    after: () => {
      life.held -= amount;
      life.cash -= amount;
    },
  };
};

/** How an order's money comes, until it is released. */
export const earlyActions: readonly Action[] = [
  capture,
  payWithCoins,
  collect,
  remit,
  writeOff,
  comeLate,
  apply,
  sendLateBack,
  holdShare,
  reverseShare,
  settleShare,
  release,
  keepFee,
];
