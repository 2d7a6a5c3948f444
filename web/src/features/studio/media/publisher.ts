import { codeOf } from '../../../lib/api.ts';
import type { LeoSocket, SocketDoor } from '../../../lib/socket.ts';
import type { Capture } from './capture.ts';
import { type Health, healthOf, type Sample, sampleOf } from './health.ts';
import {
  idlePublish,
  type PublishEvent,
  type PublishPhase,
  type PublishState,
  publishStep,
} from './publish-machine.ts';
import { type Sender, send } from './sender.ts';

export interface PublisherSnapshot {
  phase: PublishPhase;
  health: Health | null;
}

interface Deps {
  door: SocketDoor;
  saleId: string;
  capture: Capture;
}

/** How often the health strip is written anew: numbers that change faster cannot be read. */
const sampleMs = 2000;
const mostSamples = 4;
/** A path that does not stand by then will not: ten times what a phone network needs. */
const standWithinMs = 10_000;

/** Keeps the seller's picture at the server: whatever breaks, it is offered again until it flows. */
export class Publisher {
  #state: PublishState = idlePublish;
  #snapshot: PublisherSnapshot = { phase: 'idle', health: null };
  #sender: Sender | null = null;
  /** The last few: figures over six seconds, anew every two, do not flicker. */
  #samples: Sample[] = [];
  /** Grows with each offer, so that the late answer of an old one is recognised. */
  #turn = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;
  #wanted = false;
  #release: () => void = () => undefined;
  readonly #deps: Deps;
  readonly #listeners = new Set<() => void>();
  readonly #sampler = setInterval(() => void this.#measure(), sampleMs);
  readonly #unfollow: () => void;

  constructor(deps: Deps) {
    this.#deps = deps;
    let shown: MediaStream | null = null;
    this.#unfollow = deps.capture.subscribe(() => {
      const { stream } = deps.capture.get();
      if (stream === shown) return;
      shown = stream;
      this.#sender?.show(stream);
      this.#begin();
    });
    void deps.door.open().then(
      (socket) => this.#listen(socket),
      // Without a socket there is no room either, and the room says so.
      () => undefined,
    );
  }

  readonly get = (): PublisherSnapshot => this.#snapshot;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The sale is live: sends as soon as there is a picture. */
  start(): void {
    this.#wanted = true;
    this.#begin();
  }

  /** The sale is over. */
  stop(): void {
    this.#wanted = false;
    this.#dispatch({ type: 'stop' });
  }

  /** Ends what another window of this seller sends. */
  takeOver(): void {
    this.#dispatch({ type: 'take-over' });
  }

  close(): void {
    const { door, saleId } = this.#deps;
    if (this.#sender) void door.ask('live:unpublish', { saleId }).catch(() => undefined);
    this.#closed = true;
    clearInterval(this.#sampler);
    this.#unfollow();
    this.#release();
    this.#drop();
    this.#listeners.clear();
  }

  #begin(): void {
    if (this.#wanted && this.#deps.capture.get().stream) this.#dispatch({ type: 'start' });
  }

  #listen(socket: LeoSocket): void {
    if (this.#closed) return;
    const onReset = (reset: { saleId: string; spread: number }) => {
      if (reset.saleId === this.#deps.saleId) this.#dispatch({ type: 'reset', spread: reset.spread });
    };
    const onConnect = () => this.#dispatch({ type: 'online' });
    socket.on('live:reset', onReset);
    socket.on('connect', onConnect);
    this.#release = () => {
      socket.off('live:reset', onReset);
      socket.off('connect', onConnect);
    };
  }

  #dispatch(event: PublishEvent): void {
    if (this.#closed) return;
    const { state, command } = publishStep(this.#state, event, Math.random());
    this.#state = state;
    if (command) this.#drop();
    if (command?.do === 'publish')
      this.#timer = setTimeout(() => void this.#publish(command.takeOver), command.afterMs);
    this.#show(state.phase === 'on-air' ? this.#snapshot.health : null);
  }

  #drop(): void {
    this.#turn += 1;
    clearTimeout(this.#timer);
    this.#sender?.close();
    this.#sender = null;
    this.#samples = [];
  }

  async #publish(takeOver: boolean): Promise<void> {
    const { door, saleId, capture } = this.#deps;
    const { stream } = capture.get();
    this.#drop();
    const mine = this.#turn;
    const current = () => mine === this.#turn && !this.#closed;
    // The camera was taken away meanwhile; when a picture is back, sending begins anew.
    if (!stream) return this.#dispatch({ type: 'stop' });
    this.#timer = setTimeout(() => this.#dispatch({ type: 'trouble' }), standWithinMs);
    try {
      const sender = await send({
        stream,
        negotiate: async (offer) => (await door.ask('live:publish', { saleId, offer, takeOver })).answer,
        onCandidate: (candidate) =>
          current() &&
          void door.ask('live:candidate', { saleId, watch: null, candidate }).catch(() => undefined),
        onFlowing: () => current() && this.#flows(),
        onTrouble: () => current() && this.#dispatch({ type: 'trouble' }),
      });
      if (!current()) return sender.close();
      this.#sender = sender;
      if (capture.get().stream !== stream) sender.show(capture.get().stream);
    } catch (failure) {
      if (current()) this.#dispatch({ type: 'failed', code: codeOf(failure) });
    }
  }

  #flows(): void {
    clearTimeout(this.#timer);
    this.#dispatch({ type: 'flowing' });
  }

  async #measure(): Promise<void> {
    const sender = this.#sender;
    if (!sender || this.#state.phase !== 'on-air') return;
    const sample = sampleOf(await sender.stats(), performance.now());
    if (this.#sender !== sender) return;
    this.#samples = [...this.#samples, sample].slice(-mostSamples);
    const [before] = this.#samples;
    if (before && before !== sample) this.#show(healthOf(before, sample));
  }

  #show(health: Health | null): void {
    if (this.#snapshot.phase === this.#state.phase && this.#snapshot.health === health) return;
    this.#snapshot = { phase: this.#state.phase, health };
    for (const listener of this.#listeners) listener();
  }
}
