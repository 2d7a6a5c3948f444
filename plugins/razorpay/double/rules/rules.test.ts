import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestDouble, type TestDouble } from '../test/open.ts';

const minute = 60_000;
const day = 86_400_000;

describe('what Razorpay does not let a shop do', () => {
  let double: TestDouble;
  let seller: string;
  beforeEach(async () => {
    double = await openTestDouble();
    seller = (await double.control.account()).id;
  });
  afterEach(async () => {
    // Counts the balance from the things themselves, and fails where it is another than was kept.
    expect(Number.isSafeInteger((await double.control.truth()).balance.total)).toBe(true);
    await double.stop();
  });

  const asked = { amount: 50_000, currency: 'INR' };
  const create = (more: object = {}) => double.call('POST /orders', { ...asked, ...more });
  const saysOf = ({ status, body }: { status: number; body: Record<string, unknown> }) => [
    status,
    (body['error'] as { description?: string } | undefined)?.description,
  ];
  const capture = (payment: string, body: object = asked) =>
    double.call(`POST /payments/${payment}/capture`, body);
  const refund = (payment: string, body: object, key?: string) =>
    double.call(
      `POST /payments/${payment}/refund`,
      body,
      key === undefined ? {} : { 'x-refund-idempotency': key },
    );
  const payment = async (id: string) => (await double.call(`GET /payments/${id}`)).body;
  const share = (amount: number, more: object = {}) => ({
    account: seller,
    amount,
    currency: 'INR',
    ...more,
  });

  it('finds the order of a receipt that should be unique, or refuses it', async () => {
    const unique = { receipt: 'LEO-9', unique_receipt: true };
    const first = (await create(unique)).body['id'];
    expect((await create(unique)).body['id']).toBe(first);
    expect(saysOf(await create({ ...unique, amount: 60_000 }))).toEqual([
      400,
      'Order receipt should be unique.',
    ]);
    await double.control.switches({ uniqueReceipt: 'refuse' });
    expect(saysOf(await create(unique))).toEqual([400, 'Order receipt should be unique.']);
    expect((await create({ receipt: 'LEO-9' })).body['id']).not.toBe(first);
  });

  it('does not show an order that is older than 180 days', async () => {
    const { body } = await create();
    await double.control.clock.advance(181 * day);
    expect(saysOf(await double.call(`GET /orders/${body['id']}`))).toEqual([
      400,
      'Order older than 180 days, please use reports.',
    ]);
  });

  it('captures once, all of it, and only what is authorised', async () => {
    const { payment: id } = await double.authorised(50_000);
    expect(saysOf(await capture(id, { amount: 40_000, currency: 'INR' }))).toEqual([
      400,
      'Capture amount must be equal to the amount authorized.',
    ]);
    expect((await capture(id)).status).toBe(200);
    expect(saysOf(await capture(id))).toEqual([400, 'This payment has already been captured']);
  });

  it('takes another attempt after a failure, and none after a success', async () => {
    const order = String((await create()).body['id']);
    const { error } = await double.control.pay({ order_id: order, outcome: 'failure' });
    expect(error).toMatchObject({ code: 'BAD_REQUEST_ERROR', metadata: { order_id: order } });
    await double.control.pay({ order_id: order });
    await expect(double.control.pay({ order_id: order })).rejects.toThrow('authorised already');
    expect((await double.call(`GET /orders/${order}`)).body).toMatchObject({
      status: 'attempted',
      attempts: 2,
    });
  });

  it('takes one attempt an order where it is as the pages for other countries say', async () => {
    await double.control.switches({ manyAttempts: false });
    const order = String((await create()).body['id']);
    await double.control.pay({ order_id: order, outcome: 'failure' });
    await expect(double.control.pay({ order_id: order })).rejects.toThrow(
      'used for a payment attempt already',
    );
  });

  it('gives money back that nobody captured in time (L3)', async () => {
    const manual = { capture: 'manual', capture_options: { manual_expiry_period: 12 } };
    const { payment: id } = await double.authorised(50_000, { payment: manual });
    await double.control.clock.advance(11 * minute);
    expect(await payment(id)).toMatchObject({ status: 'authorized' });
    await double.control.clock.advance(minute);
    expect(await payment(id)).toMatchObject({ status: 'refunded', captured: false, amount_refunded: 50_000 });
    expect((await capture(id)).status).toBe(400);
    const { refunds, balance } = await double.control.truth();
    expect(refunds).toMatchObject([{ payment_id: id, amount: 50_000, status: 'processed' }]);
    expect(balance.total).toBe(0);
  });

  it('captures by itself where the order says so', async () => {
    const automatic = { capture: 'automatic', capture_options: { automatic_expiry_period: 12 } };
    const { payment: id } = await double.authorised(50_000, { payment: automatic });
    expect(await payment(id)).toMatchObject({ status: 'captured', fee: 1180 });
  });

  it('refunds no more than was paid', async () => {
    const { payment: id } = await double.paid(50_000);
    expect(saysOf(await refund(id, { amount: 50_001 }))).toEqual([
      400,
      'The refund amount provided is greater than amount captured',
    ]);
    await refund(id, { amount: 30_000 });
    expect(saysOf(await refund(id, { amount: 30_000 }))[0]).toBe(400);
    const { payment: open } = await double.authorised(50_000);
    expect(saysOf(await refund(open, { amount: 100 }))[0]).toBe(400);
  });

  it('makes one refund for one key, and refuses the key for another', async () => {
    const { payment: id } = await double.paid(50_000);
    const first = await refund(id, { amount: 1000 }, 'refund-000001');
    const again = await refund(id, { amount: 1000 }, 'refund-000001');
    expect(again.body).toEqual(first.body);
    expect((await refund(id, { amount: 2000 }, 'refund-000001')).status).toBe(400);
    expect((await refund(id, { amount: 1000 }, 'short')).status).toBe(400);
    expect((await refund(id, { amount: 1000 }, 'refund-000002')).body['id']).not.toBe(first.body['id']);
    expect((await double.control.truth()).balance.refunds).toBe(2000);
  });

  it('fails a refund of a payment older than six months', async () => {
    const { payment: id } = await double.paid(50_000);
    await double.control.clock.advance(190 * day);
    expect((await refund(id, { amount: 1000 })).body).toMatchObject({ status: 'failed' });
    expect((await double.control.truth()).balance.refunds).toBe(0);
  });

  it('refunds later where it is told to, and from a balance that is enough', async () => {
    await double.control.switches({ refunds: 'pending', refundsNeedBalance: true });
    const { payment: id } = await double.paid(50_000);
    expect(saysOf(await refund(id, {}))[1]).toContain('does not have enough balance');
    const { body } = await refund(id, { amount: 1000 });
    expect(body).toMatchObject({ status: 'pending', acquirer_data: { arn: null } });
    await double.control.clock.advance(3 * day);
    expect((await double.call(`GET /refunds/${body['id']}`)).body).toMatchObject({ status: 'processed' });
  });

  it('pays no seller who is unknown or not activated, and no more than the order', async () => {
    const { id: fresh } = await double.control.account({ activated: false });
    const transfer = async (account: string, amount: number) =>
      (await create({ transfers: [{ account, amount, currency: 'INR' }] })).status;
    expect(await transfer('acc_00000000000000', 1000)).toBe(400);
    expect(await transfer(fresh, 1000)).toBe(400);
    expect(await transfer(seller, 50_001)).toBe(400);
    expect(await transfer(seller, 1000)).toBe(200);
    await double.control.switches({ route: false });
    expect(await transfer(seller, 1000)).toBe(400);
  });

  it('has to leave the fee: a share that takes all fails with its reason', async () => {
    const { order } = await double.paid(50_000, { transfers: [share(50_000)] });
    const { transfers } = await double.control.truth(order);
    expect(transfers).toMatchObject([
      { status: 'failed', error: { code: 'BAD_REQUEST_TRANSFER_INSUFFICIENT_BALANCE' } },
    ]);
    const direct = await double.call('POST /transfers', share(60_000));
    expect(direct).toMatchObject({
      status: 400,
      body: { error: { reason: 'BAD_REQUEST_TRANSFER_INSUFFICIENT_BALANCE' } },
    });
  });

  it('makes one direct transfer for one key', async () => {
    await double.paid(50_000);
    const ask = (amount: number) =>
      double.call('POST /transfers', share(amount), { 'x-transfer-idempotency': 'share-1' });
    expect((await ask(1000)).body).toEqual((await ask(1000)).body);
    expect((await ask(2000)).status).toBe(400);
    expect((await double.control.truth()).balance.transfers).toBe(1000);
  });

  it('takes all shares back with a whole refund, one with a part, and not two', async () => {
    await double.paid(200_000);
    const both = { transfers: [share(10_000, { on_hold: true }), share(20_000, { on_hold: true })] };
    const { payment: two } = await double.paid(50_000, both);
    expect(saysOf(await refund(two, { amount: 5000, reverse_all: 1 }))[1]).toContain('partial refund');
    expect((await refund(two, { reverse_all: 1 })).status).toBe(200);
    const { payment: one } = await double.paid(50_000, { transfers: [share(10_000)] });
    expect((await refund(one, { amount: 5000, reverse_all: true })).status).toBe(200);
    const { balance, accounts } = await double.control.truth();
    expect(balance).toMatchObject({ transfers: 40_000, reversals: 35_000, refunds: 55_000 });
    expect(accounts[0]?.balance).toBe(5000);
  });

  it('takes nothing back that the seller’s bank has', async () => {
    const { payment: id } = await double.paid(50_000, { transfers: [share(10_000)] });
    await double.control.clock.advance(5 * day);
    const [transfer] = (await double.control.truth()).transfers;
    expect(transfer).toMatchObject({ settlement_status: 'settled' });
    expect(
      saysOf(await double.call(`POST /transfers/${transfer?.id}/reversals`, { amount: 100 }))[1],
    ).toContain('sufficient balance');
    expect((await refund(id, { reverse_all: 1 })).status).toBe(400);
    expect(await payment(id)).toMatchObject({ status: 'captured', amount_refunded: 0 });
  });

  it('settles a held share on the working day after it is let go, by hand or by its date', async () => {
    // Monday, 23 November 2026, noon in India.
    await double.control.clock.set(Date.UTC(2026, 10, 23, 6, 30));
    const until = Math.floor(Date.UTC(2026, 10, 27, 6, 30) / 1000);
    const { payment: id } = await double.paid(50_000, {
      transfers: [share(10_000, { on_hold: true }), share(5000, { on_hold: true, on_hold_until: until })],
    });
    const states = async () => {
      const { body } = await double.call(`GET /payments/${id}/transfers`);
      return (body['items'] as { amount: number; settlement_status: string }[])
        .toSorted((one, other) => other.amount - one.amount)
        .map(({ settlement_status }) => settlement_status);
    };
    // Wednesday at nine in the morning: that day's settlement is still to come, and is not for this share.
    await double.control.clock.set(Date.UTC(2026, 10, 25, 3, 30));
    expect(await states()).toEqual(['on_hold', 'on_hold']);
    const [held] = (await double.control.truth()).transfers;
    await double.call(`PATCH /transfers/${held?.id}`, { on_hold: false });
    await double.control.clock.advance(3 * 60 * minute);
    expect(await states()).toEqual(['pending', 'on_hold']);
    await double.control.clock.advance(day);
    expect(await states()).toEqual(['settled', 'on_hold']);
    // Friday it is free; Saturday and Sunday nothing is settled; Monday it is.
    await double.control.clock.set(Date.UTC(2026, 10, 29, 12));
    expect(await states()).toEqual(['settled', 'on_hold']);
    await double.control.clock.advance(day);
    expect(await states()).toEqual(['settled', 'settled']);
  });

  it('settles payments after two working days, less what was taken meanwhile, but for those on hold', async () => {
    await double.control.clock.set(Date.UTC(2026, 10, 23, 6, 30));
    const { payment: id } = await double.paid(50_000);
    const { payment: held } = await double.paid(30_000);
    await double.call(`PATCH /payments/${held}`, { on_hold: true });
    await refund(id, { amount: 10_000 });
    await double.control.clock.advance(day);
    expect((await double.call('GET /settlements')).body['items']).toEqual([]);
    await double.control.clock.advance(day);
    const [settlement] = (await double.control.truth()).settlements;
    expect(settlement).toMatchObject({ amount: 50_000 - 1180 - 10_000, fees: 1180, tax: 180 });
    const { body } = await double.call('GET /settlements/recon/combined?year=2026&month=11&day=25');
    const rows = body['items'] as { entity_id: string; settlement_utr: string }[];
    expect(rows).toHaveLength(2);
    expect(new Set(rows.map(({ settlement_utr }) => settlement_utr))).toEqual(new Set([settlement?.utr]));
    expect((await double.control.truth()).balance.total).toBe(30_000 - 708);
  });

  it('says how risky an address is, and why', async () => {
    await double.control.riskyPhones(['+919000090000']);
    const review = async (shipping: object) => {
      const { body } = await create({ rto_review: true, customer_details: { shipping_address: shipping } });
      return (await double.call(`POST /orders/${String(body['id']).slice(6)}/rto_review`)).body;
    };
    const good = { line1: '12, Second Main Road, Indiranagar', zipcode: '560038', state: 'Karnataka' };
    expect(await review(good)).toEqual({ risk_tier: 'low', rto_reasons: [] });
    expect(await review({ ...good, contact: '+919000090000' })).toMatchObject({ risk_tier: 'high' });
    expect(await review({ line1: 'xkcdqw', zipcode: '110001', state: 'Kerala' })).toMatchObject({
      risk_tier: 'high',
      rto_reasons: [
        { reason: 'short_shipping_address' },
        { reason: 'address_pincode_state_mismatch' },
        { reason: 'gibberish_address' },
        { reason: 'address_without_number' },
      ],
    });
  });

  it('has more rules than these for what is sent wrongly', async () => {
    const wrong = [
      { currency: 'USD' },
      { notes: Object.fromEntries(Array.from({ length: 16 }, (_, at) => [`n${at}`, 'x'])) },
      { notes: { long: 'x'.repeat(257) } },
      { payment: { capture: 'automatic' } },
      { payment: { capture: 'manual', capture_options: { manual_expiry_period: 7201 } } },
      { partial_payment: true },
      { transfers: [share(1000, { on_hold: true, on_hold_until: 1 })] },
      { transfers: [share(1000, { hold: true })] },
    ];
    for (const one of wrong) expect([one, (await create(one)).status]).toEqual([one, 400]);
    expect((await double.call('GET /orders?limit=3')).status).toBe(400);
    expect((await double.call('GET /orders?count=101')).status).toBe(400);
    expect((await double.call('DELETE /orders')).status).toBe(400);
    expect((await double.call('POST /orders', [1])).status).toBe(400);
  });
});
