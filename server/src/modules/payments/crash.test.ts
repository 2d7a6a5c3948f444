import { afterAll, describe, expect, it } from 'vitest';
import { paymentWebhook } from '#contracts/payments';
import { fakeClock } from '../../../test/clock.ts';
import { eachDatabase } from '../../../test/database.ts';
import { fakeOnline } from '../../../test/fakes/provider.ts';
import { dyingAt } from '../../../test/faults.ts';
import { openPayments, type TestPayments } from '../../../test/payments.ts';
import { newId } from '../../kernel/ids.ts';
import { accountOf } from '../ledger/index.ts';
import { points } from './index.ts';

type Bank = ReturnType<typeof fakeOnline>;
type Purchase = ReturnType<TestPayments['purchase']>;

/** A whole life of a payment; every step may be taken twice, as by whoever resumes it. */
const live = async (
  shop: TestPayments,
  bank: Bank,
  { payment, refundId }: { payment: Purchase; refundId: string },
) => {
  const { paymentId } = payment;
  const reference = await shop.open(payment);
  const [before] = [...bank.truth.payments.values()];
  const paid = before ?? bank.pay(reference);
  await shop.send(
    paymentWebhook,
    bank.id,
    bank.message({ about: 'payment', payment: paid }, { key: paymentId }),
  );
  await shop.drain();
  await shop.api.confirm(paymentId, bank.proof(paid));
  await shop.claim(paymentId);
  await shop.drain();
  await shop.refund(payment, 10_000, { refundId });
  await shop.drain();
  bank.dispute(paid.id, 'open', 500);
  const day = new Date(shop.clock.now()).toISOString().slice(0, 10);
  if (bank.truth.lines.length === 0) bank.settle(day, [{ id: 'adj', credit: 100 }]);
  await releaseShare(shop, payment);
  await shop.turn(2 * 3_600_000);
};
const releaseShare = (shop: TestPayments, { shares }: Purchase) =>
  shop.db.transaction((tx) => shop.api.releaseTransfer(tx, shares[0]?.orderId ?? ''));

describe('a server that dies while it handles money', () => {
  eachDatabase((name, test) => {
    const clock = fakeClock();
    const open: TestPayments[] = [];
    afterAll(async () => {
      for (const shop of open) await shop.stop();
    });
    const start = async (bank: Bank, from?: ReturnType<typeof dyingAt>): Promise<TestPayments> => {
      const shop = await openPayments(from?.db ?? test.db, { clock, ...(from && { probe: from.probe }) });
      shop.api.register(bank.provider);
      await shop.start();
      open.push(shop);
      return shop;
    };
    const stop = async (shop: TestPayments) => {
      open.splice(open.indexOf(shop), 1);
      await shop.stop().catch(() => undefined);
    };

    // Every point on SQLite; on Postgres, where the same takes longer, every third.
    const here = points.filter((_, at) => name === 'sqlite' || at % 3 === 0);
    it.each(here)('ends as if it had not died: %s', async (point) => {
      const bank = fakeOnline(`crash-${newId().slice(-8)}`, clock);
      const dying = await start(bank, dyingAt(test.db, point));
      const payment = dying.purchase(bank.id, [54_800], { transfers: [50_000] });
      const refundId = newId();
      const gateway = await dying.balance(accountOf.gateway);
      await live(dying, bank, { payment, refundId }).catch(() => undefined);
      await stop(dying);
      clock.pass(10_000);
      const shop = await start(bank);
      await live(shop, bank, { payment, refundId });
      await shop.turn(130_000, 4);
      expect(await shop.state(payment.paymentId)).toBe('captured');
      expect([...bank.truth.payments.values()]).toMatchObject([{ state: 'captured', refunded: 10_000 }]);
      expect([...bank.truth.refunds.values()]).toMatchObject([{ ours: refundId, amount: 10_000 }]);
      expect(await shop.held(payment.paymentId)).toBe(44_800);
      expect(await shop.balance(accountOf.refund(refundId))).toBe(0);
      expect([...bank.truth.transfers.values()]).toMatchObject([{ onHold: false, reversed: 9_124 }]);
      expect((await shop.balance(accountOf.gateway)) - gateway).toBe(bank.truth.balance());
      await stop(shop);
    });
  });
});
