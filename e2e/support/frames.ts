import type { Page } from 'playwright-core';
import { until } from './until.ts';

interface Frame {
  at: number;
  /** Which subscription it came by: each has a stream of its own. */
  stream: number;
}

declare global {
  interface Window {
    shownFrames?: Frame[];
  }
}

/** Notes when each picture was shown, and by which stream. */
const note = () => {
  const video = document.querySelector('video');
  if (!video || window.shownFrames) return;
  const frames: Frame[] = [];
  let shown: unknown = video.srcObject;
  let stream = 0;
  window.shownFrames = frames;
  const onFrame = () => {
    if (video.srcObject !== shown) stream += 1;
    shown = video.srcObject;
    frames.push({ at: Date.now(), stream });
    video.requestVideoFrameCallback(onFrame);
  };
  video.requestVideoFrameCallback(onFrame);
};

export interface Interruption {
  /** Milliseconds from the break until pictures came by a new path. */
  back: number;
  /** The longest time without a new picture. */
  still: number;
}

/** Watches how a break looks to whoever is watching; `broke` is called when it happens. */
export const noteFrames = async (page: Page) => {
  await page.evaluate(note);
  const frames = () => page.evaluate(() => window.shownFrames ?? []);
  let brokeAt = 0;
  let before = 0;
  return {
    broke: async () => {
      before = (await frames()).at(-1)?.stream ?? 0;
      brokeAt = Date.now();
    },
    /** Waits until pictures come by another stream than before. */
    areBack: async (): Promise<Interruption> => {
      const isBack = ({ at, stream }: Frame) => at > brokeAt && stream > before;
      await until('pictures come again', async () => (await frames()).some(isBack));
      const shown = await frames();
      const first = shown.findIndex(isBack);
      const times = [brokeAt, ...shown.slice(0, first + 1).map(({ at }) => at)].filter((at) => at >= brokeAt);
      const still = Math.max(...times.slice(1).map((at, index) => at - (times[index] ?? at)));
      return { back: (shown[first]?.at ?? 0) - brokeAt, still };
    },
  };
};
