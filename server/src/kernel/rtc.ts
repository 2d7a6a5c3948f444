import type { Candidate } from '#contracts/live';
import { Refusal } from './refusal.ts';

export type RtcState = 'up' | 'down';

/**
 * The media server as a sale needs it: one seller sends, many watch. All of it may refuse with `live.no-video`
 * when the media server does not answer.
 */
export interface Rtc {
  state(): RtcState;
  /** Tells of each change. After `down`, nothing that was sent or watched before is there any more. */
  onState(listen: (state: RtcState) => void): void;
  /** Tells when the media of a sale's seller begins to flow, and when it has stopped. */
  onMedia(listen: (saleId: string, flowing: boolean) => void): void;
  /** Takes the seller's offer and gives the answer; what was sent in this sale before ends. `live.bad-session` */
  publish(saleId: string, offer: string): Promise<string>;
  /** A network path of who publishes; null when no more come. */
  publisherCandidate(saleId: string, candidate: Candidate | null): Promise<void>;
  unpublish(saleId: string): Promise<void>;
  /** Begins to send the sale's video to one viewer. `live.not-on-air` while the seller sends none. */
  watch(saleId: string): Promise<{ watch: string; offer: string }>;
  /** The viewer's answer to that offer. `live.bad-session`, also for a watch that has ended. */
  answer(watch: string, sdp: string): Promise<void>;
  candidate(watch: string, candidate: Candidate | null): Promise<void>;
  /** Ends a watch; one that has ended already is fine. */
  stopWatch(watch: string): Promise<void>;
  /** Ends all media of a sale. */
  closeRoom(saleId: string): Promise<void>;
}

/** The same with its connection: what the composition root starts and stops. */
export interface RtcServer extends Rtc {
  /** Begins to look for the media server, and goes on until it is stopped. */
  start(): void;
  stop(): Promise<void>;
}

const refuse = async (): Promise<never> => {
  throw new Refusal('live.no-video');
};
const nothing = async (): Promise<void> => undefined;

/** A shop without a media server: it sells on, and says that there is no video. */
export const withoutVideo: RtcServer = {
  state: () => 'down',
  onState: () => undefined,
  onMedia: () => undefined,
  publish: refuse,
  publisherCandidate: refuse,
  unpublish: nothing,
  watch: refuse,
  answer: refuse,
  candidate: refuse,
  stopWatch: nothing,
  closeRoom: nothing,
  start: () => undefined,
  stop: nothing,
};
