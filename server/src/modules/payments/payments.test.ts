import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eachDatabase } from '../../../test/database.ts';
import { openPayments, type TestPayments } from '../../../test/payments.ts';
import { accountOf } from '../ledger/index.ts';

/** How it ended: `done`, or the code of the refusal. */
const ending = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (problem: { code?: string; message: string }) => problem.code ?? problem.message,
  );

describe('a payment at a provider', () => {
  eachDatabase((_name, test) => {
    let shop: TestPayments;
    beforeAll(async () => {
      shop = await openPayments(test.db);
      await shop.start();
    });
    afterAll(() => shop.stop());

    it('is captured after the stock is sold to it, and is in the books to the paisa', async () => {
      const bank = shop.provider();
      const payment = shop.purchase(bank.id);
      const { paymentId } = payment;
      const reference = await shop.open(payment);
      expect((await shop.api.action(test.db, [paymentId])).get(paymentId)).toMatchObject({
        kind: 'checkout',
        provider: bank.id,
        script: 'https://pay.example/checkout.js',
      });
      const paid = bank.pay(reference);
      await shop.api.confirm(paymentId, bank.proof(paid));
      expect(await shop.state(paymentId)).toBe('authorised');
      await shop.drain();
      expect(bank.calls.get('capture')).toBeUndefined();
      await shop.claim(paymentId);
      await shop.drain();
      expect(await shop.state(paymentId)).toBe('captured');
      expect(await shop.held(paymentId)).toBe(54_800);
      expect(await shop.balance(accountOf.gatewayFees)).toBe(54_800 - bank.truth.balance());
      expect(shop.factsOf(paymentId)).toEqual(['payment.authorised', 'payment.captured']);
      expect((await shop.api.action(test.db, [paymentId])).get(paymentId)).toBeNull();
    });

    it('of several orders is put to each of them', async () => {
      const bank = shop.provider();
      const payment = shop.purchase(bank.id, [30_001, 20_002, 9_997]);
      bank.pay(await shop.open(payment));
      await shop.turn();
      await shop.claim(payment.paymentId);
      await shop.drain();
      for (const { orderId, cash } of payment.shares) expect(await shop.held(orderId)).toBe(cash);
    });

    it('18. whose opening was answered by nobody is asked for again and is one payment', async () => {
      const bank = shop.provider();
      const payment = shop.purchase(bank.id);
      bank.fail('authorise', 'answer-lost');
      expect(await ending(shop.open(payment))).toBe('The answer was lost');
      const reference = await shop.open(payment);
      expect([...bank.truth.asked.keys()]).toEqual([reference]);
      expect(await shop.state(payment.paymentId)).toBe('pending');
    });

    it('19. a capture that times out is asked about before anything is decided', async () => {
      for (const fault of ['lost', 'answer-lost'] as const) {
        const bank = shop.provider();
        const payment = shop.purchase(bank.id);
        const paid = bank.pay(await shop.open(payment));
        await shop.api.confirm(payment.paymentId, bank.proof(paid));
        bank.fail('capture', fault);
        await shop.claim(payment.paymentId);
        await shop.turn(10_000, 2);
        expect(await shop.state(payment.paymentId)).toBe('captured');
        expect(await shop.held(payment.paymentId)).toBe(54_800);
        expect(bank.calls.get('capture')).toBe(fault === 'lost' ? 2 : 1);
      }
    });

    it('20. that was captured already is a success once the provider shows it', async () => {
      const bank = shop.provider();
      const payment = shop.purchase(bank.id);
      const paid = bank.pay(await shop.open(payment));
      await shop.api.confirm(payment.paymentId, bank.proof(paid));
      bank.captureByHand(paid.id);
      bank.fail('capture', 'refused');
      await shop.claim(payment.paymentId);
      await shop.drain();
      expect(await shop.state(payment.paymentId)).toBe('captured');
      expect(shop.factsOf(payment.paymentId)).not.toContain('payment.lost');
    });

    it('that went back to the buyer before it was taken is lost, and is told once', async () => {
      const bank = shop.provider();
      const payment = shop.purchase(bank.id);
      const paid = bank.pay(await shop.open(payment));
      await shop.api.confirm(payment.paymentId, bank.proof(paid));
      bank.lapse(paid.id);
      await shop.claim(payment.paymentId);
      await shop.turn(6_000, 3);
      expect(await shop.state(payment.paymentId)).toBe('void');
      expect(shop.factsOf(payment.paymentId)).toEqual(['payment.authorised', 'payment.lost']);
      expect(await shop.held(payment.paymentId)).toBe(0);
    });

    it('24. is still being checked while the provider has too many questions, and is found after', async () => {
      const bank = shop.provider();
      const payment = shop.purchase(bank.id);
      const paid = bank.pay(await shop.open(payment));
      bank.fail('payment', 'busy');
      bank.fail('recent', 'busy', 'busy');
      expect(await ending(shop.api.confirm(payment.paymentId, bank.proof(paid)))).toBe('payment.checking');
      await shop.turn();
      expect(await shop.state(payment.paymentId)).toBe('pending');
      const asked = bank.calls.get('recent') ?? 0;
      await shop.turn(1_000, 3);
      expect(bank.calls.get('recent')).toBe(asked);
      await shop.turn(20_000, 3);
      expect(await shop.state(payment.paymentId)).toBe('authorised');
    });

    it('25. is off while the keys are refused, alarms, and comes back by itself', async () => {
      const bank = shop.provider();
      const payment = shop.purchase(bank.id);
      bank.keys.good = false;
      expect(await ending(shop.api.authorise(payment))).toBe('payment.not-now');
      expect(shop.api.usable(bank.id)).toMatchObject({ on: false });
      expect(JSON.stringify(shop.log.lines)).toContain('its keys are refused');
      expect(await shop.gauges.get('leo_payments_off')?.()).toBe(1);
      const asked = bank.calls.get('authorise');
      expect(await ending(shop.api.authorise(payment))).toBe('payment.not-now');
      expect(bank.calls.get('authorise')).toBe(asked);
      bank.keys.good = true;
      await shop.turn();
      expect(shop.api.usable(bank.id)).toEqual({ on: true });
      expect(await shop.gauges.get('leo_payments_off')?.()).toBe(0);
    });

    it('26. that is answered with another amount is shown to an operator, and nothing of it is applied', async () => {
      const bank = shop.provider();
      const payment = shop.purchase(bank.id);
      const paid = bank.pay(await shop.open(payment), { amount: 100 });
      await shop.api.confirm(payment.paymentId, bank.proof(paid));
      expect(await shop.state(payment.paymentId)).toBe('pending');
      bank.captureByHand(paid.id);
      await shop.turn();
      expect(await shop.state(payment.paymentId)).toBe('pending');
      expect(await shop.balance(accountOf.unapplied(paid.id))).toBe(100);
      const stories = await shop.api.story(test.db, [payment.paymentId]);
      expect(stories.map((one) => one.says).join('\n')).toContain('The shop asked for 54800 INR');
    });

    it('in another currency is not believed either', async () => {
      const bank = shop.provider();
      const payment = shop.purchase(bank.id);
      const paid = bank.pay(await shop.open(payment), { currency: 'USD', state: 'captured', fee: 1 });
      await shop.turn();
      expect(await shop.state(payment.paymentId)).toBe('pending');
      expect(await shop.balance(accountOf.unapplied(paid.id))).toBe(0);
    });

    it('27. proven for another order, or another buyer’s, is refused and logged', async () => {
      const bank = shop.provider();
      const [cheap, dear] = [shop.purchase(bank.id, [100]), shop.purchase(bank.id, [900_000])];
      const paid = bank.pay(await shop.open(cheap));
      await shop.open(dear);
      expect(await ending(shop.api.confirm(dear.paymentId, bank.proof(paid)))).toBe('payment.not-genuine');
      expect(await shop.state(dear.paymentId)).toBe('pending');
      expect(JSON.stringify(shop.log.lines)).toContain('a proof of payment is not genuine');
    });

    it.each([
      ['upper case', (text: string) => text.toUpperCase()],
      ['too short', (text: string) => text.slice(0, 10)],
      ['empty', () => ''],
    ])('28. with a signature that is %s is refused', async (_what, spoil) => {
      const bank = shop.provider();
      const payment = shop.purchase(bank.id);
      const proof = bank.proof(bank.pay(await shop.open(payment)));
      const forged = { ...proof, signature: spoil(proof['signature'] ?? '') };
      expect(await ending(shop.api.confirm(payment.paymentId, forged))).toBe('payment.not-genuine');
      expect(await shop.state(payment.paymentId)).toBe('pending');
    });

    it('31. that failed after it was captured stays captured', async () => {
      const bank = shop.provider();
      const payment = shop.purchase(bank.id);
      const paid = bank.pay(await shop.open(payment));
      await shop.api.confirm(payment.paymentId, bank.proof(paid));
      await shop.claim(payment.paymentId);
      await shop.drain();
      bank.change(paid.id, { state: 'failed', failure: 'late news' });
      await shop.turn(20 * 60_000);
      expect(await shop.state(payment.paymentId)).toBe('captured');
      expect(shop.factsOf(payment.paymentId)).not.toContain('payment.lost');
      bank.change(paid.id, { state: 'captured' });
    });

    it('38. for a seller whom the provider cannot pay is refused before the buyer has paid', async () => {
      const bank = shop.provider();
      const payment = shop.purchase(bank.id, [50_000], { transfers: [45_000] });
      for (const { transfer } of payment.shares) bank.truth.unready.add(transfer?.account ?? '');
      expect(await ending(shop.api.authorise(payment))).toBe('payment.not-for-these');
      expect(bank.calls.get('authorise')).toBeUndefined();
    });

    it('brings back a browser inside another app to its order, whatever its form says', async () => {
      const bank = shop.provider();
      const payment = shop.purchase(bank.id);
      const paid = bank.pay(await shop.open(payment));
      const { paymentId } = payment;
      const path = `/orders/${paymentId}`;
      expect(await shop.api.returned(bank.id, paymentId, {})).toBe(`${path}?payment=failed`);
      expect(await shop.api.returned(bank.id, paymentId, bank.proof(paid))).toBe(path);
      expect(await shop.api.returned('another', paymentId, bank.proof(paid))).toBe('/orders');
      expect(await shop.state(paymentId)).toBe('authorised');
    });

    it('is claimed once, refused where there is nothing, and given up before it is captured', async () => {
      const bank = shop.provider();
      const payment = shop.purchase(bank.id);
      const { paymentId } = payment;
      const reference = await shop.open(payment);
      expect(await ending(shop.claim(paymentId))).toBe('payment.not-captured');
      const paid = bank.pay(reference);
      await shop.turn();
      expect(await test.db.transaction((tx) => shop.api.isAuthorised(tx, paymentId))).toBe(true);
      expect(await test.db.transaction((tx) => shop.api.giveUp(tx, { paymentId }))).toBe(true);
      expect(await test.db.transaction((tx) => shop.api.isAuthorised(tx, paymentId))).toBe(false);
      expect(await ending(shop.claim(paymentId))).toBe('payment.not-captured');
      bank.captureByHand(paid.id);
      await shop.turn(6_000, 2);
      expect(bank.truth.payment(paid.id).state).toBe('refunded');
      expect(await shop.balance(accountOf.unapplied(paid.id))).toBe(0);
    });
  });
});
