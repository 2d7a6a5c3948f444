import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  listManualRefunds,
  listReconciliation,
  resolveReconciliation,
  settleManualRefund,
} from '#contracts/payments';
import { toMoney } from '#contracts/values';
import { eachDatabase } from '../../../test/database.ts';
import { openPayments, type TestPayments } from '../../../test/payments.ts';
import { newId } from '../../kernel/ids.ts';
import { accountOf, postings } from '../ledger/index.ts';

const ending = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (problem: { code?: string; message: string }) => problem.code ?? problem.message,
  );

describe('money that goes back', () => {
  eachDatabase((_name, test) => {
    let shop: TestPayments;
    beforeAll(async () => {
      shop = await openPayments(test.db);
      await shop.start();
    });
    afterAll(() => shop.stop());

    type Bank = ReturnType<TestPayments['provider']>;
    const captured = async (
      bank: Bank,
      cash: readonly number[] = [54_800],
      transfers?: readonly number[],
    ) => {
      const payment = shop.purchase(bank.id, cash, transfers && { transfers });
      const paid = bank.pay(await shop.open(payment));
      await shop.api.confirm(payment.paymentId, bank.proof(paid));
      await shop.claim(payment.paymentId);
      await shop.drain();
      return { payment, paid };
    };
    const refundOf = async (orderId: string) =>
      (await shop.api.refundsOf(test.db, [orderId])).get(orderId) ?? [];
    const rowsOf = async (bank: Bank) =>
      (await shop.ask(listReconciliation, { query: { limit: 100 } })).items.filter(
        (one) => one.method === bank.id,
      );

    it('goes back the way it came, in parts, and is told', async () => {
      const bank = shop.provider();
      const { payment } = await captured(bank);
      const [orderId] = payment.shares.map((one) => one.orderId) as [string];
      const first = await shop.refund(payment, 10_000);
      await shop.refund(payment, 44_800);
      await shop.drain();
      expect(await refundOf(orderId)).toMatchObject([{ state: 'processed' }, { state: 'processed' }]);
      expect(await shop.held(orderId)).toBe(0);
      expect(await shop.balance(accountOf.refund(first))).toBe(0);
      expect(shop.factsOf(first)).toEqual(['refund.moved processed']);
    });

    it('21. that times out, or is in progress, is asked for again under the same name and is one refund', async () => {
      const bank = shop.provider();
      const { payment } = await captured(bank);
      bank.fail('refund', 'answer-lost', 'lost', 'busy');
      bank.fail('refundsOf', 'lost', 'lost', 'lost');
      const refundId = await shop.refund(payment, 20_000);
      await shop.turn(60_000, 4);
      expect([...bank.truth.refunds.values()]).toMatchObject([{ ours: refundId, amount: 20_000 }]);
      expect(await refundOf(payment.paymentId)).toMatchObject([{ state: 'processed', amount: 20_000 }]);
      expect(await shop.held(payment.paymentId)).toBe(34_800);
    });

    it('is followed until the bank has it', async () => {
      const bank = shop.provider();
      const { payment } = await captured(bank);
      bank.refunds.state = 'pending';
      const refundId = await shop.refund(payment, 20_000);
      await shop.drain();
      expect(await refundOf(payment.paymentId)).toMatchObject([{ state: 'sent' }]);
      expect(await shop.balance(accountOf.refund(refundId))).toBe(20_000);
      bank.endRefund(refundId, 'processed');
      await shop.turn(15_000, 2);
      expect(shop.factsOf(refundId)).toEqual(['refund.moved sent', 'refund.moved processed']);
      expect(await shop.balance(accountOf.refund(refundId))).toBe(0);
    });

    it('22. that fails stays owed, alarms, and is tried anew or paid by hand', async () => {
      const bank = shop.provider();
      for (const action of ['retry', 'settle'] as const) {
        const { payment } = await captured(bank);
        bank.refunds.state = 'failed';
        const refundId = await shop.refund(payment, 20_000);
        await shop.drain();
        expect(await shop.balance(accountOf.refund(refundId))).toBe(20_000);
        const row = (await rowsOf(bank)).find((one) => one.reference === refundId);
        expect(row).toMatchObject({ kind: 'refund-failed', state: 'open' });
        bank.refunds.state = 'processed';
        const params = { id: row?.id ?? '' };
        await shop.ask(resolveReconciliation, { params, body: { action, reason: 'The buyer called' } });
        await shop.drain();
        expect(await shop.balance(accountOf.refund(refundId))).toBe(0);
        expect((await rowsOf(bank)).find((one) => one.reference === refundId)?.state).toBe('settled');
      }
    });

    it('23. is never more than came in, for the payment and for each order', async () => {
      const bank = shop.provider();
      const { payment } = await captured(bank, [30_000, 20_000]);
      expect(await ending(shop.refund(payment, 30_001))).toBe('refund.too-much');
      const refundId = await shop.refund(payment, 30_000);
      expect(await ending(shop.refund(payment, 1))).toBe('refund.too-much');
      await shop.refund(payment, 30_000, { refundId });
      await shop.drain();
      expect(bank.calls.get('refund')).toBe(1);
      const other = shop.purchase(bank.id);
      await shop.open(other);
      expect(await ending(shop.refund(other, 1))).toBe('payment.not-captured');
    });

    it('is booked and shown where somebody made it at the provider’s own pages', async () => {
      const bank = shop.provider();
      const { payment, paid } = await captured(bank, [30_000, 24_800]);
      bank.refundByHand(paid.id, 40_000);
      await shop.turn(15 * 60_000);
      const [one, other] = payment.shares.map((share) => share.orderId) as [string, string];
      expect([await shop.held(one), await shop.held(other)]).toEqual([0, 14_800]);
      expect(await refundOf(other)).toMatchObject([{ foreign: true, amount: 10_000 }]);
      expect(await rowsOf(bank)).toMatchObject([{ kind: 'refund-not-ours', state: 'open', amount: 40_000 }]);
      expect(await ending(shop.refund(payment, 1))).toBe('refund.too-much');
    });

    it('40. of one seller among many takes back that seller’s share only, in proportion', async () => {
      const bank = shop.provider();
      const { payment } = await captured(bank, [30_000, 20_000], [27_001, 18_000]);
      const [mine, theirs] = payment.shares as [(typeof payment.shares)[0], (typeof payment.shares)[0]];
      const held = (share: typeof mine) => shop.balance(accountOf.transfer(share.sellerId, share.orderId));
      expect([await held(mine), await held(theirs)]).toEqual([27_001, 18_000]);
      bank.fail('reverse', 'answer-lost');
      await shop.refund(payment, 10_000);
      await shop.turn(20_000, 2);
      expect([await held(mine), await held(theirs)]).toEqual([27_001 - 9_000, 18_000]);
      await shop.refund(payment, 20_000);
      await shop.drain();
      expect([await held(mine), await held(theirs)]).toEqual([0, 18_000]);
      expect(bank.truth.reversals.size).toBe(2);
      expect((await shop.api.transfersOf(test.db, [mine.orderId])).get(mine.orderId)?.state).toBe('reversed');
    });

    it('39. though the seller has nothing to give back: they owe it, and it is shown', async () => {
      const bank = shop.provider();
      const { payment } = await captured(bank, [50_000], [45_000]);
      const [share] = payment.shares as [(typeof payment.shares)[0]];
      bank.truth.empty.add(share.transfer?.account ?? '');
      await shop.refund(payment, 50_000);
      await shop.drain();
      expect(await shop.balance(accountOf.recoverable(share.sellerId))).toBe(45_000);
      expect(await shop.balance(accountOf.transfer(share.sellerId, share.orderId))).toBe(0);
      expect(shop.factsOf(share.orderId)).toContain('transfer.moved refused');
      expect(await rowsOf(bank)).toMatchObject([{ kind: 'transfer-failed', orderId: share.orderId }]);
      expect(await refundOf(share.orderId)).toMatchObject([{ state: 'processed' }]);
    });

    it('is not the seller’s any more once it is released, and reaches them', async () => {
      const bank = shop.provider();
      const { payment } = await captured(bank, [50_000], [45_000]);
      const [{ orderId, sellerId }] = payment.shares as [(typeof payment.shares)[0]];
      const at = shop.clock.now();
      const about = { orderId, sellerId, buyerId: payment.buyerId, at, fee: 0, recover: 0, coinsEarned: 0 };
      bank.fail('release', 'answer-lost');
      await test.db.transaction(async (tx) => {
        await shop.books.post(tx, postings.released({ ...about, total: 50_000, commission: 5_000, tax: 0 }));
        await shop.api.releaseTransfer(tx, orderId);
      });
      await shop.turn(6 * 60_000, 2);
      for (const transfer of bank.truth.transfers.values()) transfer.settled = true;
      await shop.turn(30 * 60_000);
      expect(shop.factsOf(sellerId)).toEqual([
        'transfer.moved held',
        'transfer.moved released',
        'transfer.moved settled',
      ]);
      expect(await shop.balance(accountOf.payable(sellerId))).toBe(0);
      expect(await shop.balance(accountOf.transfer(sellerId, orderId))).toBe(0);
    });

    it('to UPI or a bank is kept sealed, listed for an operator, and booked when it is paid', async () => {
      const [orderId, buyerId, sellerId, refundId] = [newId(), newId(), newId(), newId()] as const;
      const at = shop.clock.now();
      const amount = toMoney(40_000);
      await test.db.transaction(async (tx) => {
        await shop.api.promise(tx, { orderId, amount, method: 'cod', buyerId, coins: 0 });
        await shop.api.collect(tx, { orderId, courier: 'Dart', awb: newId(), at });
      });
      const to = { kind: 'upi' as const, vpa: 'asha@okbank' };
      const asked = { refundId, orderId, paymentId: null, amount, reason: 'Returned' };
      const owe = (where: typeof to | { kind: 'source' }) =>
        test.db.transaction(async (tx) => {
          await shop.api.refund(tx, { ...asked, to: where });
          const owed = { refundId, orderId, sellerId, buyerId, at, cash: amount, coins: 0, after: null };
          await shop.books.post(tx, postings.refundOwed(owed));
        });
      expect(await ending(owe({ kind: 'source' }))).toBe('refund.no-destination');
      await owe(to);
      await owe(to);
      const kept = await test.db.rows('SELECT * FROM payments_refunds WHERE refund_id = $1', [refundId]);
      expect(JSON.stringify(kept)).not.toContain('asha');
      const { items } = await shop.ask(listManualRefunds);
      expect(items).toMatchObject([
        { id: refundId, amount: 40_000, to: { kind: 'upi', address: 'asha@okbank' } },
      ]);
      expect(await shop.api.alarms(test.db)).toMatchObject({ manualRefunds: 1, off: [] });
      // The key is changed: the destination is sealed anew, and the old key may go.
      const [older, newer] = [7, 8].map((byte) => Buffer.alloc(32, byte).toString('base64url')) as [
        string,
        string,
      ];
      const turned = await openPayments(test.db, { keys: [newer, older] });
      expect(await turned.api.reseal()).toBe(0);
      const alone = await openPayments(test.db, { keys: [newer] });
      expect((await alone.ask(listManualRefunds)).items).toEqual(items);
      expect(await shop.api.reseal()).toBe(1);
      const paid = { params: { id: refundId }, body: { reference: 'UTR77' } };
      await shop.ask(settleManualRefund, paid);
      await shop.ask(settleManualRefund, paid);
      expect(await shop.balance(accountOf.refund(refundId))).toBe(0);
      expect((await shop.ask(listManualRefunds)).items).toEqual([]);
      const deeds = await test.db.rows<{ action: string }>('SELECT action FROM audit_entries');
      expect(deeds.filter((one) => one.action === 'refund.paid-by-hand')).toHaveLength(1);
    });
  });
});
