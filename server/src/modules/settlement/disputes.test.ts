import { afterEach, describe, expect, it } from 'vitest';
import { addEvidence, getDispute, listDisputes, openDispute, rule } from '#contracts/settlement';
import { toMoney } from '#contracts/values';
import { eachDatabase } from '../../../test/database.ts';
import { dyingAt } from '../../../test/faults.ts';
import {
  asBuyer,
  asSeller,
  ending,
  type OpenSettlement,
  openSettlement,
  operator,
} from '../../../test/settlement/open.ts';
import { newId } from '../../kernel/ids.ts';
import { accountOf } from '../ledger/index.ts';
import { openDispute as open } from './open-dispute.ts';
import { points } from './points.ts';
import { completeOrder } from './release.ts';
import { ruleDispute } from './rule.ts';

const said = { reason: 'damaged', text: 'It has a hole' };

describe('a quarrel about an order', () => {
  const opened: OpenSettlement[] = [];
  afterEach(async () => {
    for (const one of opened.splice(0)) await one.stop();
  });

  eachDatabase((_name, test) => {
    const start = async () => {
      const shop = await openSettlement(test.db);
      opened.push(shop);
      await shop.listen();
      const order = await shop.place({ sellerId: newId() });
      await shop.deliver(order.id);
      const [buyer, seller] = [asBuyer(order.buyerId), asSeller(order.sellerId)];
      const complain = (body: object = said, operation = newId()) =>
        shop.ask(openDispute, { who: buyer, params: { id: order.id }, body, operation });
      return { shop, order, buyer, seller, complain };
    };
    const money = async (shop: OpenSettlement, order: { id: string; sellerId: string }) => ({
      held: await shop.balance(accountOf.held(order.id)),
      payable: await shop.balance(accountOf.payable(order.sellerId)),
    });

    it('holds its money until the operator has ruled, with what both say and show', async () => {
      const { shop, order, buyer, seller, complain } = await start();
      const imageId = newId();
      const picture = { id: imageId, alt: '', width: 1, height: 1, widths: [1], placeholder: null };
      expect(await ending(complain({ ...said, imageId }))).toBe('image.unknown');
      shop.images.set(imageId, picture);
      const { dispute } = await complain({ ...said, imageId });
      expect(dispute).toMatchObject({
        state: 'open',
        orderNumber: order.number,
        evidence: [{ by: 'buyer', text: said.text, image: picture }],
      });
      const { id } = dispute;
      await shop.ask(addEvidence, { who: seller, params: { id }, body: { text: 'It had none' } });
      await shop.ask(addEvidence, { params: { id }, body: { text: 'Send the box' } });
      expect(
        await ending(shop.ask(addEvidence, { who: asBuyer(newId()), params: { id }, body: { text: 'x' } })),
      ).toBe('dispute.unknown');
      expect(await shop.complete(order.id)).toBe(false);
      await shop.told();
      expect(await money(shop, order)).toEqual({ held: 100_000, payable: 0 });

      const ruled = await shop.ask(rule, {
        params: { id },
        body: { refund: 40_000, reason: 'A small hole', refundTo: { kind: 'upi', vpa: 'asha@upi' } },
      });
      expect(ruled.dispute).toMatchObject({ state: 'ruled', ruling: { for: 'both', refund: 40_000 } });
      expect(ruled.dispute.evidence.map((one) => one.by)).toEqual(['buyer', 'seller', 'operator']);
      await shop.told();
      expect(await money(shop, order)).toEqual({ held: 0, payable: 60_000 - 6_000 - 1_080 });
      expect((await shop.find(order.id))?.state).toBe('completed');
      const shown = await shop.ask(getDispute, { who: buyer, params: { id: order.id } });
      expect(shown.dispute?.id).toBe(id);
      expect(await ending(shop.ask(addEvidence, { who: buyer, params: { id }, body: { text: 'x' } }))).toBe(
        'dispute.ruled',
      );
      expect(await shop.breaks()).toEqual([]);
    });

    it('is opened by its buyer alone, once, and not after the money is gone', async () => {
      const { shop, order, seller, complain } = await start();
      const other = { params: { id: order.id }, body: said };
      expect(await ending(shop.ask(openDispute, { ...other, who: asBuyer(newId()) }))).toBe('order.unknown');
      expect(await ending(shop.ask(openDispute, { ...other, who: seller }))).toBe('order.unknown');
      expect(await ending(shop.ask(getDispute, { who: asBuyer(newId()), params: { id: order.id } }))).toBe(
        'order.unknown',
      );
      expect((await shop.ask(getDispute, { who: seller, params: { id: order.id } })).dispute).toBeNull();
      const key = newId();
      const [first, again] = [await complain(said, key), await complain(said, key)];
      expect(again).toEqual(first);
      expect(await ending(complain())).toBe('dispute.exists');

      const late = await start();
      await late.shop.complete(late.order.id);
      await late.shop.told();
      expect(await ending(late.complain())).toBe('dispute.too-late');
      const early = await shop.place({ sellerId: newId() });
      const asked = { who: asBuyer(early.buyerId), params: { id: early.id }, body: said };
      expect(await ending(shop.ask(openDispute, asked))).toBe('order.wrong-move');
    });

    it('and its release, at the same moment, leave one of the two', async () => {
      for (let round = 0; round < 8; round += 1) {
        const { shop, order, complain } = await start();
        await shop.complete(order.id);
        const [complained] = await Promise.all([
          ending(complain()),
          shop.told(),
          completeOrder(shop.deps, order.id),
        ]);
        await shop.told();
        const { held } = await money(shop, order);
        expect([complained, held]).toEqual(held > 0 ? ['ok', 100_000] : ['dispute.too-late', 0]);
      }
    });

    it('is ruled on once, within what is held, and open ones come first', async () => {
      const { shop, order, complain } = await start();
      const { dispute } = await complain();
      const ask = (refund: number, reason: string) =>
        shop.ask(rule, { params: { id: dispute.id }, body: { refund, reason } });
      expect(await ending(ask(100_001, 'too much'))).toBe('refund.too-much');
      expect(
        await ending(shop.ask(rule, { params: { id: newId() }, body: { refund: 0, reason: 'x' } })),
      ).toBe('dispute.unknown');
      const both = await Promise.all([ending(ask(100_000, 'all')), ending(ask(0, 'nothing'))]);
      expect(both.sort()).toEqual(['dispute.ruled', 'ok']);
      await shop.told();
      const { held, payable } = await money(shop, order);
      expect(held).toBe(0);
      expect([0, 88_200]).toContain(payable);
      const ruled = (await shop.ask(listDisputes, { query: { limit: '100' } })).items.find(
        (one) => one.id === dispute.id,
      )!;
      expect(await ending(ask(ruled.ruling!.refund, ruled.ruling!.reason))).toBe('ok');
      const second = await start();
      await second.complain();
      const page = await shop.ask(listDisputes, { query: { limit: '1' } });
      expect(page.items[0]?.state).toBe('open');
      const own = await shop.ask(listDisputes, { who: asSeller(order.sellerId), query: { state: 'ruled' } });
      expect(own.items.map((one) => one.id)).toEqual([dispute.id]);
      expect(await shop.ask(listDisputes, { who: asSeller(newId()) })).toEqual({ items: [], next: null });
    });

    it('of an order in cash needs a place for the money to go', async () => {
      const { shop } = await start();
      const cash = await shop.place({ sellerId: newId(), cash: { courier: 'swift', awb: newId() } });
      await shop.deliver(cash.id);
      const who = asBuyer(cash.buyerId);
      const { dispute } = await shop.ask(openDispute, { who, params: { id: cash.id }, body: said });
      const asked = { params: { id: dispute.id }, body: { refund: 50_000, reason: 'Half' } };
      expect(await ending(shop.ask(rule, asked))).toBe('refund.no-destination');
      const refundTo = { kind: 'upi', vpa: 'asha@upi' };
      await shop.ask(rule, { ...asked, body: { ...asked.body, refundTo } });
      await shop.told();
      // The seller waits for the courier's cash all the same.
      expect(await money(shop, cash)).toEqual({ held: 50_000, payable: 0 });
      await shop.remit(cash.id);
      await shop.told();
      expect(await money(shop, cash)).toEqual({ held: 0, payable: 44_100 });
    });

    it.each(points.filter((point) => /\/(release|dispute|rule)\//.test(point)))(
      'or its release is whole or not at all where the server dies at %s',
      async (point) => {
        const { shop, order, buyer, complain } = await start();
        const { db, probe } = dyingAt(test.db, point);
        const dead = { ...shop.deps, db, probe };
        if (point.includes('/release/')) {
          await shop.complete(order.id);
          await ending(completeOrder(dead, order.id));
        } else {
          const operation = newId();
          const asked = { orderId: order.id, operation, reason: 'damaged' as const, text: 'A hole' };
          if (point.includes('/dispute/')) await ending(open(dead, buyer, asked));
          const { dispute } = await complain(said, operation);
          const to = { kind: 'source' as const };
          const ruling = { disputeId: dispute.id, refund: toMoney(10_000), reason: 'A little', to };
          if (point.includes('/rule/')) await ending(ruleDispute(dead, operator, ruling));
          await ruleDispute(shop.deps, operator, ruling);
        }
        await shop.told();
        const { payable } = await money(shop, order);
        expect(payable).toBe(point.includes('/release/') ? 88_200 : 90_000 - 9_000 - 1_620);
        expect(await shop.breaks()).toEqual([]);
      },
    );
  });
});
