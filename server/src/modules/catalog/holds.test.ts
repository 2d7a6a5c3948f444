import { expect, it } from 'vitest';
import { openCatalog, sheetProduct, sheetVariant } from '../../../test/catalog.ts';
import { eachDatabase } from '../../../test/database.ts';
import { newId } from '../../kernel/ids.ts';

const minute = 60_000;

eachDatabase((_name, test) => {
  const openWith = async (...stocks: number[]) => {
    const shop = openCatalog(test.db);
    const variants = stocks.map((stock, at) => sheetVariant({ stock, options: { size: `S${at}` } }));
    const [product] = await shop.add(sheetProduct(shop.sellerId, { variants }));
    const ids = product!.variants.map((one) => one.id);
    const until = shop.clock.now() + 10 * minute;
    const hold = (holdId: string, ...lines: [at: number, quantity: number][]) =>
      shop.inTx((tx) =>
        shop.api.hold(
          { holdId, until, lines: lines.map(([at, quantity]) => ({ variantId: ids[at]!, quantity })) },
          tx,
        ),
      );
    const stock = async () => Promise.all(ids.map((id) => shop.stockOf(id)));
    return { ...shop, product: product!, ids, hold, stock };
  };

  it('gives the last unit to one of two buyers who take it at once, and tells the other', async () => {
    const shop = await openWith(1);
    const both = await Promise.allSettled([shop.hold(newId(), [0, 1]), shop.hold(newId(), [0, 1])]);
    expect(both.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    const refused = both.find((one) => one.status === 'rejected');
    expect(refused?.reason).toMatchObject({
      code: 'stock.sold-out',
      details: { variantId: shop.ids[0], title: shop.product.title, available: 0 },
    });
    expect(await shop.stock()).toEqual([{ available: 0, held: 1 }]);
  });

  it('sells 20 units to 50 buyers who come at once, and not one more', async () => {
    const shop = await openWith(20);
    const all = await Promise.allSettled(Array.from({ length: 50 }, () => shop.hold(newId(), [0, 1])));
    expect(all.filter((one) => one.status === 'fulfilled')).toHaveLength(20);
    const codes = all.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []));
    expect(new Set(codes)).toEqual(new Set(['stock.sold-out']));
    expect(await shop.stock()).toEqual([{ available: 0, held: 20 }]);
  });

  it('holds all lines or none', async () => {
    const shop = await openWith(5, 1);
    await expect(shop.hold(newId(), [0, 2], [1, 2])).rejects.toMatchObject({ code: 'stock.sold-out' });
    expect(await shop.stock()).toEqual([
      { available: 5, held: 0 },
      { available: 1, held: 0 },
    ]);
  });

  it('adds up two lines of one variant before it looks at the stock', async () => {
    const shop = await openWith(3);
    await expect(shop.hold(newId(), [0, 2], [0, 2])).rejects.toMatchObject({ code: 'stock.sold-out' });
    await shop.hold(newId(), [0, 2], [0, 1]);
    expect(await shop.stock()).toEqual([{ available: 0, held: 3 }]);
  });

  it('lets buyers who take the same two things in opposite orders both have them', async () => {
    const shop = await openWith(40, 40);
    const all = Array.from({ length: 40 }, (_, at) =>
      at % 2 ? shop.hold(newId(), [0, 1], [1, 1]) : shop.hold(newId(), [1, 1], [0, 1]),
    );
    await Promise.all(all);
    expect(await shop.stock()).toEqual([
      { available: 0, held: 40 },
      { available: 0, held: 40 },
    ]);
  });

  it('holds once however often the same order asks, even at the same moment', async () => {
    const shop = await openWith(9);
    const holdId = newId();
    await Promise.all([1, 2, 3].map(() => shop.hold(holdId, [0, 2])));
    await shop.hold(holdId, [0, 2]);
    expect(await shop.stock()).toEqual([{ available: 7, held: 2 }]);
  });

  it('gives held units back when the order falls through, once', async () => {
    const shop = await openWith(4);
    const holdId = newId();
    await shop.hold(holdId, [0, 3]);
    for (let time = 0; time < 2; time += 1) await shop.inTx((tx) => shop.api.release(holdId, tx));
    await shop.inTx((tx) => shop.api.release(newId(), tx));
    expect(await shop.stock()).toEqual([{ available: 4, held: 0 }]);
  });

  it('sells held units once, and takes a cancelled order’s units back once', async () => {
    const shop = await openWith(4);
    const holdId = newId();
    await shop.hold(holdId, [0, 3]);
    for (let time = 0; time < 2; time += 1) await shop.inTx((tx) => shop.api.take(holdId, tx));
    expect(await shop.stock()).toEqual([{ available: 1, held: 0 }]);
    for (let time = 0; time < 2; time += 1) await shop.inTx((tx) => shop.api.giveBack(holdId, tx));
    expect(await shop.stock()).toEqual([{ available: 4, held: 0 }]);
    await shop.inTx((tx) => shop.api.take(holdId, tx));
    expect(await shop.stock()).toEqual([{ available: 4, held: 0 }]);
  });

  it('puts units back on sale when a hold runs out, and not a moment before', async () => {
    const shop = await openWith(4);
    await shop.hold(newId(), [0, 3]);
    shop.clock.pass(10 * minute - 1);
    await shop.runJob('catalog.expire-holds');
    expect(await shop.stock()).toEqual([{ available: 1, held: 3 }]);
    shop.clock.pass(1);
    await shop.runJob('catalog.expire-holds');
    expect(await shop.stock()).toEqual([{ available: 4, held: 0 }]);
  });

  it('sells to a buyer whose hold ran out if the units are still there, and refuses when they are gone', async () => {
    const shop = await openWith(2);
    const [late, later] = [newId(), newId()];
    await shop.hold(late, [0, 1]);
    await shop.hold(later, [0, 1]);
    shop.clock.pass(11 * minute);
    await shop.runJob('catalog.expire-holds');
    await shop.inTx((tx) => shop.api.take(late, tx));
    expect(await shop.stock()).toEqual([{ available: 1, held: 0 }]);
    await shop.hold(newId(), [0, 1]);
    await expect(shop.inTx((tx) => shop.api.take(later, tx))).rejects.toMatchObject({
      code: 'stock.sold-out',
    });
    expect(await shop.stock()).toEqual([{ available: 0, held: 1 }]);
  });

  it('says so when the thing is no longer on sale, or never was', async () => {
    const shop = await openWith(2);
    const unknown = {
      holdId: newId(),
      until: shop.clock.now() + minute,
      lines: [{ variantId: newId(), quantity: 1 }],
    };
    await expect(shop.inTx((tx) => shop.api.hold(unknown, tx))).rejects.toMatchObject({
      code: 'variant.unknown',
    });
    await test.db.run(`UPDATE catalog_products SET state = 'draft' WHERE id = $1`, [shop.product.id]);
    await expect(shop.hold(newId(), [0, 1])).rejects.toMatchObject({ code: 'variant.unknown' });
    await expect(shop.api.quote([{ variantId: shop.ids[0]!, quantity: 1 }])).rejects.toMatchObject({
      code: 'variant.unknown',
    });
  });

  it('tells every change of what can be bought, with the number that is left', async () => {
    const shop = await openWith(5);
    const before = (await shop.told('stock.changed')).length;
    const [sold, dropped] = [newId(), newId()];
    await shop.hold(sold, [0, 3]);
    await shop.hold(dropped, [0, 2]);
    await shop.inTx((tx) => shop.api.take(sold, tx));
    await shop.inTx((tx) => shop.api.release(dropped, tx));
    await shop.inTx((tx) => shop.api.giveBack(sold, tx));
    const told = (await shop.told('stock.changed')).slice(before);
    expect(told.map((one) => one.available)).toEqual([2, 0, 2, 5]);
    expect(new Set(told.map((one) => one.variantId))).toEqual(new Set(shop.ids));
  });

  it('never lets a database row say less than nothing is left', async () => {
    const shop = await openWith(1);
    await expect(
      test.db.run('UPDATE catalog_variants SET available = available - 2 WHERE id = $1', [shop.ids[0]!]),
    ).rejects.toThrow();
  });

  it('sells at once what needs no hold: once for one order, never more than there is, and gives it back like the rest', async () => {
    const shop = await openWith(3, 1);
    const [one, other] = [newId(), newId()];
    const sell = (holdId: string, ...lines: [at: number, quantity: number][]) =>
      shop.inTx((tx) =>
        shop.api.sell(
          { holdId, lines: lines.map(([at, quantity]) => ({ variantId: shop.ids[at]!, quantity })) },
          tx,
        ),
      );
    await Promise.all([sell(one, [0, 1], [0, 1]), sell(one, [0, 2])]);
    expect(await shop.stock()).toEqual([
      { available: 1, held: 0 },
      { available: 1, held: 0 },
    ]);
    await expect(sell(other, [1, 1], [0, 2])).rejects.toMatchObject({ code: 'stock.sold-out' });
    await shop.inTx((tx) => shop.api.take(one, tx));
    await shop.inTx((tx) => shop.api.giveBack(one, tx));
    await shop.inTx((tx) => shop.api.giveBack(one, tx));
    expect(await shop.stock()).toEqual([
      { available: 3, held: 0 },
      { available: 1, held: 0 },
    ]);
    await test.db.run("UPDATE catalog_products SET state = 'removed' WHERE id = $1", [shop.product.id]);
    await expect(sell(other, [0, 1])).rejects.toMatchObject({ code: 'variant.unknown' });
  });
});
