import Razorpay from 'razorpay';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as documented from './test/documented.ts';
import { openTestDouble, type TestDouble } from './test/open.ts';

type Answer = Record<string, unknown>;
type Method = (...given: unknown[]) => Promise<Answer>;
type Sdk = Record<string, Record<string, Method>>;

const sdkOf = ({ url, keyId, keySecret }: { url: string; keyId: string; keySecret: string }): Sdk => {
  const razorpay = new Razorpay({ key_id: keyId, key_secret: keySecret });
  const { api } = razorpay as unknown as { api: { rq: { defaults: Record<string, unknown> } } };
  Object.assign(api.rq.defaults, { baseURL: url, proxy: false });
  return razorpay as unknown as Sdk;
};

describe('the real SDK, at the double', () => {
  let double: TestDouble;
  let sdk: Sdk;
  let seller: string;
  const on = (resource: string, method: string, ...given: unknown[]): Promise<Answer> => {
    const work = sdk[resource]?.[method];
    if (!work) throw new Error(`The SDK has no ${resource}.${method}`);
    return work(...given);
  };
  const id = async (answer: Promise<Answer>): Promise<string> => String((await answer)['id']);
  const like = async (answer: Promise<Answer>, shape: documented.Shape): Promise<Answer> => {
    const got = await answer;
    expect(documented.differences(got, shape)).toEqual([]);
    return got;
  };
  const paid = () => double.paid(50_000);
  const refused = async (answer: Promise<unknown>) =>
    answer.then(
      () => expect.fail('It was not refused'),
      (error: { statusCode: number; error: Answer }) => {
        expect(documented.differences(error.error, documented.failure)).toEqual([]);
        return { status: error.statusCode, says: error.error['description'], field: error.error['field'] };
      },
    );

  beforeAll(async () => {
    double = await openTestDouble();
    sdk = sdkOf(double);
    seller = (await double.control.account({ name: 'Asha' })).id;
    // So that transfers and refunds have a balance to come from.
    await double.paid(1_000_000);
  });
  afterAll(() => double.stop());

  const asked = { amount: 50_000, currency: 'INR', receipt: 'LEO-77', notes: { purchase: 'p1' } };
  const address = {
    name: 'Asha',
    line1: '84th floor, Millennium Tower',
    zipcode: '560000',
    state: 'Kerala',
    country: 'IND',
  };

  it('creates, reads, lists and edits orders', async () => {
    const order = await like(on('orders', 'create', asked), documented.order);
    expect(order).toMatchObject({ amount: 50_000, amount_due: 50_000, receipt: 'LEO-77', attempts: 0 });
    await like(on('orders', 'fetch', order['id']), documented.order);
    const list = await like(on('orders', 'all', { receipt: 'LEO-77' }), documented.listOf(documented.order));
    expect(list['items']).toEqual([order]);
    const edited = await like(on('orders', 'edit', order['id'], { notes: { a: 'b' } }), documented.order);
    expect(edited['notes']).toEqual({ a: 'b' });
    await like(on('orders', 'fetchPayments', order['id']), documented.listOf(documented.payment));
  });

  it('lists the payments of an order, of every kind', async () => {
    const order = await id(on('orders', 'create', asked));
    await double.control.pay({ order_id: order, method: 'card', outcome: 'failure' });
    await double.control.pay({ order_id: order, method: 'netbanking', outcome: 'failure' });
    await double.control.pay({ order_id: order });
    const list = await like(on('orders', 'fetchPayments', order), documented.listOf(documented.payment));
    const payments = list['items'] as Answer[];
    expect(payments.map(({ status, method }) => [status, method])).toEqual([
      ['authorized', 'upi'],
      ['failed', 'netbanking'],
      ['failed', 'card'],
    ]);
  });

  it('reviews the risk that an order comes back, by its id without order_', async () => {
    const order = await id(
      on('orders', 'create', { ...asked, rto_review: true, customer_details: { shipping_address: address } }),
    );
    const review = await like(on('orders', 'viewRtoReview', order.slice(6)), documented.rtoReview);
    expect(review).toMatchObject({
      risk_tier: 'medium',
      rto_reasons: [{ reason: 'address_pincode_state_mismatch' }],
    });
    const sent = { payment_method: 'cod', shipping: { waybill: '1', status: 'rto', provider: 'Bluedart' } };
    await like(on('orders', 'editFulfillment', order.slice(6), sent), documented.fulfillment);
    expect(await refused(on('orders', 'viewRtoReview', order))).toMatchObject({ status: 400 });
  });

  it('reads, lists, captures, edits and refunds payments', async () => {
    const { payment } = await double.authorised(50_000);
    await like(on('payments', 'fetch', payment), documented.payment);
    const captured = await like(on('payments', 'capture', payment, 50_000, 'INR'), documented.payment);
    expect(captured).toMatchObject({ status: 'captured', fee: 1180, tax: 180 });
    await like(
      on('payments', 'edit', payment, { on_hold: true, on_hold_until: 4_000_000_000 }),
      documented.payment,
    );
    await like(on('payments', 'all', { count: 5 }), documented.listOf(documented.payment));
    const refund = await like(
      on('payments', 'refund', payment, { amount: 100, speed: 'optimum', receipt: 'R1', notes: { a: 'b' } }),
      documented.refund,
    );
    await like(on('payments', 'fetchMultipleRefund', payment), documented.listOf(documented.refund));
    await like(on('payments', 'fetchRefund', payment, refund['id']), documented.refund);
    await like(on('refunds', 'fetch', refund['id']), documented.refund);
    await like(on('refunds', 'all', {}), documented.listOf(documented.refund));
    await like(on('refunds', 'edit', refund['id'], { notes: { c: 'd' } }), documented.refund);
    expect(await on('payments', 'fetchPaymentMethods')).toMatchObject({ entity: 'methods', upi: true });
  });

  it('moves sellers’ shares: with the order, from the payment, directly, held, let go and back', async () => {
    const share = { account: seller, amount: 10_000, currency: 'INR', notes: { order: 'o' }, on_hold: true };
    const order = await on('orders', 'create', {
      ...asked,
      transfers: [{ ...share, linked_account_notes: ['order'] }],
    });
    expect(documented.differences(order, { ...documented.order, transfers: [documented.transfer] })).toEqual(
      [],
    );
    const { razorpay_payment_id: payment } = await double.control.pay({ order_id: String(order['id']) });
    await on('payments', 'capture', payment, 50_000, 'INR');
    const expanded = await like(on('orders', 'fetchTransferOrder', order['id']), {
      ...documented.order,
      transfers: documented.listOf(documented.transfer),
    });
    const { items } = expanded['transfers'] as { items: Answer[] };
    expect(items).toMatchObject([{ status: 'processed', settlement_status: 'on_hold', recipient: seller }]);
    const [{ id: held } = {}] = items;
    const transfers = documented.listOf(documented.transfer);
    await like(on('payments', 'transfer', payment, { transfers: [{ ...share, on_hold: 1 }] }), transfers);
    await like(on('payments', 'fetchTransfer', payment), transfers);
    const direct = { account: seller, amount: 500, currency: 'INR' };
    await like(on('transfers', 'create', direct), documented.transfer);
    await like(on('transfers', 'fetch', held), documented.transfer);
    const free = await like(on('transfers', 'edit', held, { on_hold: 0 }), documented.transfer);
    expect(free).toMatchObject({ on_hold: false, settlement_status: 'pending' });
    await like(on('transfers', 'reverse', held, { amount: 4000 }), documented.reversal);
    expect(await on('transfers', 'fetch', held)).toMatchObject({
      status: 'partially_reversed',
      amount_reversed: 4000,
    });
    await like(on('transfers', 'all', { count: 2 }), transfers);
    await double.control.force.settle();
    const settled = await like(
      on('transfers', 'fetchSettlements'),
      documented.listOf({ ...documented.transfer, recipient_settlement: 'object|null' }),
    );
    const own = (settled['items'] as Answer[]).find((one) => one['id'] === held);
    expect(documented.differences(own?.['recipient_settlement'], documented.settlement)).toEqual([]);
  });

  it('reads settlements, and row by row what they are made of', async () => {
    const { payment } = await paid();
    await on('payments', 'refund', payment, { amount: 100 });
    await double.control.force.dispute(payment, 200);
    const [made] = await double.control.force.settle();
    await like(on('settlements', 'fetch', made?.id), documented.settlement);
    await like(on('settlements', 'all', {}), documented.listOf(documented.settlement));
    const day = new Date((await double.control.clock.now()) + 5.5 * 3_600_000);
    const when = { year: day.getUTCFullYear(), month: day.getUTCMonth() + 1, day: day.getUTCDate() };
    const report = await like(
      on('settlements', 'reports', { ...when, count: 100 }),
      documented.listOf(documented.reconRow),
    );
    const rows = (report['items'] as Answer[]).filter((row) => row['settlement_id'] === made?.id);
    expect(rows.map(({ type, credit, debit }) => [type, credit, debit])).toEqual([
      ['payment', 48_820, 0],
      ['refund', 0, 100],
      ['adjustment', 0, 200],
    ]);
    expect(made?.amount).toBe(48_820 - 100 - 200);
  });

  it('reads, contests and accepts disputes', async () => {
    const { payment } = await paid();
    const { id: first } = await double.control.force.dispute(payment, 1000);
    const { id: second } = await double.control.force.dispute(payment, 1000);
    await like(on('disputes', 'all', {}), documented.listOf(documented.dispute));
    await like(on('disputes', 'fetch', first), documented.dispute);
    const evidence = { summary: 'Delivered', shipping_proof: ['doc_EFtmUsbwpXwBH9'], action: 'submit' };
    expect(await like(on('disputes', 'contest', first, evidence), documented.dispute)).toMatchObject({
      status: 'under_review',
    });
    expect(await on('disputes', 'accept', second)).toMatchObject({ status: 'lost' });
  });

  it('reads a linked account, activated or not yet', async () => {
    const { id: fresh } = await double.control.account({ activated: false });
    expect(await on('accounts', 'fetch', fresh)).toMatchObject({ id: fresh, status: 'created' });
    expect(await on('accounts', 'fetch', seller)).toMatchObject({ status: 'activated' });
  });

  it('is told no in the documented words', async () => {
    const create = (change: object) => refused(on('orders', 'create', { ...asked, ...change }));
    expect(await create({ amount: 99 })).toEqual({
      status: 400,
      says: 'The amount must be at least INR 1.00',
      field: 'amount',
    });
    expect(await create({ amount: 100.5 })).toMatchObject({ status: 400, field: 'amount' });
    expect(await create({ receipt: 'r'.repeat(41) })).toMatchObject({ status: 400, field: 'receipt' });
    expect(await create({ recipt: 'typed wrongly' })).toMatchObject({
      status: 400,
      says: 'recipt is/are not required and should not be sent',
    });
    expect(await refused(on('orders', 'fetch', 'order_00000000000000'))).toMatchObject({
      status: 400,
      says: 'The id provided does not exist',
    });
    expect(await refused(on('customers', 'all', {}))).toMatchObject({
      status: 400,
      says: 'The requested URL was not found on the server.',
    });
    const stranger = sdkOf({ ...double, keySecret: 'wrong' });
    expect(await refused(stranger['orders']?.['all']?.({}) ?? Promise.resolve())).toMatchObject({
      status: 401,
      says: 'Authentication failed',
    });
  });
});
