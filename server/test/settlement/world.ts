import type { OrderState } from '#contracts/orders';
import { toMoney } from '#contracts/values';
import type { Connection, Database, Tx } from '../../src/db/connection.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import type { Outbox } from '../../src/kernel/events/outbox.ts';
import { newId } from '../../src/kernel/ids.ts';
import { Refusal } from '../../src/kernel/refusal.ts';
import { accountOf, type LedgerApi, postings } from '../../src/modules/ledger/index.ts';
import type { LoyaltyApi } from '../../src/modules/loyalty/index.ts';
import type { SettledOrder, SettlementDeps } from '../../src/modules/settlement/index.ts';

/** What a test orders. Amounts in paise. */
export interface Wanted {
  sellerId: string;
  buyerId?: string;
  goods?: number;
  delivery?: number;
  fee?: number;
  category?: string | null;
  /** Cash at the door, by this courier and under this number. */
  cash?: { courier: string; awb: string };
  /** A part that is paid beforehand although the rest is cash. */
  advance?: number;
  exchangeOf?: string;
}
type Kept = SettledOrder & { disputed: boolean; refunded: number };
interface CashRow {
  state: 'promised' | 'collected' | 'remitted' | 'void' | 'written-off';
  amount: number;
  courier: string;
  awb: string;
  collectedAt: number | null;
}

const tables = [
  'CREATE TABLE IF NOT EXISTS test_orders (id TEXT PRIMARY KEY, state TEXT NOT NULL, content TEXT NOT NULL)',
  'CREATE TABLE IF NOT EXISTS test_cash (order_id TEXT PRIMARY KEY, courier TEXT NOT NULL, awb TEXT NOT NULL, content TEXT NOT NULL)',
];

const read = async <T>(on: Connection, sql: string, binds: string[]): Promise<T[]> =>
  (await on.rows<{ content: string }>(sql, binds)).map((row) => JSON.parse(row.content) as T);
const turns = (on: Connection) => (on.dialect === 'postgres' ? ' FOR UPDATE' : '');

interface Parts {
  clock: Clock;
  outbox: Outbox;
  ledger: LedgerApi;
  loyalty: LoyaltyApi;
}

/**
 * Orders and payments as settlement knows them, in tables of their own, so that what a transaction that is given up
 * had done is undone: the smallest that keeps the real books right.
 */
