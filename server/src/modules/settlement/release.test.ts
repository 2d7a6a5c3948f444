import { afterEach, describe, expect, it } from 'vitest';
import { openDispute, rule } from '#contracts/settlement';
import { eachDatabase } from '../../../test/database.ts';
import {
  asBuyer,
  type OpenSettlement,
  openSettlement,
  type SettlementOptions,
} from '../../../test/settlement/open.ts';
import { newId } from '../../kernel/ids.ts';
import { accountOf } from '../ledger/index.ts';

describe('the money of a satisfied buyer’s order', () => {
  const opened: OpenSettlement[] = [];
  afterEach(async () => {
    for (const one of opened.splice(0)) await one.stop();
  });

  eachDatabase((_name, test) => {
    const open = async (options: SettlementOptions = {}) => {
      const shop = await openSettlement(test.db, options);
      opened.push(shop);
      await shop.listen();
      return shop;
    };
    const payable = (shop: OpenSettlement, sellerId: string) => shop.balance(accountOf.payable(sellerId));

    it('goes to the seller less commission and its tax, and the buyer’s coins are theirs', async () => {
      const shop = await open();
      const order = await shop.place({ sellerId: newId(), goods: 100_000, delivery: 4_900 });
      await shop.deliver(order.id);
      await shop.told();
      expect(await payable(shop, order.sellerId)).toBe(0);
      await shop.complete(order.id);
      await shop.told();
      // 10 % of the goods is ₹100, 18 % tax on that ₹18; the delivery is the seller's.
      expect(await payable(shop, order.sellerId)).toBe(104_900 - 10_000 - 1_800);
      expect(await shop.coins.available(test.db, order.buyerId)).toBe(1_049);
      expect(await shop.breaks()).toEqual([]);
    });

    it('has its commission by the seller before the category before the shop', async () => {
      const shop = await open({
        commission: { byCategory: { Sarees: 500 }, bySeller: { 'Own@Shop.example': 0 } },
      });
      const [plain, category, own] = [newId(), newId(), newId()];
      shop.emails.set(own, 'own@shop.example');
      for (const [sellerId, of] of [
        [plain, 'constructor'],
        [category, 'sarees'],
        [own, 'Sarees'],
      ] as const) {
        const order = await shop.place({ sellerId, category: of });
        await shop.deliver(order.id);
        await shop.complete(order.id);
      }
      await shop.told();
      expect(await Promise.all([plain, category, own].map((id) => payable(shop, id)))).toEqual([
        88_200, 94_100, 100_000,
      ]);
    });

    it('of cash waits for the courier, whichever of the two is told first', async () => {
      const shop = await open();
      const cash = (awb: string) => ({ courier: 'swift', awb });
      const early = await shop.place({ sellerId: newId(), fee: 2_000, cash: cash(newId()) });
      await shop.deliver(early.id);
      await shop.complete(early.id);
      await shop.told();
      expect(await payable(shop, early.sellerId)).toBe(0);
      await shop.remit(early.id);
      await shop.told();
      // The fee for cash stays with the shop.
      expect(await payable(shop, early.sellerId)).toBe(88_200);

      const late = await shop.place({ sellerId: newId(), cash: cash(newId()) });
      await shop.deliver(late.id);
      await shop.remit(late.id);
      await shop.told();
      expect(await payable(shop, late.sellerId)).toBe(0);
      await shop.complete(late.id);
      await shop.told();
      expect(await payable(shop, late.sellerId)).toBe(88_200);
      expect(await shop.breaks()).toEqual([]);
    });

    it('is released once, however often and from wherever it is asked for at once', async () => {
      const shop = await open();
      const order = await shop.place({ sellerId: newId() });
      await shop.deliver(order.id);
      await shop.complete(order.id);
      await shop.told();
      const again = await Promise.all(Array.from({ length: 8 }, () => shop.api.release(order.id)));
      expect(again).toEqual(Array(8).fill(false));
      for (const reaction of shop.reactions)
        if (reaction.on === 'order.completed') {
          const { id: orderId, buyerId, sellerId } = order;
          const payload = { orderId, buyerId, sellerId, by: 'time' as const, at: 1 };
          await reaction.run({ id: newId(), name: 'order.completed', at: 1, payload } as never);
        }
      expect(await payable(shop, order.sellerId)).toBe(88_200);
      expect(await shop.breaks()).toEqual([]);
    });

    it('pays first what the seller owes since a refund after their payout', async () => {
      const shop = await open();
      const sellerId = newId();
      const first = await shop.place({ sellerId });
      await shop.deliver(first.id);
      await shop.complete(first.id);
      await shop.told();
      // The seller is owed 88,200; a refund of an order that was paid out takes it below nothing.
      await test.db.transaction((tx) =>
        shop.books.post(tx, {
          kind: 'paid-out',
          source: 'payout',
          sourceId: newId(),
          memo: 'by hand',
          at: 1,
          lines: [
            { account: accountOf.payable(sellerId), unit: 'INR', debit: 88_200, credit: 0 },
            { account: accountOf.bank, unit: 'INR', debit: 0, credit: 88_200 },
          ],
        }),
      );
      await shop.refund(first.id, 50_000);
      expect(await shop.balance(accountOf.recoverable(sellerId))).toBe(44_100);
      const second = await shop.place({ sellerId });
      await shop.deliver(second.id);
      await shop.complete(second.id);
      await shop.told();
      expect(await shop.balance(accountOf.recoverable(sellerId))).toBe(0);
      expect(await payable(shop, sellerId)).toBe(88_200 - 44_100);
    });

    it('of what was sent instead waits for the cash of what came back', async () => {
      const shop = await open();
      const first = await shop.place({ sellerId: newId(), cash: { courier: 'swift', awb: newId() } });
      await shop.deliver(first.id);
      const { sellerId } = first;
      const second = await shop.place({ sellerId, exchangeOf: first.id });
      await test.db.transaction((tx) =>
        shop.books.post(tx, {
          kind: 'exchanged',
          source: 'return',
          sourceId: newId(),
          memo: 'exchanged',
          at: 1,
          orderId: first.id,
          lines: [
            { account: accountOf.held(first.id), unit: 'INR', debit: 100_000, credit: 0 },
            { account: accountOf.held(second.id), unit: 'INR', debit: 0, credit: 100_000 },
          ],
        }),
      );
      await shop.deliver(second.id);
      await shop.complete(second.id);
      await shop.told();
      expect(await payable(shop, sellerId)).toBe(0);
      await shop.remit(first.id);
      shop.clock.pass(120_000);
      await shop.api.sweep();
      expect(await payable(shop, sellerId)).toBe(88_200);
      expect(await shop.breaks()).toEqual([]);
    });

    it('is swept up where every fact was lost', async () => {
      const shop = await openSettlement(test.db);
      opened.push(shop);
      await shop.listen([]);
      const order = await shop.place({ sellerId: newId() });
      await shop.deliver(order.id);
      await shop.complete(order.id);
      await shop.told();
      const all = shop.jobs.find((one) => one.name === 'settlement.sweep-all');
      await all?.run({} as never, { id: newId(), attempt: 1, signal: new AbortController().signal });
      expect(await payable(shop, order.sellerId)).toBe(88_200);
    });

    it('comes to the same whatever the order of completion, cash, part refund and dispute', async () => {
      const steps = ['complete', 'remit', 'refund', 'dispute'] as const;
      const orderings = steps.flatMap((a) =>
        steps
          .filter((one) => one !== a)
          .flatMap((b) =>
            steps
              .filter((one) => one !== a && one !== b)
              .map((c) => [a, b, c, steps.find((one) => ![a, b, c].includes(one))!] as const),
          ),
      );
      expect(orderings).toHaveLength(24);
      const shop = await open();
      for (const ordering of orderings) {
        const order = await shop.place({ sellerId: newId(), cash: { courier: 'swift', awb: newId() } });
        await shop.deliver(order.id);
        const seen = new Set<string>();
        for (const step of ordering) {
          if (step === 'complete') await shop.complete(order.id);
          if (step === 'remit') await shop.remit(order.id);
          if (step === 'refund') await shop.refund(order.id, 20_000);
          if (step === 'dispute') await disputeAndRule(shop, order);
          seen.add(step);
          await shop.told();
          // A ruling completes, too.
          const due = seen.has('remit') && (seen.has('complete') || seen.has('dispute'));
          const released = (await payable(shop, order.sellerId)) > 0;
          expect({ ordering, step, released }).toEqual({ ordering, step, released: due });
        }
        expect(await payable(shop, order.sellerId)).toBe(80_000 - 8_000 - 1_440);
      }
      expect(await shop.breaks()).toEqual([]);
    });

    const disputeAndRule = async (shop: OpenSettlement, order: { id: string; buyerId: string }) => {
      const opened = await shop
        .ask(openDispute, {
          who: asBuyer(order.buyerId),
          params: { id: order.id },
          body: { reason: 'damaged', text: 'A hole' },
        })
        .catch((problem: { code: string }) => problem.code);
      if (typeof opened === 'string') return expect(opened).toBe('dispute.too-late');
      await shop.ask(rule, { params: { id: opened.dispute.id }, body: { refund: 0, reason: 'No hole' } });
    };
  });
});
