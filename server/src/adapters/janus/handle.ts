import Janode from 'janode';
import type { TrickledCandidate, VideoRoomHandle } from 'janode/plugins/videoroom';
import type { Candidate } from '#contracts/live';
import { answerWithin } from './link.ts';
import { within } from './within.ts';

/** Ends a handle with its media. Only leaving the room would keep its port and its connection. */
export const detach = async (handle: VideoRoomHandle | undefined): Promise<void> => {
  if (handle) await within(answerWithin, 'detach', handle.detach()).catch(() => undefined);
};

const trickled = ({ candidate, sdpMid, sdpMLineIndex }: Candidate): TrickledCandidate => ({
  candidate,
  ...(sdpMid === null ? {} : { sdpMid }),
  ...(sdpMLineIndex === null ? {} : { sdpMLineIndex }),
});

export const trickle = async (handle: VideoRoomHandle, candidate: Candidate | null): Promise<void> => {
  const complete = candidate === null || candidate.candidate === '';
  await within(
    answerWithin,
    'trickle',
    complete ? handle.trickleComplete() : handle.trickle(trickled(candidate)),
  );
};

export interface HandleEvents {
  /** Media began to come in, or none came for two seconds. */
  onMedia?: (flowing: boolean) => void;
  /** The other side hung up, or Janus gave the handle up. */
  onEnd: () => void;
}

/** Follows what Janus says of one handle. */
export const follow = (handle: VideoRoomHandle, { onMedia, onEnd }: HandleEvents): void => {
  const receiving = new Map<string, boolean>();
  handle.on(Janode.EVENT.HANDLE_MEDIA, (media: { mid?: string; type?: string; receiving?: boolean }) => {
    receiving.set(media.mid ?? media.type ?? '', media.receiving === true);
    onMedia?.([...receiving.values()].some(Boolean));
  });
  handle.once(Janode.EVENT.HANDLE_HANGUP, onEnd);
  handle.once(Janode.EVENT.HANDLE_DETACHED, onEnd);
};
