import { randomBytes } from 'node:crypto';
import type { VideoRoomHandle } from 'janode/plugins/videoroom';
import type { Candidate } from '#contracts/live';
import { Refusal } from '../../kernel/refusal.ts';
import { detach, follow, type HandleEvents, trickle } from './handle.ts';
import { answerWithin, type Line } from './link.ts';
import type { Room } from './room.ts';
import { within } from './within.ts';

/** What one seller sends in one sale, from the offer to the end. */
interface Publication {
  feed: string;
  handle?: VideoRoomHandle;
  /** Janus knows the feed: it can be watched. */
  onAir: boolean;
  flowing: boolean;
  /** Paths of the browser that came before Janus had the offer. */
  waiting: (Candidate | null)[];
  /** Settles when the work on this one, and on those before it, is done. */
  settled: Promise<unknown>;
}

interface Offered {
  sdp: string;
  room: () => Promise<Room>;
}

export interface Publications {
  publish(line: Line, saleId: string, offered: Offered): Promise<string>;
  candidate(saleId: string, candidate: Candidate | null): Promise<void>;
  end(saleId: string): Promise<void>;
  /** The feed to watch; refuses while there is none. */
  feedOf(saleId: string): string;
  /** Forgets all: their connection is gone. */
  clear(): void;
}

const newPublication = (): Publication => ({
  feed: randomBytes(16).toString('hex'),
  onAir: false,
  flowing: false,
  waiting: [],
  settled: Promise.resolve(),
});

/** Gives Janus the offer and answers its answer. */
const join = async (
  publication: Publication,
  { sdp, room }: Offered,
  { line, events }: { line: Line; events: HandleEvents },
): Promise<string> => {
  const into = await room();
  const handle = await line.attach();
  publication.handle = handle;
  follow(handle, events);
  const offer = { ...into, feed: publication.feed, jsep: { type: 'offer', sdp } as const };
  const { jsep } = await within(answerWithin, 'publish', handle.joinConfigurePublisher(offer));
  // Janus joins without an answer where it could use nothing of the offer.
  if (!jsep) throw new Refusal('live.bad-session');
  publication.onAir = true;
  for (const candidate of publication.waiting.splice(0)) await trickle(handle, candidate);
  return jsep.sdp;
};

export const openPublications = (tell: (saleId: string, flowing: boolean) => void): Publications => {
  const publications = new Map<string, Publication>();

  /** What is said of a publication, as long as it is the one of its sale. */
  const eventsOf = (saleId: string, publication: Publication) => {
    const isCurrent = () => publications.get(saleId) === publication;
    const onMedia = (flowing: boolean) => {
      if (!isCurrent() || publication.flowing === flowing) return;
      publication.flowing = flowing;
      tell(saleId, flowing);
    };
    const onEnd = () => {
      onMedia(false);
      if (isCurrent()) publications.delete(saleId);
      void detach(publication.handle);
    };
    return { onMedia, onEnd };
  };

  const publish: Publications['publish'] = async (line, saleId, offered) => {
    const before = publications.get(saleId);
    const publication = newPublication();
    const events = eventsOf(saleId, publication);
    // From now on the browser's paths belong to this one, although the one before must end first.
    publications.set(saleId, publication);
    const work = async () => {
      await before?.settled;
      await detach(before?.handle);
      return join(publication, offered, { line, events });
    };
    const working = work();
    publication.settled = working.catch(() => undefined);
    try {
      return await working;
    } catch (problem) {
      events.onEnd();
      throw problem;
    }
  };

  return {
    publish,
    candidate: async (saleId, candidate) => {
      const publication = publications.get(saleId);
      if (publication?.onAir && publication.handle) await trickle(publication.handle, candidate);
      else publication?.waiting.push(candidate);
    },
    end: async (saleId) => {
      const publication = publications.get(saleId);
      if (!publication) return;
      publications.delete(saleId);
      await publication.settled;
      await detach(publication.handle);
    },
    feedOf: (saleId) => {
      const publication = publications.get(saleId);
      if (!publication?.onAir) throw new Refusal('live.not-on-air');
      return publication.feed;
    },
    clear: () => publications.clear(),
  };
};
