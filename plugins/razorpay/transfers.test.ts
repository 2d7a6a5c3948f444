import { randomUUID } from 'node:crypto';
import { ProviderRefusal, UnknownOutcome } from 'leo-live/sdk';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { opened, openShop, request, startRig } from './test/rig.ts';

const rig = await startRig();
afterAll(() => rig.stop());
afterEach(() => rig.control.faults.clear());

describe('sellers’ shares', () => {
  const withRoute = openShop(rig.double, { settings: { route: true } });
  const transfers = withRoute.online.transfers;
  if (!transfers) throw new Error('There are transfers with route');

  const shared = async (account: string) => {
    const share = { orderId: randomUUID(), account, amount: request(30_000).amount };
    const { reference } = await opened(withRoute, request(49_900, [share]));
    const { razorpay_payment_id: id } = await rig.control.pay({ order_id: reference });
    await withRoute.online.capture({ id, amount: 49_900, currency: 'INR' });
    const [transfer] = await transfers.of(id);
    if (!transfer) throw new Error('There is no transfer');
    return { id, share, transfer };
  };

  it('are held with the payment until Leo lets go of them', async () => {
    const { id: account } = await rig.control.account();
    const { id, share, transfer } = await shared(account);
    expect(transfer).toMatchObject({
      paymentId: id,
      orderId: share.orderId,
      account,
      amount: 30_000,
      reversed: 0,
      onHold: true,
      settled: false,
      state: 'processed',
    });
    expect(await transfers.release(transfer.id)).toMatchObject({ id: transfer.id, onHold: false });
    expect(await transfers.release(transfer.id)).toMatchObject({ onHold: false });
    await rig.control.force.settle();
    expect(await transfers.release(transfer.id)).toMatchObject({ onHold: false, settled: true });
  });

  it('are reversed once for one id, also when the answer is lost', async () => {
    const { id: account } = await rig.control.account();
    const { transfer } = await shared(account);
    const asked = { reversalId: randomUUID(), transferId: transfer.id, amount: 10_000 };
    await rig.control.faults.add({ fault: 'F2', route: 'POST /transfers/:id/reversals' });
    const before = withRoute.waited.length;
    await expect(transfers.reverse(asked)).rejects.toThrow(UnknownOutcome);
    expect(withRoute.waited.length, 'a reversal has no key: it is not tried again by itself').toBe(before);
    await rig.control.faults.clear();
    expect(await transfers.reverse(asked)).toMatchObject({ reversed: 10_000, state: 'partially-reversed' });
    expect(await transfers.reverse(asked)).toMatchObject({ reversed: 10_000 });
    const other = { ...asked, reversalId: randomUUID() };
    expect(await transfers.reverse(other)).toMatchObject({ reversed: 20_000 });
    await expect(transfers.reverse({ ...asked, amount: 1 })).rejects.toThrow(ProviderRefusal);
    await expect(transfers.reverse({ ...other, reversalId: randomUUID(), amount: 20_000 })).rejects.toThrow(
      ProviderRefusal,
    );
  });

  it('are only for accounts that may be paid', async () => {
    const { id: account } = await rig.control.account({ activated: false });
    expect(await transfers.ready(account)).toBe(false);
    expect(await transfers.ready('acc_00000000000000')).toBe(false);
    await rig.control.account({ id: account, activated: true });
    expect(await transfers.ready(account)).toBe(true);
    await rig.control.faults.add({ fault: 'F4', route: '*' });
    await expect(transfers.ready(account)).rejects.toThrow(UnknownOutcome);
  });
});
