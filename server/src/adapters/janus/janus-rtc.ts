import type { Log } from '../../kernel/log.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { RtcServer } from '../../kernel/rtc.ts';
import { type JanusAddress, type Line, openLink } from './link.ts';
import { openPublications } from './publications.ts';
import { endRoom, makeRoom, type Room } from './room.ts';
import { openWatches } from './watches.ts';

const noSuchFeed = 428;

/** Janus's own complaints begin with their number; all else means that it was not there to complain. */
const complaint = (problem: unknown): number | undefined => {
  const [, code] = /^(\d{3}) /.exec(problem instanceof Error ? problem.message : '') ?? [];
  return code === undefined ? undefined : Number(code);
};

/** What went wrong at Janus, in the shop's words. */
const inOurWords = (problem: unknown, log: Log): Refusal => {
  if (problem instanceof Refusal) return problem;
  const code = complaint(problem);
  // The seller's offer is answered, but no picture has come yet: a viewer who was quicker than that is no news.
  if (code === noSuchFeed) return new Refusal('live.not-on-air');
  log.warn({ err: problem }, 'Janus refused or did not answer');
  return new Refusal(code === undefined ? 'live.no-video' : 'live.bad-session');
};

/** The media server over janode: one VideoRoom per sale. Nobody else speaks to Janus. */
export const openJanusRtc = (address: JanusAddress, log: Log): RtcServer => {
  const link = openLink(address, log);
  const mediaListeners: ((saleId: string, flowing: boolean) => void)[] = [];
  const publications = openPublications((saleId, flowing) => {
    for (const listen of mediaListeners) listen(saleId, flowing);
  });
  const watches = openWatches();
  /** The rooms made over the connection we have. */
  const rooms = new Map<string, Promise<Room>>();
  link.onState(() => {
    publications.clear();
    watches.clear();
    rooms.clear();
  });

  const line = (): Line => {
    const open = link.line();
    if (!open) throw new Refusal('live.no-video');
    return open;
  };
  const roomFor = (on: Line, saleId: string): Promise<Room> => {
    const made = rooms.get(saleId) ?? makeRoom(on, saleId, address);
    rooms.set(saleId, made);
    made.catch(() => rooms.delete(saleId));
    return made;
  };
  const inWords = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (problem) {
      throw inOurWords(problem, log);
    }
  };

  const closeRoom = async (saleId: string) => {
    const open = link.line();
    await Promise.all([publications.end(saleId), watches.endAllOf(saleId)]);
    const made = rooms.get(saleId);
    rooms.delete(saleId);
    if (open && made) await endRoom(open, saleId, address);
  };

  return {
    start: link.start,
    stop: link.stop,
    state: () => (link.line() ? 'up' : 'down'),
    onState: link.onState,
    onMedia: (listen) => void mediaListeners.push(listen),
    publish: (saleId, sdp) =>
      inWords(async () => {
        const on = line();
        return publications.publish(on, saleId, { sdp, room: () => roomFor(on, saleId) });
      }),
    publisherCandidate: (saleId, candidate) => inWords(() => publications.candidate(saleId, candidate)),
    unpublish: (saleId) => inWords(() => publications.end(saleId)),
    watch: (saleId) =>
      inWords(async () => {
        const on = line();
        const feed = publications.feedOf(saleId);
        return watches.begin(on, { ...(await roomFor(on, saleId)), feed, saleId });
      }),
    answer: (watch, sdp) => inWords(() => watches.answer(watch, sdp)),
    candidate: (watch, candidate) => inWords(() => watches.candidate(watch, candidate)),
    stopWatch: (watch) => inWords(() => watches.end(watch)),
    closeRoom: (saleId) => inWords(() => closeRoom(saleId)),
  };
};
