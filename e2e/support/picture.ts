import type { Page } from 'playwright-core';

/** What the video shows now, as a few grey values, and how many frames it has decoded. */
export const glimpse = (page: Page) =>
  page.evaluate(async () => {
    const video = [...document.querySelectorAll('video')].find((one) => one.videoWidth > 0 && !one.paused);
    if (!video) return { width: 0, frames: 0, values: [] as number[] };
    const canvas = new OffscreenCanvas(16, 16);
    const pen = canvas.getContext('2d');
    pen?.drawImage(video, 0, 0, 16, 16);
    const { data } = pen?.getImageData(0, 0, 16, 16) ?? { data: new Uint8ClampedArray() };
    return {
      width: video.videoWidth,
      frames: video.getVideoPlaybackQuality().totalVideoFrames,
      values: [...data].filter((_, index) => index % 4 === 1),
    };
  });

const differ = (one: number[], other: number[]): boolean =>
  one.length > 0 && one.some((value, index) => Math.abs(value - (other[index] ?? value)) > 4);

/** True once frames are decoded one after another and what they show changes. */
export const seesMovingPicture = async (page: Page, within = 15_000): Promise<boolean> => {
  const until = Date.now() + within;
  let before = await glimpse(page);
  while (Date.now() < until) {
    await page.waitForTimeout(200);
    const now = await glimpse(page);
    if (now.frames > before.frames && now.width > 0 && differ(now.values, before.values)) return true;
    before = now;
  }
  return false;
};
