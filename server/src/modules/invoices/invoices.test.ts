import { describe, expect, it } from 'vitest';
import * as contract from '#contracts/invoices';
import { eachDatabase } from '../../../test/database.ts';
import { openInvoices } from '../../../test/invoices.ts';
import { refusalOf } from '../../../test/returns.ts';
import { newId } from '../../kernel/ids.ts';

const looms = {
  legalName: 'Aanya Looms LLP',
  gstin: '27AAPFU0939F1ZV',
  address: '14 Tulsi Baug, Pune',
  state: 'Maharashtra',
};
type Shop = ReturnType<typeof openInvoices>;
let prefixes = 0;
/** A seller with a GSTIN, and a prefix nobody else has. */
const registered = async (shop: Shop) => {
  const who = shop.seller();
  prefixes += 1;
  const prefix = `Z${prefixes.toString(36).toUpperCase().padStart(3, '0')}`;
  await shop.ask(contract.saveTaxProfile, { who, body: { ...looms, prefix } });
  return { who, sellerId: who.accountId, prefix };
};
const sum = (
  notes: readonly contract.Invoice[],
  of: 'total' | 'taxable' | 'cgst' | 'sgst' | 'igst',
): number => notes.reduce((all, note) => all + note[of], 0);

describe('invoices', () => {
  eachDatabase((_name, test) => {
    it('are issued once, when an order is packed, with the tax that is in its prices', async () => {
      const shop = openInvoices(test.db, { hsn: '6204' });
      const { sellerId, prefix } = await registered(shop);
      const order = shop.order({ sellerId, lines: [[105_000, 1]], delivery: 4_900 });
      await Promise.all(Array.from({ length: 20 }, () => shop.tell('order.moved', order.id)));
      await shop.tell('order.moved', order.id);
      const papers = await shop.papers(order);
      expect(papers).toHaveLength(1);
      expect(papers[0]).toMatchObject({
        kind: 'invoice',
        number: `${prefix}/2026-27/000001`,
        financialYear: '2026-27',
        seller: { name: 'Aanya Looms LLP', gstin: looms.gstin },
        placeOfSupply: 'Maharashtra (27)',
        taxable: 104_666,
        cgst: 2_617,
        sgst: 2_617,
        igst: 0,
        total: 109_900,
      });
      expect(papers[0]!.lines).toMatchObject([
        { title: 'Kurta 0, M', hsn: '6204', quantity: 1, rate: 500, amount: 105_000 },
        { title: 'Delivery', amount: 4_900 },
      ]);
    });

    it('are not issued before that', async () => {
      const shop = openInvoices(test.db);
      const order = shop.order({ state: 'confirmed' });
      shop.orders.set(order.id, { ...order, history: [{ state: 'confirmed', at: 0 }] });
      await shop.tell('order.moved', order.id);
      expect(await shop.papers(order)).toEqual([]);
    });

    it('ask one tax across states, two halves within one, and none of whom the law does not let ask', async () => {
      const shop = openInvoices(test.db);
      const { sellerId } = await registered(shop);
      const far = shop.order({ sellerId, lines: [[105_000, 1]], to: 'karnataka ' });
      await shop.tell('order.moved', far.id);
      expect((await shop.papers(far))[0]).toMatchObject({
        placeOfSupply: 'Karnataka (29)',
        cgst: 0,
        sgst: 0,
        igst: 5_000,
        taxable: 100_000,
      });
      const unregistered = shop.order({ lines: [[105_000, 1]] });
      await shop.tell('order.moved', unregistered.id);
      expect((await shop.papers(unregistered))[0]).toMatchObject({
        seller: { name: 'Bazaar Pune', gstin: null },
        taxable: 105_000,
        cgst: 0,
        igst: 0,
      });
    });

    it('take rate and HSN of the category, however it is written', async () => {
      const byCategory = { Silk: { basisPoints: 1_200, hsn: '5007' } };
      const shop = openInvoices(test.db, { byCategory });
      const { sellerId } = await registered(shop);
      const order = shop.order({
        sellerId,
        lines: [
          [112_000, 1, 'silk'],
          [10_500, 1],
        ],
        delivery: 1_120,
      });
      await shop.tell('order.moved', order.id);
      const [paper] = await shop.papers(order);
      // Delivery goes with what is most of the value.
      expect(paper!.lines.map((line) => [line.rate, line.hsn])).toEqual([
        [1_200, '5007'],
        [500, null],
        [1_200, '5007'],
      ]);
    });

    it('of three things for 33 paise sum to the paisa (5)', async () => {
      const shop = openInvoices(test.db);
      const { sellerId } = await registered(shop);
      const order = shop.order({
        sellerId,
        lines: [
          [33, 1],
          [33, 1],
          [33, 1],
        ],
      });
      await shop.tell('order.moved', order.id);
      const [paper] = await shop.papers(order);
      expect(paper!.lines.reduce((all, line) => all + line.amount, 0)).toBe(99);
      for (const line of paper!.lines)
        expect(line.taxable + line.cgst + line.sgst + line.igst).toBe(line.amount);
      expect(paper).toMatchObject({ total: 99, cgst: 2, sgst: 2, taxable: 95 });
    });

    it('are numbered without a gap or a double by fifty at once, one of which fails in between', async () => {
      const shop = openInvoices(test.db);
      const { sellerId, prefix } = await registered(shop);
      const orders = Array.from({ length: 50 }, () => shop.order({ sellerId }));
      const failing = orders[7]!;
      // What cannot be written down fails after the number was taken.
      shop.orders.set(failing.id, { ...failing, number: 1n as never });
      const ends = await Promise.all(orders.map(({ id }) => refusalOf(shop.tell('order.moved', id))));
      expect(ends.filter((end) => end === 'done')).toHaveLength(49);
      shop.orders.set(failing.id, failing);
      await shop.tell('order.moved', failing.id);
      const rows = await test.db.rows<{ number: string; serial: number }>(
        `SELECT number, serial FROM invoices_invoices WHERE seller_id = $1 ORDER BY serial`,
        [sellerId],
      );
      expect(rows.map((row) => row.serial)).toEqual(Array.from({ length: 50 }, (_, at) => at + 1));
      expect(rows.at(-1)!.number).toBe(`${prefix}/2026-27/000050`);
    });

    it('begin anew with India’s financial year, at midnight there', async () => {
      const shop = openInvoices(test.db);
      const { sellerId, prefix } = await registered(shop);
      const numbered = async () => {
        const order = shop.order({ sellerId });
        await shop.tell('order.moved', order.id);
        return (await shop.papers(order))[0]!.number;
      };
      const midnight = Date.UTC(2027, 2, 31, 18, 30);
      shop.clock.pass(midnight - 1 - shop.clock.now());
      expect(await numbered()).toBe(`${prefix}/2026-27/000001`);
      shop.clock.pass(1);
      expect(await numbered()).toBe(`${prefix}/2027-28/000001`);
      expect(await numbered()).toBe(`${prefix}/2027-28/000002`);
    });

    it('are taken back by credit notes that end up with their very taxes', async () => {
      const shop = openInvoices(test.db);
      const { sellerId, prefix } = await registered(shop);
      const order = shop.order({
        sellerId,
        lines: [
          [33_333, 3],
          [9_999, 1],
        ],
        delivery: 4_900,
      });
      await shop.tell('order.moved', order.id);
      shop.giveBack(order, 1_001);
      shop.giveBack(order, 33_333, [{ variantId: order.lines[0]!.variantId, quantity: 1 }]);
      await shop.tell('order.refunded', order.id);
      await shop.tell('order.refunded', order.id);
      const [invoice, stain, goods] = await shop.papers(order);
      expect(stain).toMatchObject({
        kind: 'credit-note',
        number: `${prefix}-CN/2026-27/000001`,
        of: invoice!.number,
        total: 1_001,
      });
      expect(goods).toMatchObject({ total: 33_333, lines: [{ title: 'Kurta 0, M', quantity: 1 }] });
      shop.giveBack(order, invoice!.total - 34_334, null);
      await shop.tell('order.refunded', order.id);
      const notes = (await shop.papers(order)).slice(1);
      expect(notes).toHaveLength(3);
      for (const figure of ['total', 'taxable', 'cgst', 'sgst', 'igst'] as const)
        expect(sum(notes, figure)).toBe(invoice![figure]);
    });

    it('of orders that came back or were cancelled once packed are credited whole, whichever is heard first', async () => {
      const shop = openInvoices(test.db);
      const { sellerId } = await registered(shop);
      const lost = shop.order({ sellerId, state: 'rto', delivery: 4_900 });
      await shop.tell('order.moved', lost.id);
      await shop.tell('order.moved', lost.id);
      const [invoice, note, ...more] = await shop.papers(lost);
      expect(note).toMatchObject({ kind: 'credit-note', of: invoice!.number, total: invoice!.total });
      expect(more).toEqual([]);
      const cancelled = shop.order({ sellerId });
      await shop.tell('order.moved', cancelled.id);
      shop.giveBack(cancelled, 49_900);
      shop.move(cancelled, 'cancelled');
      await shop.tell('order.refunded', cancelled.id);
      await shop.tell('order.cancelled', cancelled.id);
      expect((await shop.papers(cancelled)).map((paper) => paper.kind)).toEqual(['invoice', 'credit-note']);
    });

    it('of sellers who never said what they are called begin with letters of their name, each with their own', async () => {
      const shop = openInvoices(test.db);
      const prefixOf = async (name: string) => {
        const order = shop.order();
        shop.names.set(order.sellerId, name);
        await shop.tell('order.moved', order.id);
        return (await shop.papers(order))[0]!.number.split('/')[0]!;
      };
      const made = [];
      for (let seller = 0; seller < 12; seller++) made.push(await prefixOf('Quilt Xanadu'));
      expect(made[0]).toBe('QX');
      expect(new Set(made).size).toBe(12);
      expect(await prefixOf('मीरा')).toMatch(/^[A-Z0-9]{1,4}$/);
    });

    it('say what their seller said, with a prefix nobody else has and the state the GSTIN is of', async () => {
      const shop = openInvoices(test.db);
      const [one, two] = [shop.seller(), shop.seller()];
      const save = (who: typeof one, more = {}) =>
        refusalOf(shop.ask(contract.saveTaxProfile, { who, body: { ...looms, prefix: 'OWN', ...more } }));
      expect(await shop.ask(contract.getTaxProfile, { who: one })).toEqual({ profile: null });
      expect(await save(one)).toBe('done');
      expect(await save(two)).toBe('tax.prefix-taken');
      expect(await save(two, { prefix: 'OWN2', state: 'Kerala' })).toBe('request.invalid');
      // A prefix that was left stays its seller's: its numbers are on paper.
      expect(await save(one, { prefix: 'OWN3' })).toBe('done');
      expect(await save(two)).toBe('tax.prefix-taken');
      expect(await shop.ask(contract.getTaxProfile, { who: one })).toEqual({
        profile: { ...looms, prefix: 'OWN3' },
      });
    });

    it('are shown and printed for the buyer, the seller and operators, and for nobody else', async () => {
      const shop = openInvoices(test.db);
      const { sellerId, who } = await registered(shop);
      const order = shop.order({ sellerId });
      await shop.tell('order.moved', order.id);
      const [paper] = await shop.papers(order);
      const { name, body } = await shop.api.pdf(paper!.id, who);
      expect(name).toMatch(/^Z\w{3}-2026-27-000001\.pdf$/);
      expect(body.subarray(0, 5).toString()).toBe('%PDF-');
      const operator = { ...who, accountId: newId(), role: 'operator' as const };
      await shop.api.pdf(paper!.id, operator);
      const stranger = { ...who, accountId: newId() };
      expect(await refusalOf(shop.api.pdf(paper!.id, stranger))).toBe('invoice.unknown');
      const asked = { who: stranger, params: { id: order.id } };
      expect(await refusalOf(shop.ask(contract.listInvoices, asked))).toBe('order.unknown');
    });
  });
});
