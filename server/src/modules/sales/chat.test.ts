import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import * as contract from '#contracts/sales';
import { eachDatabase } from '../../../test/database.ts';
import { ask, refused, type TestSocket } from '../../../test/realtime.ts';
import { buyer, openSales, type TestSales } from '../../../test/sales.ts';

eachDatabase((_name, test) => {
  let shop: TestSales;
  let saleId: string;
  beforeEach(async () => {
    shop = await openSales(test.db);
    saleId = await shop.goLive((await shop.addProduct()).id);
  });
  afterEach(() => shop.stop());
  const say = (socket: TestSocket, text: string) => ask(socket, 'chat:send', { saleId, text });

  it('brings what one says to everybody, in batches, with who said it', async () => {
    const [ravi, other] = [await shop.watch(saleId, buyer('Ravi')), await shop.watch(saleId)];
    const host = await shop.watch(saleId, shop.seller);
    expect(await say(ravi.socket, 'is it pure silk?')).toMatchObject({
      name: 'Ravi',
      host: false,
      text: 'is it pure silk?',
    });
    expect(await say(host.socket, 'yes it is')).toMatchObject({ name: 'Meera Designs', host: true });
    await vi.waitFor(() => expect(other.lines).toEqual(['is it pure silk?', 'yes it is']));
  });

  it('keeps the last fifty lines for those who come later, also over a restart', async () => {
    for (let at = 0; at < 60; at++) {
      const { socket } = await shop.watch(saleId, buyer());
      await say(socket, `line ${at}`);
    }
    const late = await shop.watch(saleId);
    const last = Array.from({ length: 50 }, (_, at) => `line ${at + 10}`);
    expect(late.joined.chat.map((line) => line.text)).toEqual(last);
    await shop.stop();
    shop = await openSales(test.db);
    expect((await shop.watch(saleId)).joined.chat).toEqual(late.joined.chat);
  });

  it('tells a line although the database is away, and stores it when it is back', async () => {
    const [ravi, other] = [await shop.watch(saleId, buyer('Ravi')), await shop.watch(saleId)];
    const broken = vi.spyOn(test.db, 'run').mockRejectedValue(new Error('the database is away'));
    await say(ravi.socket, 'hello?');
    await vi.waitFor(() => expect(other.lines).toEqual(['hello?']));
    broken.mockRestore();
    await say(ravi.socket, 'hello!');
    await shop.stop();
    shop = await openSales(test.db);
    expect((await shop.watch(saleId)).joined.chat.map((line) => line.text)).toEqual(['hello?', 'hello!']);
  });

  it('takes no words from who has no account, none that are empty, and none once the sale is over', async () => {
    const [nobody, ravi] = [await shop.watch(saleId), await shop.watch(saleId, buyer())];
    expect(await refused(nobody.socket, 'chat:send', { saleId, text: 'hi' })).toBe('account.sign-in-first');
    expect(await refused(ravi.socket, 'chat:send', { saleId, text: '\u0000\u202e ' })).toBe(
      'request.invalid',
    );
    expect((await say(ravi.socket, 'a\u0007b\u202ec\nd')).text).toBe('a bc d');
    await shop.call(contract.endSale, shop.seller, { id: saleId });
    expect(await refused(ravi.socket, 'chat:send', { saleId, text: 'hi' })).toBe('sale.ended');
  });

  it('slows down who floods the chat, and lets the others talk', async () => {
    const [loud, calm] = [await shop.watch(saleId, buyer()), await shop.watch(saleId, buyer())];
    const codes = await Promise.all(
      Array.from({ length: 100 }, (_, at) =>
        refused(loud.socket, 'chat:send', { saleId, text: `buy ${at}` }),
      ),
    );
    expect(codes.filter((code) => code === undefined)).toHaveLength(3);
    expect(new Set(codes)).toEqual(new Set([undefined, 'chat.too-fast']));
    expect((await say(calm.socket, 'lovely colour')).text).toBe('lovely colour');
    expect(loud.socket.connected).toBe(true);
  });
});
