import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import { KeysRefused, ProviderRefusal, UnknownOutcome } from 'leo-live/sdk';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { opened, openShop, request, type Shop, startListener, startRig } from './test/rig.ts';

const rig = await startRig();
const elsewhere = await startListener();
afterAll(async () => {
  await rig.stop();
  await elsewhere.stop();
});
afterEach(() => rig.control.faults.clear());

type Rule = Parameters<typeof rig.control.faults.add>[0];

const currency = 'INR';
const amount = 49_900;

/** A payment that is authorised and not taken yet. */
const paid = async (shop: Shop) => {
  const { reference } = await opened(shop, request(amount));
  const { razorpay_payment_id: id } = await rig.control.pay({ order_id: reference });
  return { reference, id };
};

/** What each fault is, where nothing heals it. */
const faults: [string, Omit<Rule, 'route'>, new (...given: never[]) => Error][] = [
  ['F1, dropped before the effect', { fault: 'F1' }, UnknownOutcome],
  ['F2, the answer dropped after the effect', { fault: 'F2' }, UnknownOutcome],
  ['F3, a proxy’s page after the effect', { fault: 'F3' }, UnknownOutcome],
  ['F4, an empty 500', { fault: 'F4' }, UnknownOutcome],
  ['F4, an empty 500 after the effect', { fault: 'F4', effect: true }, UnknownOutcome],
  ['F5, too many requests', { fault: 'F5' }, UnknownOutcome],
  ['F5, too many requests for a second', { fault: 'F5', retryAfter: 1 }, UnknownOutcome],
  ['F6, no answer for a minute', { fault: 'F6' }, UnknownOutcome],
  ['F7, an answer that drips', { fault: 'F7', ms: 20 }, UnknownOutcome],
  ['F8, half an answer with 200', { fault: 'F8' }, UnknownOutcome],
  ['F9, another id', { fault: 'F9', field: 'id' }, UnknownOutcome],
  ['F9, another amount', { fault: 'F9', field: 'amount' }, UnknownOutcome],
  ['F9, another currency', { fault: 'F9', field: 'currency' }, UnknownOutcome],
  ['F11, keys that were changed', { fault: 'F11' }, KeysRefused],
  ['F12, a reset in the middle', { fault: 'F12' }, UnknownOutcome],
  [
    'F13, a redirect to another host',
    { fault: 'F13', location: `${elsewhere.url}/v1/payments` },
    UnknownOutcome,
  ],
  ['F15, maintenance', { fault: 'F15' }, UnknownOutcome],
];

/** Faults in which the answer never ends are cut short; the others may take the time of a busy machine. */
const shopFor = ({ fault }: Omit<Rule, 'route'>): Shop =>
  openShop(rig.double, { limit: fault === 'F6' || fault === 'F7' ? 200 : 10_000 });

describe.each(faults)('with %s', (_, rule, kind) => {
  const healthy = openShop(rig.double);

  it('a payment is opened once', async () => {
    const due = request(amount);
    await rig.control.faults.add({ ...rule, route: 'POST /orders' });
    // Of an order that was just made nobody knows the id: only amount, currency and receipt can be compared.
    if (rule.field !== 'id') await expect(shopFor(rule).authorise(due)).rejects.toThrow(kind);
    await rig.control.faults.clear();
    const { reference } = await opened(healthy, due);
    const orders = (await rig.control.truth(reference)).orders ?? [];
    expect(orders).toHaveLength(1);
    expect((await opened(healthy, due)).reference).toBe(reference);
  });

  it('a payment is read, or not known', async () => {
    const { id } = await paid(healthy);
    await rig.control.faults.add({ ...rule, route: 'GET /payments/:id' });
    const read = shopFor(rule).online.payment(id);
    // Reading has nothing to compare an amount with.
    if (rule.field === 'amount' || rule.field === 'currency') await read;
    else await expect(read).rejects.toThrow(kind);
  });

  it('money is taken once', async () => {
    const { id, reference } = await paid(healthy);
    await rig.control.faults.add({ ...rule, route: 'POST /payments/:id/capture' });
    const asked = { id, amount, currency };
    const taking = shopFor(rule).online.capture(asked);
    // A wrong answer leads to a second try, which hears "already captured", which is looked up and is true.
    if (rule.fault === 'F9') expect(await taking).toMatchObject({ id, state: 'captured', amount });
    else await expect(taking).rejects.toThrow(kind);
    await rig.control.faults.clear();
    expect(await healthy.online.capture(asked)).toMatchObject({ id, state: 'captured', amount });
    expect(await healthy.online.paymentsOf(reference)).toHaveLength(1);
  });

  it('money is given back once', async () => {
    const { id } = await paid(healthy);
    await healthy.online.capture({ id, amount, currency });
    await rig.control.faults.add({ ...rule, route: 'POST /payments/:id/refund' });
    const asked = { refundId: randomUUID(), paymentId: id, amount: 100, currency, reason: 'Came back' };
    const giving = shopFor(rule).online.refund(asked);
    // The id of a new refund is the provider's to choose.
    await (rule.field === 'id' ? giving : expect(giving).rejects.toThrow(kind));
    await rig.control.faults.clear();
    const refund = await healthy.online.refund(asked);
    expect(await healthy.online.refundsOf(id)).toEqual([{ ...refund, ours: asked.refundId, amount: 100 }]);
  });

  it('says no secret', async () => {
    const { id } = await paid(healthy);
    await rig.control.faults.add({ ...rule, route: '*' });
    const { online, authorise } = shopFor(rule);
    const problems = await Promise.allSettled([
      authorise(request(amount)),
      online.payment(id),
      online.capture({ id, amount, currency }),
    ]);
    const said = inspect(problems, { depth: 20, showHidden: true }) + JSON.stringify(problems);
    const { keyId, keySecret } = rig.double;
    expect(said).not.toContain(keySecret);
    expect(said).not.toContain(Buffer.from(`${keyId}:${keySecret}`).toString('base64'));
    expect(said).not.toContain(rig.double.webhookSecret);
  });
});

