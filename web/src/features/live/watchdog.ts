import type { Receiver } from '../../lib/webrtc.ts';

/** No new picture for so long is trouble; after a likely cause (page shown again, socket back) one asks sooner. */
const stallMs = 3000;
const stallSoonMs = 1200;
const tickMs = 400;

interface Ears {
  onFrame: () => void;
  onStall: () => void;
}

/** Counts decoded pictures: tells of each advance, and of a stall while the page can be seen. */
export class Watchdog {
  #followed: Receiver | null = null;
  #seen = 0;
  #deadline = 0;
  readonly #ears: Ears;
  readonly #timer: ReturnType<typeof setInterval>;

  constructor(ears: Ears) {
    this.#ears = ears;
    this.#timer = setInterval(() => void this.#look(), tickMs);
  }

  follow(receiver: Receiver | null): void {
    this.#followed = receiver;
    this.#seen = 0;
    this.#deadline = Date.now() + stallMs;
  }

  /** Something happened that may have stopped the pictures: look sooner. */
  readonly hurry = (): void => {
    this.#deadline = Date.now() + stallSoonMs;
  };

  stop(): void {
    clearInterval(this.#timer);
  }

  async #look(): Promise<void> {
    const receiver = this.#followed;
    // A hidden page is given no pictures, and that is no trouble.
    if (!receiver || document.visibilityState === 'hidden') return;
    const frames = await receiver.frames().catch(() => this.#seen);
    if (receiver !== this.#followed) return;
    if (frames > this.#seen) {
      this.#seen = frames;
      this.#deadline = Date.now() + stallMs;
      this.#ears.onFrame();
    } else if (Date.now() > this.#deadline) {
      this.#deadline = Date.now() + stallMs;
      this.#ears.onStall();
    }
  }
}
