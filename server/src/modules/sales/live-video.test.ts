import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import * as contract from '#contracts/sales';
import { eachDatabase } from '../../../test/database.ts';
import { ask, refused } from '../../../test/realtime.ts';
import { buyer, openSales, otherSeller, type TestSales, type Watcher } from '../../../test/sales.ts';

const offer = 'v=0 offer';
const path = { candidate: 'candidate:1 1 udp 1 192.0.2.7 5000 typ host', sdpMid: '0', sdpMLineIndex: 0 };

eachDatabase((_name, test) => {
  let shop: TestSales;
  let saleId: string;
  let host: Watcher;
  let viewer: Watcher;
  beforeEach(async () => {
    shop = await openSales(test.db);
    saleId = await shop.goLive((await shop.addProduct()).id);
    [host, viewer] = [await shop.watch(saleId, shop.seller), await shop.watch(saleId, buyer())];
  });
  afterEach(() => shop.stop());
  const publish = (by = host) => ask(by.socket, 'live:publish', { saleId, offer });
  const seen = (video: string, by = viewer) => vi.waitFor(() => expect(by.state.video).toBe(video));
  const onAir = async () => {
    await publish();
    shop.rtc.flow(saleId, true);
    await seen('on');
  };

  it('puts the seller on the air once pictures flow, and lets viewers watch, also late ones', async () => {
    expect(await refused(viewer.socket, 'live:watch', { saleId })).toBe('live.not-on-air');
    expect(await publish()).toEqual({ answer: `answer to ${offer}` });
    expect(viewer.state.video).toBe('off');
    shop.rtc.flow(saleId, true);
    await seen('on');
    const late = await shop.watch(saleId);
    expect(late.state.video).toBe('on');
    const begun = await ask(late.socket, 'live:watch', { saleId });
    expect(begun).toMatchObject({ offer: expect.any(String), iceServers: [] });
    const { watch } = begun;
    expect(await ask(late.socket, 'live:answer', { saleId, watch, answer: 'v=0' })).toBe(true);
    expect(await ask(late.socket, 'live:candidate', { saleId, watch, candidate: path })).toBe(true);
    expect(shop.rtc.candidates).toEqual([path]);
  });

  it('gives each viewer one video, theirs alone, and ends it when they go', async () => {
    await onAir();
    const first = await ask(viewer.socket, 'live:watch', { saleId });
    const second = await ask(viewer.socket, 'live:watch', { saleId });
    await ask(viewer.socket, 'live:stop', { saleId, watch: first.watch });
    expect([...shop.rtc.watches.keys()]).toEqual([second.watch]);
    const spy = await shop.watch(saleId);
    for (const watch of [first.watch, 'guessed'])
      expect(await refused(viewer.socket, 'live:answer', { saleId, watch, answer: 'v=0' })).toBe(
        'live.bad-session',
      );
    expect(await refused(spy.socket, 'live:answer', { saleId, watch: second.watch, answer: 'v=0' })).toBe(
      'live.bad-session',
    );
    viewer.socket.disconnect();
    await vi.waitFor(() => expect(shop.rtc.watches.size).toBe(0));
    const { watch } = await ask(spy.socket, 'live:watch', { saleId });
    await ask(spy.socket, 'live:stop', { saleId, watch });
    expect(shop.rtc.watches.size).toBe(0);
  });

  it('lets only who runs the sale send, and only while it is live', async () => {
    for (const stranger of [viewer, await shop.watch(saleId, otherSeller()), await shop.watch(saleId)])
      expect(await refused(stranger.socket, 'live:publish', { saleId, offer })).toBe('account.not-allowed');
    expect(await refused(viewer.socket, 'live:unpublish', { saleId })).toBe('account.not-allowed');
    const next = await shop.schedule([]);
    expect(await refused(host.socket, 'live:publish', { saleId: next, offer })).toBe('sale.not-live');
    expect(await refused(viewer.socket, 'live:watch', { saleId: next })).toBe('sale.not-live');
    expect(shop.rtc.published.size).toBe(0);
  });

  it('hands on paths of the window that sends, and of no other', async () => {
    await onAir();
    const about = { saleId, watch: null, candidate: path };
    await ask(host.socket, 'live:candidate', about);
    await ask(viewer.socket, 'live:candidate', about);
    expect(shop.rtc.candidates).toEqual([path]);
  });

  it('lets a seller’s second window send only when it takes over', async () => {
    await onAir();
    const second = await shop.watch(saleId, shop.seller);
    expect(await refused(second.socket, 'live:publish', { saleId, offer })).toBe('live.other-host');
    await ask(second.socket, 'live:publish', { saleId, offer: 'v=0 second', takeOver: true });
    expect(shop.rtc.published.get(saleId)).toBe('v=0 second');
    await ask(host.socket, 'live:candidate', { saleId, watch: null, candidate: path });
    expect(shop.rtc.candidates).toEqual([]);
    expect(await refused(host.socket, 'live:publish', { saleId, offer })).toBe('live.other-host');
    await ask(host.socket, 'live:unpublish', { saleId });
    expect(shop.rtc.published.get(saleId)).toBe('v=0 second');
  });

  it('lets a seller who reloaded the page send again, and viewers begin anew once pictures flow', async () => {
    await onAir();
    host.socket.disconnect();
    shop.rtc.flow(saleId, false);
    await seen('reconnecting');
    const back = await shop.watch(saleId, shop.seller);
    await publish(back);
    expect(viewer.resets).toBe(0);
    shop.rtc.flow(saleId, true);
    await seen('on');
    await vi.waitFor(() => expect(viewer.resets).toBe(1));
    expect(back.resets).toBe(0);
  });

  it('says that the seller is away while no pictures come, and that they are back', async () => {
    await onAir();
    shop.rtc.flow(saleId, false);
    await seen('reconnecting');
    shop.rtc.flow(saleId, true);
    await seen('on');
    expect(viewer.resets).toBe(0);
    await ask(host.socket, 'live:unpublish', { saleId });
    await seen('off');
    expect(shop.rtc.published.size).toBe(0);
  });

  it('goes on selling while the media server is down, and begins the video anew when it is back', async () => {
    await onAir();
    shop.rtc.set('down');
    await seen('reconnecting');
    expect(await refused(viewer.socket, 'live:watch', { saleId })).toBe('live.no-video');
    expect(await refused(host.socket, 'live:publish', { saleId, offer })).toBe('live.no-video');
    const other = await shop.addProduct();
    await shop.call(contract.setRunSheet, shop.seller, { id: saleId, body: { productIds: [other.id] } });
    await shop.call(contract.featureProduct, shop.seller, { id: saleId, body: { productId: other.id } });
    await vi.waitFor(() => expect(viewer.state.featured).toBe(other.id));
    expect(await ask(viewer.socket, 'chat:send', { saleId, text: 'still there?' })).toMatchObject({
      host: false,
    });
    shop.rtc.set('up');
    for (const watcher of [host, viewer]) await vi.waitFor(() => expect(watcher.resets).toBe(1));
    expect(viewer.state.video).toBe('reconnecting');
    await publish();
    shop.rtc.flow(saleId, true);
    await seen('on');
    await vi.waitFor(() => expect(viewer.resets).toBe(2));
  });

  it('waits for the seller after a restart of the server, and asks their page to send again', async () => {
    await onAir();
    const restarted = await openSales(test.db);
    try {
      const late = await restarted.watch(saleId);
      expect(late.state.video).toBe('reconnecting');
      expect(late.resets).toBe(0);
      const back = await restarted.watch(saleId, shop.seller);
      await vi.waitFor(() => expect(back.resets).toBe(1));
      await ask(back.socket, 'live:publish', { saleId, offer });
      restarted.rtc.flow(saleId, true);
      await seen('on', late);
      await vi.waitFor(() => expect(late.resets).toBe(1));
    } finally {
      await restarted.stop();
    }
  });

  it('ends the video with the sale', async () => {
    await onAir();
    await ask(viewer.socket, 'live:watch', { saleId });
    await shop.call(contract.endSale, shop.seller, { id: saleId });
    await seen('off');
    await vi.waitFor(() => expect([shop.rtc.published.size, shop.rtc.watches.size]).toEqual([0, 0]));
    shop.rtc.flow(saleId, true);
    expect((await shop.watch(saleId)).state.video).toBe('off');
  });

  it('keeps an offer that cannot be used from spoiling the next', async () => {
    expect(await refused(host.socket, 'live:publish', { saleId, offer: 'nonsense' })).toBe(
      'live.bad-session',
    );
    await onAir();
    expect(await refused(host.socket, 'live:publish', { saleId, offer: 'nonsense' })).toBe(
      'live.bad-session',
    );
    await seen('reconnecting');
    await publish();
    shop.rtc.flow(saleId, true);
    await seen('on');
  });
});
