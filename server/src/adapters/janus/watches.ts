import { randomBytes } from 'node:crypto';
import type { VideoRoomHandle } from 'janode/plugins/videoroom';
import type { Candidate } from '#contracts/live';
import { Refusal } from '../../kernel/refusal.ts';
import { detach, follow, trickle } from './handle.ts';
import { answerWithin, type Line } from './link.ts';
import type { Room } from './room.ts';
import { within } from './within.ts';

export interface Watches {
  begin(line: Line, feed: Room & { feed: string; saleId: string }): Promise<{ watch: string; offer: string }>;
  answer(watch: string, sdp: string): Promise<void>;
  candidate(watch: string, candidate: Candidate | null): Promise<void>;
  end(watch: string): Promise<void>;
  endAllOf(saleId: string): Promise<void>;
  /** Forgets all: their connection is gone. */
  clear(): void;
}

/** What is being sent to viewers, by an id that only its viewer knows. */
export const openWatches = (): Watches => {
  const watches = new Map<string, { handle: VideoRoomHandle; saleId: string }>();

  const handleOf = (watch: string): VideoRoomHandle => {
    const found = watches.get(watch);
    if (!found) throw new Refusal('live.bad-session');
    return found.handle;
  };
  const end = async (watch: string) => {
    const handle = watches.get(watch)?.handle;
    watches.delete(watch);
    await detach(handle);
  };

  const begin: Watches['begin'] = async (line, { room, pin, feed, saleId }) => {
    const handle = await line.attach();
    const watch = randomBytes(16).toString('hex');
    watches.set(watch, { handle, saleId });
    follow(handle, { onEnd: () => void end(watch) });
    try {
      // The page begins a new watch when the seller's feed changes; offers in between would only race with that.
      const join = handle.joinSubscriber({ room, pin, streams: [{ feed }], autoupdate: false });
      const { jsep } = await within(answerWithin, 'watch', join);
      if (!jsep) throw new Refusal('live.not-on-air');
      return { watch, offer: jsep.sdp };
    } catch (problem) {
      await end(watch);
      throw problem;
    }
  };

  return {
    begin,
    answer: async (watch, sdp) => {
      await within(answerWithin, 'answer', handleOf(watch).start({ jsep: { type: 'answer', sdp } }));
    },
    // A path that arrives after its watch has ended is no mistake of the browser.
    candidate: async (watch, candidate) => {
      const found = watches.get(watch);
      if (found) await trickle(found.handle, candidate);
    },
    end,
    endAllOf: async (saleId) => {
      const ours = [...watches].filter(([, watch]) => watch.saleId === saleId);
      await Promise.all(ours.map(([watch]) => end(watch)));
    },
    clear: () => watches.clear(),
  };
};
