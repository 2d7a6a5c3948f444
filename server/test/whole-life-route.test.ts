import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pooledMoneyAccepted } from '#contracts/shop-settings';
import { newId } from '../src/kernel/ids.ts';
import { createTestApp, ownerOf } from './app.ts';
import { openCatalog, sheetProduct } from './catalog.ts';
import { eachDatabase, openSqlite } from './database.ts';
import { day, openWholeShop, type WholeShop } from './whole-shop.ts';

eachDatabase((_name, test) => {
  let shop: WholeShop;
  beforeAll(async () => {
    shop = await openWholeShop(test.db, { route: true });
  }, 30_000);
  afterAll(() => shop?.close());

  it('two sellers’ shares are held by the provider, let go when each buyer is satisfied, and paid by it', async () => {
    const sellers = [await shop.seller(), await shop.seller()];
    for (const one of sellers) await one.bank((await shop.double.control.account()).id);
    const wanted = [(await sellers[0]!.product())[0]!, (await sellers[1]!.product())[0]!];
    const buyer = shop.buyer();
    const orders = await buyer.buy(wanted);
    await shop.settle();
    const held = orders.map((one) => `1170:${one.seller.id}/${one.id}`);
    expect(await Promise.all(held.map(shop.balance))).toEqual([88_200, 88_200]);
    const [liked, cancelled] = orders as [(typeof orders)[0], (typeof orders)[0]];
    await shop.move(cancelled.id, 'cancelled', { reason: 'Torn.' });
    expect(await shop.balance(held[1]!)).toBe(0);
    expect(await shop.order(cancelled.id)).toMatchObject({ money: 'returned' });
    await shop.bring(liked.id);
    expect((await shop.double.control.truth()).transfers.map((one) => one.on_hold)).toContain(true);
    await buyer.ask(`/api/orders/${liked.id}/satisfied`, {});
    await shop.settle();
    expect(await shop.breaks()).toEqual([]);
    await shop.pass(8 * day);
    expect(await shop.balance(held[0]!)).toBe(0);
    expect(await shop.balance(`2200:${liked.seller.id}`)).toBe(0);
    expect(await shop.payouts()).toMatchObject([{ by: 'route', state: 'paid', amount: 88_200 }]);
    expect(await shop.breaks()).toEqual([]);
  });
});

eachDatabase((_name, test) => {
  it('a seller without an account at the provider is not paid online, since nobody could hold their money', async () => {
    const shop = await openWholeShop(test.db, { route: true });
    try {
      const [linked, other] = [await shop.seller(), await shop.seller()];
      await linked.bank((await shop.double.control.account()).id);
      const mixed = [(await linked.product())[0]!, (await other.product())[0]!];
      await expect(shop.buyer().buy(mixed)).rejects.toThrow('payment.not-for-these');
      expect(await shop.buyer().buy([mixed[0]!])).toHaveLength(1);
    } finally {
      await shop.close();
    }
  });
});

describe('money of several sellers that nobody but the shop would hold', () => {
  const razorpay = {
    name: 'razorpay',
    settings: { mode: 'test', baseUrl: 'http://127.0.0.1:9', browserUrl: 'http://127.0.0.1:9' },
  };
  const secrets = {
    RAZORPAY_KEY_ID: 'rzp_test_12345678901234',
    RAZORPAY_KEY_SECRET: 'a-secret-of-the-tests',
  };
  const open = async (more: object, sellers = 0) => {
    const database = await openSqlite();
    const catalog = openCatalog(database.db);
    for (let one = 0; one < sellers; one++) await catalog.add(sheetProduct(newId()));
    try {
      const settings = { plugins: [{ name: 'cash-on-delivery', settings: {} }, razorpay], ...more };
      const shop = await createTestApp(database.db, { settings, secrets });
      const owner = ownerOf(shop.url);
      const user = (name: string) =>
        owner.send('POST', '/api/users', {
          body: { name, email: `${name}@shop.example`, password: 'monsoon on the roof', role: 'seller' },
        });
      const product = () =>
        owner.send('POST', '/api/studio/products', {
          body: { title: 'Saree', variants: [{ price: 10_000, stock: 1 }] },
        });
      const end = () => shop.end().then(database.end);
      return { user, product, end };
    } catch (problem) {
      await database.end();
      throw problem;
    }
  };

  it('keeps the shop from starting, with the three ways out', async () => {
    await expect(open({}, 2)).rejects.toThrow(/route.*cash on delivery only.*pooledMoney/s);
    await expect(open({ pooledMoney: 'yes' }, 2)).rejects.toThrow(/several sellers/);
    await (await open({ pooledMoney: pooledMoneyAccepted }, 2)).end();
    await (await open({ plugins: [{ name: 'cash-on-delivery', settings: {} }] }, 2)).end();
    const route = { ...razorpay, settings: { ...razorpay.settings, route: true } };
    await (await open({ plugins: [route] }, 2)).end();
    await (await open({}, 1)).end();
  }, 30_000);

  it('keeps a second seller out while it runs, and a second seller’s first product', async () => {
    const shop = await open({});
    expect((await shop.user('one')).status).toBe(200);
    const refused = { status: 409, body: { error: { code: 'account.needs-route' } } };
    expect(await shop.user('two')).toMatchObject(refused);
    expect(await shop.product()).toMatchObject(refused);
    await shop.end();
    const selling = await open({});
    expect([(await selling.product()).status, (await selling.product()).status]).toEqual([200, 200]);
    expect(await selling.user('one')).toMatchObject(refused);
    await selling.end();
  });
});
