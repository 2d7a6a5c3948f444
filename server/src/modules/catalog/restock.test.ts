import { expect, it } from 'vitest';
import { openCatalog, sheetProduct, sheetVariant } from '../../../test/catalog.ts';
import { eachDatabase } from '../../../test/database.ts';
import { newId } from '../../kernel/ids.ts';

eachDatabase((_name, test) => {
  it('puts units that came back on sale once, however often it is told, and tells who watches', async () => {
    const shop = openCatalog(test.db);
    const [product] = await shop.add(
      sheetProduct(shop.sellerId, { variants: [sheetVariant({ stock: 1, options: { size: 'S' } })] }),
    );
    const variantId = product!.variants[0]!.id;
    const back = { restockId: newId(), lines: [{ variantId, quantity: 2 }] };
    await Promise.all([1, 2, 3].map(() => shop.inTx((tx) => shop.api.restock(back, tx))));
    expect(await shop.stockOf(variantId)).toMatchObject({ available: 3, held: 0 });
    const told = (await shop.told('stock.changed')).filter((fact) => fact.variantId === variantId);
    expect(told.map((fact) => fact.available)).toEqual([3]);
  });

  it('leaves out what the shop has no variant of any more', async () => {
    const shop = openCatalog(test.db);
    const lines = [{ variantId: newId(), quantity: 1 }];
    await shop.inTx((tx) => shop.api.restock({ restockId: newId(), lines }, tx));
  });
});
