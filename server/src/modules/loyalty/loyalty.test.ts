import { beforeEach, expect, it } from 'vitest';
import { getWallet, listCoinMoves } from '#contracts/wallet';
import { openCoins } from '../../../test/coins.ts';
import { eachDatabase } from '../../../test/database.ts';
import { newId } from '../../kernel/ids.ts';
import type { Who } from '../../kernel/who.ts';

const day = 86_400_000;
const buyer = (accountId: string): Who => ({ accountId, role: 'buyer', name: null });
const refundOf = (orderId: string, coins: number) => ({ orderId, refundId: newId(), coins });

eachDatabase((_name, test) => {
  // Each test has a clock of its own, and the business day of the one before would be ahead of it.
  beforeEach(() => test.db.run('UPDATE loyalty_calendar SET today = 0'));

  const open = (settings: { enabled?: boolean; expireAfterDays?: number | null } = {}) => {
    const coins = openCoins(test.db, settings);
    const asha = newId();
    const wallet = async () => (await coins.ask(getWallet, { who: buyer(asha) })).wallet;
    const moves = async () => (await coins.ask(listCoinMoves, { who: buyer(asha) })).items;
    /** Pays an order with coins and answers its id. */
    const pay = async (amount: number): Promise<string> => {
      const [purchaseId, orderId] = [newId(), newId()];
      await coins.hold(purchaseId, asha, amount);
      await coins.spend(purchaseId, asha, [{ orderId, coins: amount }]);
      return orderId;
    };
    return { ...coins, asha, wallet, moves, pay };
  };

  it('shows a visitor who never came an empty wallet', async () => {
    const { ask } = open();
    expect((await ask(getWallet)).wallet).toEqual({
      coins: 0,
      worth: 0,
      held: 0,
      pending: 0,
      expiring: null,
    });
    expect(await ask(listCoinMoves)).toEqual({ items: [], next: null });
  });

  it('lets a buyer spend what an order earned only once its money is released', async () => {
    const { asha, api, hold, inTx, vest, wallet, moves, breaks } = open();
    const orderId = newId();
    await inTx((tx) => api.expect(tx, { orderId, accountId: asha, coins: 499 }));
    expect(await wallet()).toMatchObject({ coins: 0, pending: 499 });
    await expect(hold(newId(), asha, 1)).rejects.toMatchObject({ code: 'coins.not-enough' });
    expect([await vest(orderId, asha), await vest(orderId, asha)]).toEqual([499, 499]);
    expect(await wallet()).toMatchObject({ coins: 499, worth: 499, pending: 0 });
    expect(await moves()).toMatchObject([
      { kind: 'earned', coins: 499, orderId, orderNumber: `LEO-${orderId.slice(-6)}` },
    ]);
    expect(await inTx((tx) => api.pendingOf(tx, [orderId, newId()]))).toEqual(
      new Map([[orderId, { coins: 499, vested: true }]]),
    );
    expect(await breaks()).toEqual([]);
  });

  it('earns less after a part refund, and nothing once it is forgotten, in whatever order that is told', async () => {
    const { asha, api, inTx, vest, wallet, moves } = open();
    const [part, forgotten] = [newId(), newId()];
    const expects = (orderId: string, coins: number) =>
      inTx((tx) => api.expect(tx, { orderId, accountId: asha, coins }));
    for (const coins of [300, 120, 300]) await expects(part, coins);
    for (const coins of [80, 0, 80]) await expects(forgotten, coins);
    expect((await moves()).map(({ kind, coins }) => ({ kind, coins }))).toEqual([
      { kind: 'pending', coins: 120 },
    ]);
    expect([await vest(part, asha), await vest(forgotten, asha), await vest(newId(), asha)]).toEqual([
      120, 0, 0,
    ]);
    expect((await wallet()).coins).toBe(120);
  });

  it('takes the coins first that expire first, and holds them back from everyone else', async () => {
    const { asha, clock, earned, hold, spend, wallet, inTx, api, breaks } = open({ expireAfterDays: 10 });
    await earned(asha, 30);
    clock.pass(2 * day);
    await earned(asha, 50);
    const purchaseId = newId();
    await hold(purchaseId, asha, 40);
    await hold(purchaseId, asha, 40);
    expect(await wallet()).toMatchObject({ coins: 40, held: 40, expiring: { coins: 40 } });
    await inTx((tx) => api.release(tx, purchaseId));
    expect(await wallet()).toMatchObject({ coins: 80, held: 0, expiring: { coins: 30 } });
    await hold(purchaseId, asha, 40);
    const orderId = newId();
    for (let time = 0; time < 2; time += 1) await spend(purchaseId, asha, [{ orderId, coins: 40 }]);
    expect(await wallet()).toMatchObject({ coins: 40, held: 0 });
    expect(await breaks()).toEqual([]);
  });

  it('bad input 45: of two tabs that spend the same coins one succeeds', async () => {
    const { asha, earned, hold, wallet } = open();
    await earned(asha, 100);
    const both = await Promise.allSettled([hold(newId(), asha, 80), hold(newId(), asha, 80)]);
    expect(both.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    expect(both.find((one) => one.status === 'rejected')?.reason).toMatchObject({
      code: 'coins.not-enough',
      details: { coins: 80, available: 20 },
    });
    expect(await wallet()).toMatchObject({ coins: 20, held: 80 });
  });

  it('spends a purchase order by order, and sets free what a cancelled one of them held', async () => {
    const { asha, earned, hold, spend, inTx, api, wallet, breaks } = open();
    await earned(asha, 100);
    const [purchaseId, first, second] = [newId(), newId(), newId()];
    await hold(purchaseId, asha, 90);
    await spend(purchaseId, asha, [{ orderId: first, coins: 50 }]);
    expect(await wallet()).toMatchObject({ coins: 10, held: 40 });
    const share = { orderId: second, coins: 40 };
    for (let time = 0; time < 2; time += 1) await inTx((tx) => api.release(tx, purchaseId, share));
    expect(await wallet()).toMatchObject({ coins: 50, held: 0 });
    await hold(purchaseId, asha, 90);
    expect(await wallet()).toMatchObject({ coins: 50, held: 0 });
    expect(await breaks()).toEqual([]);
  });

  it('sets held coins free when the time to pay is over, unless the order has been placed by then', async () => {
    const { asha, clock, earned, hold, spend, run, wallet, breaks } = open();
    await earned(asha, 100);
    const [late, placed] = [newId(), newId()];
    const until = clock.now() + 600_000;
    await hold(late, asha, 60, until);
    await hold(placed, asha, 40, until);
    await hold(placed, asha, 40, null);
    clock.pass(600_000);
    await run('loyalty.end-holds');
    expect(await wallet()).toMatchObject({ coins: 60, held: 40 });
    await spend(late, asha, [{ orderId: newId(), coins: 60 }]);
    expect(await wallet()).toMatchObject({ coins: 0, held: 40 });
    expect(await breaks()).toEqual([]);
  });

  it('refuses money that comes late where its coins were spent meanwhile', async () => {
    const { asha, clock, earned, hold, spend, run, pay, wallet } = open();
    await earned(asha, 100);
    const late = newId();
    await hold(late, asha, 60, clock.now() + 1);
    clock.pass(1);
    await run('loyalty.end-holds');
    await pay(70);
    await expect(spend(late, asha, [{ orderId: newId(), coins: 60 }])).rejects.toMatchObject({
      code: 'coins.not-enough',
    });
    expect(await wallet()).toMatchObject({ coins: 30, held: 0 });
  });

  it('gives coins back once a refund, with the last day they had, and never more than the order took', async () => {
    const { asha, clock, earned, pay, giveBack, wallet, run, breaks } = open({ expireAfterDays: 10 });
    await earned(asha, 100);
    const { expiring } = await wallet();
    const orderId = await pay(100);
    clock.pass(5 * day);
    const back = refundOf(orderId, 60);
    await giveBack(back, asha);
    await giveBack(back, asha);
    expect(await wallet()).toMatchObject({ coins: 60, expiring: { coins: 60, at: expiring!.at } });
    await expect(giveBack(refundOf(orderId, 41), asha)).rejects.toThrow('more than what is left');
    await giveBack(refundOf(orderId, 40), asha);
    for (let passed = 0; passed < 12; passed += 1) {
      await run('loyalty.expire-coins');
      clock.pass(day);
    }
    expect(await wallet()).toMatchObject({ coins: 0, expiring: null });
    expect(await breaks()).toEqual([]);
  });

  it('bad input 46: what a refund cannot take back from the wallet is said before anyone agrees', async () => {
    const { asha, earned, pay, api, inTx, clawBack, wallet, moves, breaks } = open();
    const orderId = await earned(asha, 100);
    await pay(70);
    const claw = { orderId, refundId: newId(), keep: 20 };
    expect(await inTx((tx) => api.wouldClawBack(tx, claw))).toEqual({ taken: 30, shortfall: 50 });
    expect(await clawBack(claw, asha)).toEqual({ taken: 30, shortfall: 50 });
    expect(await clawBack(claw, asha)).toEqual({ taken: 30, shortfall: 50 });
    expect(await clawBack({ ...claw, refundId: newId(), keep: 0 }, asha)).toEqual({
      taken: 0,
      shortfall: 20,
    });
    expect(await wallet()).toMatchObject({ coins: 0 });
    expect((await moves())[0]).toMatchObject({ kind: 'clawed-back', coins: -30, orderId });
    expect(await breaks()).toEqual([]);
  });

  it('takes back no coin that another order holds', async () => {
    const { asha, earned, hold, clawBack, wallet } = open();
    const orderId = await earned(asha, 100);
    await hold(newId(), asha, 100);
    expect(await clawBack({ orderId, refundId: newId(), keep: 0 }, asha)).toEqual({
      taken: 0,
      shortfall: 100,
    });
    expect(await wallet()).toMatchObject({ coins: 0, held: 100 });
  });

  it('bad input 47: coins that are held do not expire; once they are free they do', async () => {
    const { asha, clock, earned, hold, run, inTx, api, wallet, moves, booked, breaks } = open({
      expireAfterDays: 3,
    });
    await earned(asha, 100);
    const purchaseId = newId();
    await hold(purchaseId, asha, 70);
    for (let passed = 0; passed < 6; passed += 1) {
      await run('loyalty.expire-coins');
      clock.pass(day);
    }
    expect(await wallet()).toMatchObject({ coins: 0, held: 70 });
    await inTx((tx) => api.release(tx, purchaseId));
    await run('loyalty.expire-coins');
    expect(await wallet()).toMatchObject({ coins: 0, held: 0 });
    expect((await moves()).map(({ kind, coins }) => [kind, coins])).toEqual([
      ['expired', -70],
      ['expired', -30],
      ['earned', 100],
    ]);
    expect(await booked(asha)).toBe(0);
    expect(await breaks()).toEqual([]);
  });

  it('bad input 48: a clock that jumps ahead by a year or back takes no coin before its day', async () => {
    const { asha, clock, earned, run, wallet } = open({ expireAfterDays: 30 });
    await run('loyalty.expire-coins');
    await earned(asha, 100);
    const { expiring } = await wallet();
    clock.pass(365 * day);
    await run('loyalty.expire-coins');
    clock.pass(-365 * day);
    await run('loyalty.expire-coins');
    clock.pass(-day);
    await earned(asha, 50);
    await run('loyalty.expire-coins');
    expect(await wallet()).toMatchObject({ coins: 150, expiring });
  });

  it('bad input 49: a seller who buys from themselves is flagged, and has nothing before the release', async () => {
    const { asha, api, inTx, vest, wallet, moves, log } = open();
    const orderId = newId();
    const flagged = 'The buyer is the seller';
    await inTx((tx) => api.expect(tx, { orderId, accountId: asha, coins: 900, flagged }));
    expect(await wallet()).toMatchObject({ coins: 0, pending: 900 });
    await vest(orderId, asha);
    expect(await moves()).toMatchObject([{ kind: 'earned', coins: 900, flagged }]);
    expect(log.lines).toContainEqual([{ orderId, accountId: asha, coins: 900, flagged }, 'coins to look at']);
  });

  it('gives a refund as coins that never expire, once', async () => {
    const { asha, credit, wallet, moves } = open({ expireAfterDays: 1 });
    const refundId = newId();
    for (let time = 0; time < 2; time += 1) await credit(refundId, asha, 2_500);
    expect(await wallet()).toMatchObject({ coins: 2_500, worth: 2_500, expiring: null });
    expect(await moves()).toMatchObject([{ kind: 'refund', coins: 2_500 }]);
  });

  it('brings a visitor’s coins, holds, orders and earnings along when they sign in', async () => {
    const shop = open();
    const visitor = newId();
    const [purchaseId, orderId, coming] = [newId(), newId(), newId()];
    await shop.earned(visitor, 100);
    await shop.earned(shop.asha, 5);
    await shop.hold(purchaseId, visitor, 60);
    await shop.inTx((tx) => shop.api.expect(tx, { orderId: coming, accountId: visitor, coins: 7 }));
    const spending = shop.spend(purchaseId, visitor, [{ orderId, coins: 30 }]);
    await spending;
    for (let time = 0; time < 2; time += 1) await shop.inTx((tx) => shop.api.adopt(tx, visitor, shop.asha));
    expect(await shop.wallet()).toMatchObject({ coins: 45, held: 30, pending: 7 });
    await shop.vest(coming, shop.asha);
    await shop.giveBack(refundOf(orderId, 30), shop.asha);
    await shop.inTx((tx) => shop.api.release(tx, purchaseId));
    expect(await shop.wallet()).toMatchObject({ coins: 112, held: 0, pending: 0 });
    expect([await shop.booked(visitor), await shop.booked(shop.asha)]).toEqual([0, 112]);
    expect(await shop.breaks()).toEqual([]);
  });

  it('loses and doubles nothing where a sign-in and an order’s end meet', async () => {
    const shop = open();
    for (let time = 0; time < 8; time += 1) {
      const visitor = newId();
      const purchaseId = newId();
      await shop.earned(visitor, 10);
      await shop.hold(purchaseId, visitor, 10);
      await Promise.all([
        shop.inTx((tx) => shop.api.adopt(tx, visitor, shop.asha)),
        shop.inTx((tx) => shop.api.release(tx, purchaseId)),
      ]);
    }
    expect(await shop.wallet()).toMatchObject({ coins: 80, held: 0 });
    expect(await shop.breaks()).toEqual([]);
  });

  it('neither gives nor takes coins in a shop without them', async () => {
    const { asha, api, inTx, hold, vest, wallet } = open({ enabled: false });
    const orderId = newId();
    await inTx((tx) => api.expect(tx, { orderId, accountId: asha, coins: 40 }));
    expect(await vest(orderId, asha)).toBe(0);
    expect(await inTx((tx) => api.available(tx, asha))).toBe(0);
    await expect(hold(newId(), asha, 10)).rejects.toMatchObject({ code: 'coins.not-enough' });
    expect((await wallet()).pending).toBe(0);
  });

  it('pages through the moves, newest first, and refuses a place that is none', async () => {
    const { asha, clock, earned, ask } = open();
    for (const coins of [1, 2, 3, 4, 5]) {
      await earned(asha, coins);
      clock.pass(1);
    }
    const who = buyer(asha);
    const first = await ask(listCoinMoves, { who, query: { limit: 3 } });
    const rest = await ask(listCoinMoves, { who, query: { limit: 3, cursor: first.next! } });
    expect([...first.items, ...rest.items].map(({ coins }) => coins)).toEqual([5, 4, 3, 2, 1]);
    expect(rest.next).toBeNull();
    await expect(ask(listCoinMoves, { who, query: { cursor: 'x' } })).rejects.toMatchObject({
      code: 'request.bad-query',
    });
  });

  it('says which wallet was tampered with, and how', async () => {
    const { asha, earned, breaks } = open();
    await earned(asha, 10);
    await test.db.run('UPDATE loyalty_wallets SET coins = 11 WHERE account_id = $1', [asha]);
    expect(await breaks()).toEqual([
      `the wallet of ${asha} has 11 coins, its lots have 10`,
      `the wallet of ${asha} has 11 coins, the books say 10`,
      `the wallet of ${asha} has 11 coins, its moves add up to 10`,
    ]);
    await test.db.run('UPDATE loyalty_wallets SET coins = 10 WHERE account_id = $1', [asha]);
  });
});
