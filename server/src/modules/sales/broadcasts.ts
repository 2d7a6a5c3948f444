import type { Candidate, VideoState } from '#contracts/live';
import type { Client } from '../../kernel/realtime/realtime.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { RtcState } from '../../kernel/rtc.ts';
import type { SalesDeps } from './deps.ts';
import { everybodyIn, type OpenSale, type Rooms, viewersOf } from './rooms.ts';
import { SaleStore } from './store.ts';

/** A seller who is away this long gives the media server its place back; the sale waits on. */
const awayAtMost = 15_000;
/** Some 60 viewers a second join without pushing each other; nobody waits longer than five seconds. */
const joinsPerSecond = 60;
const spreadAtMost = 5_000;

/** Who sends the video of one sale. */
interface Broadcast {
  clientId: string;
  /** Its socket is gone; its media may still flow. */
  away: boolean;
  flowing: boolean;
  /** There was video before it in this sale: viewers hold on to a connection that is dead now. */
  replaces: boolean;
  timer?: NodeJS.Timeout;
}

const spreadFor = (watching: number): number =>
  Math.min(spreadAtMost, Math.floor((watching / joinsPerSecond) * 1_000));

const setVideo = ({ room }: OpenSale, video: VideoState): void => {
  if (room.state.video !== video && room.state.state === 'live') room.patch({ type: 'video', video });
};

/** The video of all open sales: who sends it, and what everybody is told of it. */
export class Broadcasts {
  readonly #deps: SalesDeps;
  readonly #rooms: Rooms;
  readonly #broadcasts = new Map<string, Broadcast>();

  constructor(deps: SalesDeps, rooms: Rooms) {
    this.#deps = deps;
    this.#rooms = rooms;
    deps.rtc.onMedia((saleId, flowing) => this.#onMedia(saleId, flowing));
    deps.rtc.onState((state) => this.#onState(state));
  }

  /** Takes a host's offer. Refuses `live.other-host` while another window sends, unless it takes over. */
  async publish(client: Client, open: OpenSale, { sdp, takeOver }: { sdp: string; takeOver: boolean }) {
    const { saleId, state } = open.room;
    const now = this.#broadcasts.get(saleId);
    if (now && !now.away && now.clientId !== client.id && !takeOver) throw new Refusal('live.other-host');
    const broadcast = { clientId: client.id, away: false, flowing: false, replaces: state.video !== 'off' };
    this.#forget(saleId);
    this.#broadcasts.set(saleId, broadcast);
    client.leave(viewersOf(saleId));
    try {
      const answer = await this.#deps.rtc.publish(saleId, sdp);
      await this.#noteOnAir(saleId, true);
      return answer;
    } catch (problem) {
      if (this.#broadcasts.get(saleId) === broadcast) this.#forget(saleId);
      if (open.room.state.video === 'on') setVideo(open, 'reconnecting');
      throw problem;
    }
  }

  async candidate(client: Client, saleId: string, candidate: Candidate | null): Promise<void> {
    // A path of a window that was taken over is of no use to anybody.
    if (this.#broadcasts.get(saleId)?.clientId === client.id)
      await this.#deps.rtc.publisherCandidate(saleId, candidate);
  }

  /** Takes the sale off the air; a window that does not send (any more) leaves the one that does alone. */
  async unpublish(client: Client, open: OpenSale): Promise<void> {
    const { saleId } = open.room;
    const now = this.#broadcasts.get(saleId);
    if (now && !now.away && now.clientId !== client.id) return;
    this.#forget(saleId);
    if (open.room.has(client.id)) client.join(viewersOf(saleId));
    setVideo(open, 'off');
    await this.#noteOnAir(saleId, false);
    await this.#deps.rtc.unpublish(saleId);
  }

  /** A sale is over: so is its video. */
  end(saleId: string): void {
    this.#forget(saleId);
    this.#deps.rtc.closeRoom(saleId).catch(() => undefined);
  }

  /** A host has joined: if this server lost what it sent, it is asked to send again. */
  welcome(client: Client, { room }: OpenSale): void {
    const { state, video } = room.state;
    const lost = state === 'live' && video !== 'off' && !this.#broadcasts.has(room.saleId);
    if (lost && this.#deps.rtc.state() === 'up')
      client.emit('live:reset', { saleId: room.saleId, spread: 0 });
  }

  /** A client's connection is gone. */
  gone(client: Client): void {
    for (const [saleId, broadcast] of this.#broadcasts) {
      if (broadcast.clientId !== client.id) continue;
      broadcast.away = true;
      this.#watchAway(saleId, broadcast);
    }
  }

  stop(): void {
    for (const saleId of [...this.#broadcasts.keys()]) this.#forget(saleId);
  }

  #onMedia(saleId: string, flowing: boolean): void {
    const broadcast = this.#broadcasts.get(saleId);
    if (!broadcast || broadcast.flowing === flowing) return;
    broadcast.flowing = flowing;
    this.#watchAway(saleId, broadcast);
    this.#rooms.change(saleId, (open) => {
      if (flowing && broadcast.replaces) this.#reset(viewersOf(saleId), open);
      if (flowing) broadcast.replaces = false;
      setVideo(open, flowing ? 'on' : 'reconnecting');
    });
  }

  #onState(state: RtcState): void {
    if (state === 'down') this.stop();
    for (const open of this.#rooms.all()) {
      if (open.room.state.video === 'off') continue;
      setVideo(open, 'reconnecting');
      if (state === 'up') this.#reset(everybodyIn(open.room.saleId), open);
    }
  }

  #reset(to: string, { room }: OpenSale): void {
    this.#deps.realtime.emit(to, 'live:reset', { saleId: room.saleId, spread: spreadFor(room.watching) });
  }

  /** A seller who neither sends nor listens any more gives the place back after a while. */
  #watchAway(saleId: string, broadcast: Broadcast): void {
    clearTimeout(broadcast.timer);
    if (!broadcast.away || broadcast.flowing) return;
    broadcast.timer = setTimeout(() => {
      if (this.#broadcasts.get(saleId) !== broadcast) return;
      this.#forget(saleId);
      this.#deps.rtc.unpublish(saleId).catch(() => undefined);
    }, awayAtMost);
  }

  #forget(saleId: string): void {
    clearTimeout(this.#broadcasts.get(saleId)?.timer);
    this.#broadcasts.delete(saleId);
  }

  async #noteOnAir(saleId: string, onAir: boolean): Promise<void> {
    try {
      await new SaleStore(this.#deps.db).setOnAir(saleId, onAir);
    } catch (problem) {
      this.#deps.log.warn({ err: problem, saleId }, 'could not note whether video is on the air');
    }
  }
}
