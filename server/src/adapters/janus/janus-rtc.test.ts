import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { browserCandidate, browserOffer } from '../../../test/browser-offer.ts';
import { describeWith } from '../../../test/components.ts';
import { startJanus, type TestJanus } from '../../../test/janus.ts';
import { silentLog } from '../../../test/log.ts';
import { newId } from '../../kernel/ids.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import type { RtcServer, RtcState } from '../../kernel/rtc.ts';
import { openJanus } from './index.ts';
import { roomOf } from './room.ts';

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (problem: Refusal) => problem.code,
  );

describeWith('janus')('video through Janus', () => {
  let janus: TestJanus;
  let rtc: RtcServer;
  let states: RtcState[];
  let saleId: string;
  beforeAll(async () => {
    janus = await startJanus();
  });
  afterAll(() => janus.stop());
  const begin = async (): Promise<RtcServer> => {
    const opened = openJanus(janus.address, silentLog);
    opened.onState((state) => states.push(state));
    opened.start();
    await vi.waitFor(() => expect(opened.state()).toBe('up'), 5_000);
    return opened;
  };
  beforeEach(async () => {
    saleId = newId();
    states = [];
    rtc = await begin();
  });
  afterEach(() => rtc.stop());

  it('answers a seller’s offer with H.264 and the machine’s real addresses, and nothing else', async () => {
    const answer = await rtc.publish(saleId, browserOffer);
    expect(answer).toContain('a=recvonly');
    expect(answer).toContain('H264/90000');
    expect(answer).not.toContain('VP8/90000');
    const addresses = [...answer.matchAll(/^a=candidate:\S+ \d \S+ \d+ (\S+) /gm)].map(
      ([, address]) => address,
    );
    expect(addresses.length).toBeGreaterThan(0);
    expect(addresses.filter((address) => address?.startsWith('127.') || address?.includes(':'))).toEqual([]);
  });

  it('takes paths of the seller’s browser that come before, while and after its offer is answered', async () => {
    await rtc.publisherCandidate(saleId, browserCandidate);
    const publishing = rtc.publish(saleId, browserOffer);
    await rtc.publisherCandidate(saleId, browserCandidate);
    await publishing;
    await rtc.publisherCandidate(saleId, browserCandidate);
    await rtc.publisherCandidate(saleId, null);
  });

  it('says that there is nothing to watch before the seller sends, and after', async () => {
    expect(await codeOf(rtc.watch(saleId))).toBe('live.not-on-air');
    await rtc.publish(saleId, browserOffer);
    await rtc.unpublish(saleId);
    expect(await codeOf(rtc.watch(saleId))).toBe('live.not-on-air');
  });

  it.each([
    'nonsense',
    'v=0\r\n',
    browserOffer.replaceAll('m=', 'x='),
    browserOffer.replaceAll(/a=ice-.*\r\n/g, ''),
  ])('refuses an offer it cannot use, and takes the next one', async (offer) => {
    expect(await codeOf(rtc.publish(saleId, offer))).toBe('live.bad-session');
    expect(await codeOf(rtc.watch(saleId))).toBe('live.not-on-air');
    expect(await rtc.publish(saleId, browserOffer)).toContain('v=0');
  });

  it('refuses a viewer’s answer for a watch that has ended', async () => {
    expect(await codeOf(rtc.answer('ended', browserOffer))).toBe('live.bad-session');
    await rtc.stopWatch('ended');
    await rtc.candidate('ended', browserCandidate);
  });

  it('lets a seller come back as often as the network breaks, although each old line was never closed', async () => {
    for (let time = 0; time < 6; time++) expect(await rtc.publish(saleId, browserOffer)).toContain('v=0');
    await Promise.all([1, 2, 3, 4].map(() => rtc.publish(saleId, browserOffer)));
  });

  it('keeps the sales apart', async () => {
    const other = newId();
    await rtc.publish(saleId, browserOffer);
    expect(await codeOf(rtc.watch(other))).toBe('live.not-on-air');
    await rtc.publish(other, browserOffer);
    await rtc.closeRoom(other);
    await rtc.closeRoom(other);
    expect(await codeOf(rtc.watch(other))).toBe('live.not-on-air');
    expect(roomOf(saleId, janus.address).room).not.toBe(roomOf(other, janus.address).room);
  });

  it('notices within three seconds that Janus was killed, refuses meanwhile, and makes rooms again after', async () => {
    await rtc.publish(saleId, browserOffer);
    await janus.kill();
    await vi.waitFor(() => expect(states.at(-1)).toBe('down'), 3_000);
    expect(await codeOf(rtc.watch(saleId))).toBe('live.no-video');
    expect(await codeOf(rtc.publish(saleId, browserOffer))).toBe('live.no-video');
    await janus.start();
    await vi.waitFor(() => expect(states.at(-1)).toBe('up'), 5_000);
    expect(await codeOf(rtc.watch(saleId))).toBe('live.not-on-air');
    expect(await rtc.publish(saleId, browserOffer)).toContain('v=0');
  });

  it('notices within three and a half seconds that Janus hangs, and is back when Janus is', async () => {
    await rtc.publish(saleId, browserOffer);
    janus.freeze();
    await vi.waitFor(() => expect(states.at(-1)).toBe('down'), 3_500);
    janus.thaw();
    await vi.waitFor(() => expect(states.at(-1)).toBe('up'), 5_000);
    expect(await rtc.publish(saleId, browserOffer)).toContain('v=0');
  });

  it('takes over the room that a killed server left behind', async () => {
    await rtc.publish(saleId, browserOffer);
    const next = await begin();
    try {
      expect(await next.publish(saleId, browserOffer)).toContain('v=0');
    } finally {
      await next.stop();
    }
  });

  it('opens no door of Janus but the one on loopback, and that one wants the secret', async () => {
    const stranger = openJanus({ ...janus.address, apiSecret: 'guessed' }, silentLog);
    stranger.start();
    await vi.waitFor(() => expect(janus.log()).toContain('WebSockets thread started'));
    expect(await codeOf(stranger.publish(saleId, browserOffer))).toBe('live.no-video');
    expect(stranger.state()).toBe('down');
    await stranger.stop();
    expect(janus.log()).not.toMatch(/HTTP webserver started|Admin/);
  });
});
