import { expect, it } from 'vitest';
import * as contract from '#contracts/trust';
import { eachDatabase } from '../../../test/database.ts';
import { openTrust } from '../../../test/trust.ts';
import { newId } from '../../kernel/ids.ts';

const day = 86_400_000;
const refused = { cause: 'refused' };

eachDatabase((_name, test) => {
  const open = () => openTrust(test.db);

  it('measures what came back by cause, seller and PIN; a seller sees their own', async () => {
    const { ask, moved, names, who, clock } = open();
    const [mine, theirs] = [newId(), newId()];
    names.set(mine, 'Asha Looms');
    const parcel = async (sellerId: string, pin: string, cause?: string) => {
      const orderId = await moved(newId(), 'shipped', { sellerId, pin });
      await moved(newId(), cause ? 'rto' : 'delivered', { orderId, sellerId, pin, ...(cause && { cause }) });
    };
    await parcel(mine, '411001', 'refused');
    clock.pass(100 * day);
    await parcel(mine, '411001', 'refused');
    await parcel(mine, '411002');
    await parcel(theirs, '411001', 'courier');
    const seller = await ask(contract.rtoFigures, { who: who(mine, 'seller') });
    expect(seller).toEqual({
      shipped: 2,
      rto: 1,
      causes: { refused: 1 },
      bySeller: [{ key: mine, label: 'Asha Looms', shipped: 2, rto: 1, causes: { refused: 1 } }],
      byPin: [
        { key: '411001', label: '411001', shipped: 1, rto: 1, causes: { refused: 1 } },
        { key: '411002', label: '411002', shipped: 1, rto: 0, causes: {} },
      ],
    });
    const all = await ask(contract.rtoFigures, { who: who(newId(), 'operator'), query: { days: 200 } });
    expect(all).toMatchObject({ shipped: 4, rto: 3, causes: { refused: 2, courier: 1 } });
    expect(all.bySeller.map(({ key, rto }) => [key, rto])).toEqual([
      [mine, 2],
      [theirs, 1],
    ]);
  });

  it('keeps what happened as it was told: the database refuses to change it', async () => {
    const { moved } = open();
    await moved(newId(), 'rto', refused);
    await expect(test.db.run(`UPDATE trust_events SET cause = 'courier'`)).rejects.toThrow();
  });
});
