import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { getRemittance, importRemittance, listRemittances, writeOffCash } from '#contracts/settlement';
import { eachDatabase } from '../../../test/database.ts';
import { dyingAt } from '../../../test/faults.ts';
import {
  ending,
  type OpenSettlement,
  openSettlement,
  operator,
  type SettlementOptions,
} from '../../../test/settlement/open.ts';
import { newId } from '../../kernel/ids.ts';
import { accountOf } from '../ledger/index.ts';
import { importRemittance as importSheet } from './remittance/receive.ts';

const courier = 'swift';
const heading = 'AWB Number,COD Amount (Rs.),Freight,UTR';

describe('a courier’s sheet of cash', () => {
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
    /** Delivered for ₹1,299 in cash. */
    const delivered = async (shop: OpenSettlement, of = courier) => {
      const order = await shop.place({
        sellerId: newId(),
        goods: 129_900,
        cash: { courier: of, awb: newId().slice(-12).toUpperCase() },
      });
      await shop.deliver(order.id);
      const cash = (await shop.payments.cashOf(test.db, [order.id])).get(order.id)!;
      return { ...order, awb: cash.awb! };
    };
    const send = (shop: OpenSettlement, file: string | Buffer, query: Record<string, string> = {}) =>
      shop.ask(importRemittance, { query: { courier, ...query }, file }).then((reply) => reply.remittance);
    const states = (rows: readonly { state: string }[]) => rows.map((row) => row.state);

    it('books what matches to the paisa, with what the courier kept, and pays the satisfied sellers', async () => {
      const shop = await open();
      const order = await delivered(shop);
      await shop.complete(order.id);
      const before = await shop.balance(accountOf.bank);
      const done = await send(shop, `${heading}\n${order.awb},"₹ 1,299.00",45.5,UTR77\n`);
      expect(done).toMatchObject({
        utr: 'UTR77',
        collected: 129_900,
        deductions: 4_550,
        banked: 125_350,
        counts: { matched: 1, unknown: 0 },
        rows: [{ line: 2, state: 'matched', orderNumber: order.number }],
      });
      await shop.told();
      expect((await shop.balance(accountOf.bank)) - before).toBe(125_350);
      expect(await shop.balance(accountOf.payable(order.sellerId))).toBeGreaterThan(0);
      expect(await shop.breaks()).toEqual([]);
    });

    it.each([
      ['"1,299.00"', 'matched'],
      ['₹1299', 'matched'],
      ['Rs. 1299.00', 'matched'],
      ['१२९९', 'matched'],
      ['"१,२९९.००"', 'matched'],
      ['1299/-', 'matched'],
      ['1298.99', 'short'],
      ['1300', 'extra'],
      ['-1299', 'unreadable'],
      ['(1299)', 'unreadable'],
      ['1e3', 'unreadable'],
      ['12.345', 'unreadable'],
      ['1299.005', 'unreadable'],
      ['USD 1299', 'unreadable'],
      ['', 'unreadable'],
      ['0', 'unreadable'],
      ['NaN', 'unreadable'],
      ['=1299', 'unreadable'],
    ])('reads an amount of %s as %s', async (cell, state) => {
      const shop = await open();
      const order = await delivered(shop);
      const { rows, collected } = await send(shop, `AWB,Amount\n${order.awb},${cell}\n`);
      expect(states(rows)).toEqual([state]);
      expect(collected).toBe(state === 'matched' ? 129_900 : 0);
      const left = await shop.balance(accountOf.collected(courier, order.awb));
      expect(left).toBe(state === 'matched' ? 0 : 129_900);
    });

    it('flags every other parcel by its line, guesses nothing, and says what is missing', async () => {
      const shop = await open();
      const [good, twice, early, missing] = [
        await delivered(shop),
        await delivered(shop),
        await shop.place({
          sellerId: newId(),
          goods: 129_900,
          cash: { courier, awb: `E${newId().slice(-9)}` },
        }),
        await delivered(shop),
      ];
      const other = await delivered(shop, 'dart');
      const earlyAwb = (await shop.payments.cashOf(test.db, [early.id])).get(early.id)!.awb!;
      await shop.ship(early.id);
      await shop.told();
      await send(shop, `AWB,Amount\n${twice.awb},1299\n`);
      shop.clock.pass(10 * 86_400_000);
      const {
        rows,
        counts,
        missing: late,
      } = await send(
        shop,
        [
          'AWB,Amount',
          `${good.awb},1299`,
          `${good.awb},1299`,
          `${twice.awb},1299`,
          `${earlyAwb},1299`,
          `${other.awb},1299`,
          'NOSUCH1,1299',
          '1.23457E+12,1299',
          ',1299',
          '"broken,1299',
          'Total,10392',
          '',
        ].join('\n'),
      );
      expect(rows.map(({ line, state }) => `${line} ${state}`)).toEqual([
        '2 matched',
        '3 duplicate',
        '4 duplicate',
        '5 not-delivered',
        '6 unknown',
        '7 unknown',
        '8 unreadable',
        '9 unreadable',
        '10 unreadable',
      ]);
      expect(counts).toMatchObject({ matched: 1, duplicate: 2, unknown: 2, unreadable: 3 });
      expect(rows.every((row) => row.state === 'matched' || row.says !== null)).toBe(true);
      expect(late.map((one) => one.awb)).toContain(missing.awb);
      expect(late.map((one) => one.awb)).not.toContain(good.awb);
      expect(await shop.breaks()).toEqual([]);
    });

    it('does not take a second row for what the first one lacked', async () => {
      const shop = await open();
      const order = await delivered(shop);
      const { rows } = await send(shop, `AWB,Amount\n${order.awb},500\n${order.awb},1299\n`);
      expect(states(rows)).toEqual(['short', 'duplicate']);
      expect(await shop.balance(accountOf.collected(courier, order.awb))).toBe(129_900);
    });

    it.each([
      ['a byte order mark', (text: string) => `\ufeff${text}`],
      ['UTF-16', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')],
      ['semicolons', (text: string) => text.replaceAll(',', ';')],
      ['tabs and Windows lines', (text: string) => text.replaceAll(',', '\t').replaceAll('\n', '\r\n')],
    ])('reads a file with %s', async (_what, written) => {
      const shop = await open();
      const order = await delivered(shop);
      const { rows } = await send(shop, written(`Waybill No,Collected Amount\n${order.awb},1299.00\n`));
      expect(states(rows)).toEqual(['matched']);
    });

    it('takes what was remitted for what was deducted, and flags sheets that do not add up', async () => {
      const shop = await open();
      const [one, two] = [await delivered(shop), await delivered(shop)];
      const net = await send(shop, `AWB,COD Amount,Remitted Amount\n${one.awb},1299,1250\n`);
      expect(net).toMatchObject({ collected: 129_900, deductions: 4_900, banked: 125_000 });
      const wrong = await send(shop, `AWB,COD Amount,Charges,Net Amount\n${two.awb},1299,40,1250\n`);
      expect(wrong.rows).toMatchObject([{ state: 'unreadable', says: expect.stringContaining('add up') }]);
    });

    it('is read by the courier’s own plugin where it knows how', async () => {
      const plugin = {
        id: 'own',
        title: 'Own',
        remitsWithinDays: 2,
        book: async () => null,
        trackingUrl: () => null,
        track: async () => ({ state: 'unknown' as const, at: 0, says: null }),
        readRemittance: (row: Readonly<Record<string, string>>) =>
          row['Ref'] === ''
            ? null
            : { awb: row['Ref'] ?? '', amount: Number(row['Paise']), deducted: 100, utr: null },
      };
      const shop = await open({ couriers: [plugin] });
      const order = await delivered(shop, 'own');
      const file = `Ref,Paise\n${order.awb},129900\n,5\n`;
      const { remittance } = await shop.ask(importRemittance, { query: { courier: 'own' }, file });
      expect(remittance).toMatchObject({ collected: 129_900, deductions: 100, rows: [{ state: 'matched' }] });
    });

    it('is refused a second time, without its columns, as no sheet, or of a courier nobody knows', async () => {
      const shop = await open();
      const order = await delivered(shop);
      const file = `AWB,Amount\n${order.awb},1299\n`;
      const first = await send(shop, file);
      await expect(send(shop, file)).rejects.toMatchObject({
        code: 'remittance.known',
        details: { remittanceId: first.id },
      });
      expect(await ending(send(shop, 'Name,Amount\nx,1\n'))).toBe('remittance.not-a-sheet');
      expect(await ending(send(shop, 'AWB,AWB,Amount\nx,y,1\n'))).toBe('remittance.not-a-sheet');
      expect(await ending(send(shop, Buffer.from('89504e470d0a1a0a', 'hex')))).toBe('import.not-a-sheet');
      expect(await ending(send(shop, ''))).toBe('import.empty');
      expect(await ending(send(shop, `${file}\n`, { courier: 'nobody' }))).toBe('remittance.unknown-courier');
      const again = await shop.ask(getRemittance, { params: { id: first.id } });
      expect(again.remittance.rows).toEqual(first.rows);
      const { items } = await shop.ask(listRemittances, { query: { limit: '100' } });
      const listed = items.find((one) => one.id === first.id);
      expect(listed).toMatchObject({ rows: [], collected: 129_900 });
      // Nothing that was sent stays lying about.
      expect(readdirSync(shop.deps.remittancesFolder)).toEqual([]);
    });

    it('with the same parcels, sent twice at the same moment, is booked once', async () => {
      const shop = await open();
      const orders = [];
      for (let at = 0; at < 12; at += 1) orders.push(await delivered(shop));
      const lines = orders.map((one) => `${one.awb},1299`);
      const sheets = [lines, lines.toReversed(), [...lines, 'X1,5']].map(
        (some) => `AWB,Amount\n${some.join('\n')}\n`,
      );
      const sent = await Promise.all(sheets.map((file) => send(shop, file)));
      const matched = sent.flatMap(({ rows }) => rows.filter((row) => row.state === 'matched'));
      expect(matched.map((row) => row.awb).sort()).toEqual(orders.map((one) => one.awb).sort());
      expect(sent.reduce((sum, one) => sum + one.collected, 0)).toBe(12 * 129_900);
      expect(await shop.breaks()).toEqual([]);
    });

    it.each(['received', 'begun', 'row', 'booked', 'batch', 'done'])(
      'goes on after the server died at %s, and doubles nothing',
      async (point) => {
        const folder = mkdtempSync(join(tmpdir(), 'leo-remittances-'));
        const shop = await open({ folder });
        const orders = [];
        for (let at = 0; at < 52; at += 1) orders.push(await delivered(shop));
        const file = `AWB,Amount\n${orders.map((one) => `${one.awb},1299`).join('\n')}\nNOSUCH,1\n`;
        const { db, probe } = dyingAt(test.db, `settlement/remittance/${point}`);
        const dead = { ...shop.deps, db, probe };
        const utr = newId();
        const stream = Readable.from([Buffer.from(file)]);
        expect(await ending(importSheet(dead, operator, { courier, utr, stream }))).toBe(
          'the process is dead',
        );
        const known = await ending(send(shop, file, { utr }));
        expect(known).toBe(point === 'done' ? 'remittance.known' : 'ok');
        const { items } = await shop.ask(listRemittances, { query: { limit: '100' } });
        const all = items.filter((one) => one.utr === utr);
        const counts = { matched: 52, unknown: 1, duplicate: 0 };
        expect(all).toMatchObject([{ collected: 52 * 129_900, counts }]);
        expect(await shop.breaks()).toEqual([]);
      },
    );

    it('whose reading was cut off is finished by the sweep', async () => {
      const shop = await open();
      const order = await delivered(shop);
      const file = `AWB,Amount\n${order.awb},1299\n`;
      const { db, probe } = dyingAt(test.db, 'settlement/remittance/batch');
      const stream = Readable.from([Buffer.from(file)]);
      const utr = newId();
      await ending(importSheet({ ...shop.deps, db, probe }, operator, { courier, utr, stream }));
      shop.clock.pass(120_000);
      await shop.api.sweep();
      const { items } = await shop.ask(listRemittances, { query: { limit: '100' } });
      expect(items.find((one) => one.utr === utr)).toMatchObject({ collected: 129_900 });
    });

    it('that never comes is given up by name, and the seller is paid all the same', async () => {
      const shop = await open();
      const order = await delivered(shop);
      await shop.complete(order.id);
      await shop.told();
      const asked = {
        params: { orderId: order.id },
        body: { reason: 'The courier has gone out of business' },
      };
      const [first, second] = await Promise.all([
        ending(shop.ask(writeOffCash, asked)),
        ending(shop.ask(writeOffCash, asked)),
      ]);
      expect([first, second].sort()).toEqual(['cash.not-open', 'ok']);
      expect(await shop.balance(accountOf.payable(order.sellerId))).toBeGreaterThan(0);
      expect(await shop.breaks()).toEqual([]);
      expect(await shop.audit.verify()).toMatchObject({ holds: true });
    });
  });
});