export const openWorld = async (db: Database, { clock, outbox, ledger, loyalty }: Parts) => {
  for (const sql of tables) await db.run(sql);
  const find = async (on: Connection, id: string, lock = false): Promise<Kept | undefined> => {
    const suffix = lock ? turns(on) : '';
    const [row] = await on.rows<{ content: string; state: string }>(
      `SELECT content, state FROM test_orders WHERE id = $1${suffix}`,
      [id],
    );
    return row && { ...(JSON.parse(row.content) as Kept), state: row.state as OrderState };
  };
  const save = async (tx: Connection, order: Kept): Promise<void> => {
    await tx.run('UPDATE test_orders SET state = $2, content = $3 WHERE id = $1', [
      order.id,
      order.state,
      JSON.stringify(order),
    ]);
  };
  const cashOf = async (on: Connection, id: string, lock = false): Promise<CashRow | undefined> =>
    (
      await read<CashRow>(on, `SELECT content FROM test_cash WHERE order_id = $1${lock ? turns(on) : ''}`, [
        id,
      ])
    )[0];
  const saveCash = (tx: Connection, id: string, cash: CashRow) =>
    tx.run('UPDATE test_cash SET content = $2 WHERE order_id = $1', [id, JSON.stringify(cash)]);

  const orders: SettlementDeps['orders'] = {
    find: (on, id) => find(on, id),
    findMany: async (on, ids) =>
      (await Promise.all(ids.map((id) => find(on, id)))).filter((one) => one !== undefined),
    completedAfter: async (on, after, limit) =>
      (
        await on.rows<{ id: string }>(
          "SELECT id FROM test_orders WHERE state = 'completed' AND id > $1 ORDER BY id LIMIT $2",
          [after ?? '', limit],
        )
      ).map((row) => row.id),
    setDisputed: async (tx, id, disputed) => {
      const order = await find(tx, id, true);
      if (order) await save(tx, { ...order, disputed });
    },
    complete: async (tx, { orderId, by, at }) => {
      const order = await find(tx, orderId, true);
      if (order?.state !== 'delivered' || order.disputed) return false;
      await save(tx, { ...order, state: 'completed' });
      const { buyerId, sellerId } = order;
      await outbox.tell(tx, 'order.completed', { orderId, buyerId, sellerId, by, at });
      return true;
    },
    refund: async (tx, { orderId, refundId, amount, to }) => {
      const order = await find(tx, orderId, true);
      if (!order) throw new Refusal('order.unknown');
      if (order.onDelivery > 0 && to.kind === 'source') throw new Refusal('refund.no-destination');
      const { sellerId, buyerId } = order;
      const accounts = [
        accountOf.held(orderId),
        accountOf.payable(sellerId),
        accountOf.recoverable(sellerId),
      ];
      await ledger.lock(tx, accounts);
      const held = await ledger.balance(tx, accountOf.held(orderId));
      const release = await ledger.releaseOf(tx, orderId);
      const left = order.total - order.refunded;
      if (amount > (release ? left : held)) throw new Refusal('refund.too-much');
      let after = null;
      if (release) {
        const share = (part: number) => Math.floor((part * amount) / release.total);
        const [commission, tax] = [share(release.commission), share(release.tax)];
        const payable = amount - commission - tax;
        const there = Math.min(payable, await ledger.balance(tx, accountOf.payable(sellerId)));
        after = { commission, tax, payable: there, recoverable: payable - there };
      }
      const at = clock.now();
      await save(tx, { ...order, refunded: order.refunded + amount });
      await ledger.post(
        tx,
        postings.refundOwed({ refundId, orderId, sellerId, buyerId, at, cash: amount, coins: 0, after }),
      );
      const from = order.onDelivery > 0 ? 'bank' : 'gateway';
      await ledger.post(tx, postings.refundProcessed({ refundId, orderId, at, amount, from }));
    },
  };

  const transfers = new Map<
    string,
    { transferId: string; sellerId: string; amount: number; settled: boolean }
  >();
  const shownCash = (orderId: string, cash: CashRow) => ({ orderId, ...cash, amount: toMoney(cash.amount) });
  const payments: SettlementDeps['payments'] = {
    states: async (on, ids) => {
      const found = await Promise.all(ids.map((id) => find(on, id)));
      return new Map(
        found.flatMap((one) =>
          one && one.exchangeOf === null && one.prepaid > 0 ? [[one.id, 'captured'] as const] : [],
        ),
      );
    },
    contested: async () => new Set(),
    cashOf: async (on, ids) => {
      const found = await Promise.all(ids.map(async (id) => [id, await cashOf(on, id)] as const));
      return new Map(found.flatMap(([id, cash]) => (cash ? [[id, shownCash(id, cash)] as const] : [])));
    },
    findCash: async (on, { courier, awb }) => {
      const [row] = await on.rows<{ id: string; content: string }>(
        'SELECT order_id AS id, content FROM test_cash WHERE courier = $1 AND awb = $2',
        [courier, awb],
      );
      if (!row) return undefined;
      const cash = JSON.parse(row.content) as CashRow;
      // As payments do: who has it is written down with the collection.
      if (cash.collectedAt === null) return undefined;
      return { ...shownCash(row.id, cash), collectedAt: cash.collectedAt };
    },
    openCash: async (on, { courier, before }) => {
      const rows = await on.rows<{ id: string; content: string }>(
        'SELECT order_id AS id, content FROM test_cash WHERE courier = $1 ORDER BY order_id',
        [courier ?? ''],
      );
      return rows
        .map(({ id, content }) => ({ id, cash: JSON.parse(content) as CashRow }))
        .filter(({ cash }) => cash.state === 'collected' && (cash.collectedAt ?? 0) < before)
        .map(({ id, cash }) => ({ ...shownCash(id, cash), collectedAt: cash.collectedAt ?? 0 }));
    },
    remit: async (tx, { orderId, amount, deducted, remittanceId, at }) => {
      const cash = await cashOf(tx, orderId, true);
      if (cash?.state !== 'collected') return false;
      await saveCash(tx, orderId, { ...cash, state: 'remitted' });
      const { courier, awb } = cash;
      await ledger.post(
        tx,
        postings.cashRemitted({ remittanceId, orderId, courier, awb, amount, deducted, at }),
      );
      await outbox.tell(tx, 'cash.remitted', { orderId, amount, at });
      return true;
    },
    writeOff: async (tx, { orderId, at }) => {
      const cash = await cashOf(tx, orderId, true);
      if (cash?.state !== 'collected') return false;
      await saveCash(tx, orderId, { ...cash, state: 'written-off' });
      const { courier, awb, amount } = cash;
      await ledger.post(tx, postings.cashWrittenOff({ orderId, courier, awb, amount, at }));
      return true;
    },
    releaseTransfer: async () => undefined,
    transfersOf: async (_on, ids) =>
      new Map(
        ids.flatMap((id) => {
          const one = transfers.get(id);
          if (!one) return [];
          const state = one.settled ? ('settled' as const) : ('released' as const);
          return [[id, { ...one, amount: toMoney(one.amount), reversed: 0, state }] as const];
        }),
      ),
  };

  /** Places an order whose prepaid part is captured, and tells of it. */
  const place = async (wanted: Wanted): Promise<Kept> => {
    const [goods, delivery, fee] = [wanted.goods ?? 100_000, wanted.delivery ?? 0, wanted.fee ?? 0];
    const total = goods + delivery + fee;
    const prepaid = wanted.cash ? (wanted.advance ?? 0) : total;
    const id = newId();
    const { sellerId, buyerId = newId() } = wanted;
    const order: Kept = {
      id,
      number: `LEO-${id.slice(-6).toUpperCase()}`,
      purchaseId: id,
      buyerId,
      sellerId,
      state: 'confirmed',
      lines: [{ category: wanted.category ?? null, quantity: 1, price: toMoney(goods) }],
      goods: toMoney(goods),
      delivery: toMoney(delivery),
      fee: toMoney(fee),
      total: toMoney(total),
      prepaid: toMoney(prepaid),
      onDelivery: toMoney(wanted.cash ? total - prepaid : 0),
      exchangeOf: wanted.exchangeOf ?? null,
      shipment: null,
      disputed: false,
      refunded: 0,
    };
    await db.transaction(async (tx) => {
      await tx.run('INSERT INTO test_orders (id, state, content) VALUES ($1, $2, $3)', [
        id,
        order.state,
        JSON.stringify(order),
      ]);
      const at = clock.now();
      if (wanted.cash) {
        const { courier, awb } = wanted.cash;
        const cash: CashRow = {
          state: 'promised',
          amount: order.onDelivery,
          courier,
          awb,
          collectedAt: null,
        };
        await tx.run('INSERT INTO test_cash (order_id, courier, awb, content) VALUES ($1, $2, $3, $4)', [
          id,
          courier,
          awb,
          JSON.stringify(cash),
        ]);
      }
      if (prepaid > 0 && !wanted.exchangeOf) {
        const shares = [{ orderId: id, cash: prepaid, coins: 0, buyerId }];
        await ledger.post(tx, postings.captured({ paymentId: id, at, fee: 0, shares }));
      }
      await loyalty.expect(tx, { orderId: id, accountId: buyerId, coins: Math.floor(total / 100) });
      await outbox.tell(tx, 'order.confirmed', {
        orderId: id,
        number: order.number,
        buyerId,
        total: order.total,
        method: 'test',
        city: 'Pune',
        saleId: null,
        at,
        lines: [
          {
            productId: newId(),
            variantId: newId(),
            sellerId,
            title: 'Saree',
            options: {},
            quantity: 1,
            price: order.goods,
          },
        ],
      });
    });
    return order;
  };

  const move = (id: string, to: OrderState, work: (tx: Tx, order: Kept) => Promise<void> = async () => {}) =>
    db.transaction(async (tx) => {
      const order = await find(tx, id, true);
      if (!order) throw new Error('no order');
      await save(tx, { ...order, state: to });
      await work(tx, order);
    });

  return {
    orders,
    payments,
    place,
    find: (id: string) => find(db, id),
    /** On its way under its number, and told. */
    ship: (id: string) =>
      db.transaction(async (tx) => {
        const order = await find(tx, id, true);
        const cash = await cashOf(tx, id);
        if (!order) throw new Error('no order');
        const shipment = { courier: cash?.courier ?? 'swift', tracking: cash?.awb ?? order.number };
        await save(tx, { ...order, state: 'shipped', shipment });
        const { buyerId, state: from } = order;
        await outbox.tell(tx, 'order.moved', { orderId: id, buyerId, from, to: 'shipped', at: clock.now() });
      }),
    /** Delivered; the courier has the cash from now on. */
    deliver: (id: string) =>
      move(id, 'delivered', async (tx, { buyerId }) => {
        const cash = await cashOf(tx, id, true);
        if (!cash) return;
        const at = clock.now();
        await saveCash(tx, id, { ...cash, state: 'collected', collectedAt: at });
        const { courier, awb, amount } = cash;
        await ledger.post(
          tx,
          postings.cashCollected({ orderId: id, courier, awb, cash: amount, coins: 0, buyerId, at }),
        );
      }),
    complete: (id: string) =>
      db.transaction((tx) => orders.complete(tx, { orderId: id, by: 'time', at: clock.now() })),
    remit: (id: string) =>
      db.transaction(async (tx) => {
        const cash = await cashOf(tx, id);
        const amount = toMoney(cash?.amount ?? 0);
        const remittanceId = newId();
        return payments.remit(tx, {
          orderId: id,
          amount,
          deducted: 0,
          remittanceId,
          utr: null,
          at: clock.now(),
        });
      }),
    refund: (id: string, amount: number, refundId = newId()) =>
      db.transaction((tx) =>
        orders.refund(tx, {
          orderId: id,
          refundId,
          amount: toMoney(amount),
          reason: 'a stain',
          to: { kind: 'upi', vpa: 'asha@upi' },
        }),
      ),
    /** The provider holds a share of a prepaid order for its seller, or has paid it to them. */
    holdTransfer: async ({ id, sellerId }: Kept, amount: number) => {
      transfers.set(id, { transferId: `trf_${id.slice(-14)}`, sellerId, amount, settled: false });
      await db.transaction((tx) =>
        ledger.post(
          tx,
          postings.transferHeld({ orderId: id, sellerId, transferId: `t-${id}`, amount, at: clock.now() }),
        ),
      );
    },
    settleTransfer: async ({ id, sellerId }: Kept) => {
      const one = transfers.get(id);
      if (!one) throw new Error('no transfer');
      one.settled = true;
      const { amount } = one;
      await db.transaction((tx) =>
        ledger.post(
          tx,
          postings.transferSettled({ orderId: id, sellerId, transferId: `t-${id}`, amount, at: clock.now() }),
        ),
      );
    },
  };
};