describe('with a fault that passes', () => {
  const once = faults.filter(([, { fault }]) => fault !== 'F11' && fault !== 'F15');
  it.each(once)('%s, all goes well', async (_, rule) => {
    const shop = shopFor(rule);
    // A wrong id of an order that was just made is the one thing nothing can be compared with.
    if (rule.field !== 'id') await rig.control.faults.add({ ...rule, route: 'POST /orders', times: 1 });
    const { reference, id } = await paid(shop);
    await rig.control.faults.add({ ...rule, route: 'POST /payments/:id/capture', times: 1 });
    expect(await shop.online.capture({ id, amount, currency })).toMatchObject({ state: 'captured' });
    expect((await rig.control.truth(reference)).payments).toHaveLength(1);
  });

  it('F10, a refund under way is waited for under its key', async () => {
    const shop = openShop(rig.double);
    const { id } = await paid(shop);
    await shop.online.capture({ id, amount, currency });
    await rig.control.faults.add({ fault: 'F10', ms: 20, times: 1, route: 'POST /payments/:id/refund' });
    const asked = { refundId: randomUUID(), paymentId: id, amount: 100, currency, reason: 'Came back' };
    const outcome = await shop.online.refund(asked).catch((problem: unknown) => problem);
    if (outcome instanceof Error) expect(outcome).toBeInstanceOf(UnknownOutcome);
    const refund = await vi.waitFor(() => shop.online.refund(asked));
    expect(await shop.online.refundsOf(id)).toEqual([refund]);
  });

  it('F14, a clock that is a day wrong changes nothing but the time', async () => {
    const shop = openShop(rig.double);
    for (const skew of [86_400, -86_400]) {
      await rig.control.faults.add({ fault: 'F14', skew, route: '*' });
      const { id } = await paid(shop);
      const captured = await shop.online.capture({ id, amount, currency });
      expect(captured).toMatchObject({ state: 'captured', amount });
      await rig.control.faults.clear();
      expect(captured.at - (await shop.online.payment(id)).at).toBe(skew * 1000);
    }
  });

  it('F15, maintenance is over when it is over', async () => {
    const shop = openShop(rig.double);
    const { id } = await paid(shop);
    await rig.control.faults.add({ fault: 'F15', ms: 600_000, route: '*' });
    await expect(shop.online.payment(id)).rejects.toThrow(UnknownOutcome);
    await rig.control.clock.advance(600_001);
    expect((await shop.online.payment(id)).id).toBe(id);
  });
});

describe('asking again', () => {
  it('happens three times at most, after pauses that grow', async () => {
    const shop = openShop(rig.double);
    const { id } = await paid(shop);
    await rig.control.faults.add({ fault: 'F4', route: 'GET /payments/:id' });
    await expect(shop.online.payment(id)).rejects.toThrow(UnknownOutcome);
    expect(shop.waited).toEqual([250, 500, 1_000]);
  });

  it('waits as long as the provider asks, and not for ever', async () => {
    const shop = openShop(rig.double);
    const { id } = await paid(shop);
    await rig.control.faults.add({ fault: 'F5', retryAfter: 3, times: 1, route: 'GET /payments/:id' });
    expect((await shop.online.payment(id)).id).toBe(id);
    expect(shop.waited).toEqual([3_250]);
    await rig.control.faults.add({ fault: 'F5', retryAfter: 60, times: 1, route: 'GET /payments/:id' });
    await expect(shop.online.payment(id)).rejects.toThrow(UnknownOutcome);
    expect(shop.waited).toEqual([3_250]);
  });

  it('does not happen after a no', async () => {
    const shop = openShop(rig.double);
    const { id } = await paid(shop);
    await expect(shop.online.capture({ id, amount: amount + 1, currency })).rejects.toThrow(ProviderRefusal);
    await expect(shop.online.payment('pay_00000000000000')).rejects.toThrow(ProviderRefusal);
    expect(shop.waited).toEqual([]);
  });

  it('ends with keys that are refused, and goes on with the right ones', async () => {
    const shop = openShop(rig.double);
    const { id } = await paid(shop);
    const old = { ...rig.double };
    const keys = await rig.control.rotateKey();
    await expect(shop.online.payment(id)).rejects.toThrow(KeysRefused);
    expect(shop.waited).toEqual([]);
    expect((await openShop({ ...old, ...keys }).online.payment(id)).id).toBe(id);
  });

  it('never follows a redirect: nobody else sees the keys', () => {
    expect(elsewhere.heard).toEqual([]);
  });
});
