import type { Candidate } from '#contracts/live';
import { Refusal } from '../../src/kernel/refusal.ts';
import type { Rtc, RtcState } from '../../src/kernel/rtc.ts';

export interface FakeRtc extends Rtc {
  /** The sales whose seller sends now, each with the offer that was taken. */
  published: Map<string, string>;
  /** The watches that are open, each with its sale. */
  watches: Map<string, string>;
  candidates: (Candidate | null)[];
  /** The seller's media begins to flow, or stops. */
  flow(saleId: string, flowing: boolean): void;
  /** The media server dies, or is back with nothing in it. */
  set(state: RtcState): void;
}

/** A media server without media: it keeps who sends and who watches. */
export const fakeRtc = (): FakeRtc => {
  const stateListeners: ((state: RtcState) => void)[] = [];
  const mediaListeners: ((saleId: string, flowing: boolean) => void)[] = [];
  const published = new Map<string, string>();
  const watches = new Map<string, string>();
  const candidates: (Candidate | null)[] = [];
  let state: RtcState = 'up';
  let count = 0;
  const refuseDown = () => {
    if (state === 'down') throw new Refusal('live.no-video');
  };
  return {
    published,
    watches,
    candidates,
    state: () => state,
    onState: (listen) => void stateListeners.push(listen),
    onMedia: (listen) => void mediaListeners.push(listen),
    publish: async (saleId, offer) => {
      refuseDown();
      if (!offer.startsWith('v=0')) throw new Refusal('live.bad-session');
      published.set(saleId, offer);
      return `answer to ${offer}`;
    },
    publisherCandidate: async (_saleId, candidate) => void candidates.push(candidate),
    unpublish: async (saleId) => void published.delete(saleId),
    watch: async (saleId) => {
      refuseDown();
      if (!published.has(saleId)) throw new Refusal('live.not-on-air');
      count += 1;
      watches.set(`watch-${count}`, saleId);
      return { watch: `watch-${count}`, offer: `offer ${count}` };
    },
    answer: async (watch) => {
      if (!watches.has(watch)) throw new Refusal('live.bad-session');
    },
    candidate: async (_watch, candidate) => void candidates.push(candidate),
    stopWatch: async (watch) => void watches.delete(watch),
    closeRoom: async (saleId) => {
      published.delete(saleId);
      for (const [watch, sale] of watches) if (sale === saleId) watches.delete(watch);
    },
    flow: (saleId, flowing) => {
      for (const listen of mediaListeners) listen(saleId, flowing);
    },
    set: (next) => {
      state = next;
      published.clear();
      watches.clear();
      for (const listen of stateListeners) listen(next);
    },
  };
};
