import type { BrowserContext, Page } from 'playwright-core';
import { type Figure, figure, percentile } from './figure.ts';

const seconds = 10;

/**
 * Puts a clock where the camera would be: the millisecond, Gray-coded in 24 black and white cells over the top
 * fifth of the picture, so that a frame caught between two values is off by one step at most.
 */
export const clockForCamera = async (context: BrowserContext): Promise<void> => {
  // What compiles this file names functions with a helper that a browser does not have.
  await context.addInitScript('globalThis.__name = (named) => named;');
  await context.addInitScript(() => {
    Object.defineProperty(navigator.mediaDevices, 'getUserMedia', {
      value: async () => {
        const canvas = Object.assign(document.createElement('canvas'), { width: 768, height: 432 });
        const pen = canvas.getContext('2d');
        setInterval(() => {
          if (!pen) return;
          const now = Date.now() % 2 ** 24;
          const code = now ^ (now >>> 1);
          pen.fillStyle = `hsl(${now % 360} 40% 40%)`;
          pen.fillRect(0, 86, 768, 346);
          for (let bit = 0; bit < 24; bit++) {
            pen.fillStyle = (code >>> bit) & 1 ? '#fff' : '#000';
            pen.fillRect(bit * 32, 0, 32, 86);
          }
        }, 1000 / 30);
        const sound = new AudioContext().createMediaStreamDestination().stream.getAudioTracks();
        return new MediaStream([...canvas.captureStream(30).getVideoTracks(), ...sound]);
      },
    });
  });
};

/** Reads the clock from each frame as it is shown; answers how old each was, in ms. */
const agesOf = (page: Page): Promise<number[]> =>
  page.evaluate(async (forSeconds) => {
    const video = [...document.querySelectorAll('video')].find((one) => one.videoWidth > 0);
    const canvas = new OffscreenCanvas(96, 4);
    const pen = canvas.getContext('2d', { willReadFrequently: true });
    const ages: number[] = [];
    const until = Date.now() + forSeconds * 1_000;
    while (video && pen && Date.now() < until) {
      await new Promise((resolve) => video.requestVideoFrameCallback(resolve));
      pen.drawImage(video, 0, 0, video.videoWidth, video.videoHeight * 0.16, 0, 0, 96, 4);
      const shown = Date.now() % 2 ** 24;
      const { data } = pen.getImageData(0, 0, 96, 4);
      let code = 0;
      let grey = false;
      for (let bit = 0; bit < 24; bit++) {
        const light = data[(2 * 96 + bit * 4 + 2) * 4 + 1] ?? 128;
        if (light > 80 && light < 175) grey = true;
        if (light >= 175) code |= 1 << bit;
      }
      let taken = code;
      for (let shift = 1; shift < 24; shift++) taken ^= code >>> shift;
      const age = (shown - taken + 2 ** 24) % 2 ** 24;
      if (!grey && age < 60_000) ages.push(age);
    }
    return ages;
  }, seconds);

/** From the seller's camera to the buyer's screen. */
export const measureGlass = async (viewer: Page): Promise<Figure[]> => {
  const ages = await agesOf(viewer);
  if (ages.length < seconds * 5) throw new Error(`Only ${ages.length} frames showed a readable clock`);
  return [
    figure({
      name: 'the seller’s picture to the viewer’s screen, p95',
      value: percentile(ages, 0.95),
      unit: 'ms',
      goal: '1000',
      about: { p50: percentile(ages, 0.5), frames: ages.length },
    }),
  ];
};
