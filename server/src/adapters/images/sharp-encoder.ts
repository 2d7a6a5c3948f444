import { open } from 'node:fs/promises';
import sharp, { type Raw, type Sharp } from 'sharp';
import { imageWidths } from '#contracts/media';
import type { EncodedPicture, PictureEncoder } from '../../kernel/picture-encoder.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { headLength, isPicture } from './sniff.ts';

const mostPixels = 50_000_000;
/** Nothing sane takes so long; libvips stops there. */
const patience = { seconds: 30 };
/** A picture eight times as tall as wide is a scroll; it is made smaller instead of taller. */
const tallest = 4;

/**
 * Measured on 960×1280 pictures of cloth, three widths each: WebP effort 2 takes 75 ms (3: 209 ms, 5 % smaller),
 * AVIF effort 0 takes 97 ms (1: 376 ms, 14 % smaller). Forty pictures of a first sheet matter more.
 */
const webp = { quality: 76, effort: 2 };
const avif = { quality: 52, effort: 0, chromaSubsampling: '4:2:0' };
const blur = { quality: 30, effort: 2 };
const blurWidth = 24;
const largest = Math.max(...imageWidths);

/** Never wider than the original; its own width too where the step below would waste much of it. */
export const widthsFor = (width: number): number[] => {
  const fitting: number[] = imageWidths.filter((one) => one <= width);
  const widest = fitting.at(-1) ?? 0;
  return widest < largest && width >= widest * 1.25 ? [...fitting, width] : fitting;
};

/** Formats that libvips may open at all: no SVG, PDF, TIFF or RAW reader ever sees what strangers send. */
const readers = [
  'VipsForeignLoadJpeg',
  'VipsForeignLoadPng',
  'VipsForeignLoadWebp',
  'VipsForeignLoadHeif',
  'VipsForeignLoadNsgif',
];

const refuseStrangers = async (file: string): Promise<void> => {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headLength), 0, headLength, 0);
    if (!isPicture(buffer.subarray(0, bytesRead))) throw new Refusal('image.unreadable');
  } finally {
    await handle.close();
  }
};

const unreadable = (problem: unknown): never => {
  if (problem instanceof Refusal) throw problem;
  const tooLarge = problem instanceof Error && problem.message.includes('pixel limit');
  throw new Refusal(tooLarge ? 'image.too-large' : 'image.unreadable');
};

interface Decoded {
  width: number;
  height: number;
  pixels: Buffer;
  raw: Raw;
}

/** Read once, upright, in sRGB, no larger than the largest size; all sizes are made from this. */
const decode = async (file: string): Promise<Decoded> => {
  const original = sharp(file, { limitInputPixels: mostPixels, failOn: 'error' }).timeout(patience);
  const { autoOrient } = await original.metadata();
  const { data, info } = await original
    .autoOrient()
    .resize({ width: largest, height: tallest * largest, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const raw = { width: info.width, height: info.height, channels: info.channels } as Raw;
  return { width: autoOrient.width, height: autoOrient.height, pixels: data, raw };
};

const sized = ({ pixels, raw }: Decoded, width: number): Sharp =>
  sharp(pixels, { raw }).resize({ width, height: tallest * width, fit: 'inside', withoutEnlargement: true });

const encode = async (
  file: string,
  keep: (name: string, bytes: Uint8Array) => Promise<void>,
): Promise<EncodedPicture> => {
  await refuseStrangers(file);
  const decoded = await decode(file).catch(unreadable);
  const widths = widthsFor(decoded.width);
  for (const width of widths) {
    await keep(`${width}.webp`, await sized(decoded, width).webp(webp).toBuffer());
    await keep(`${width}.avif`, await sized(decoded, width).avif(avif).toBuffer());
  }
  const placeholder = await sized(decoded, blurWidth).blur(1).webp(blur).toBuffer();
  return {
    width: decoded.width,
    height: decoded.height,
    widths,
    placeholder: `data:image/webp;base64,${placeholder.toString('base64')}`,
  };
};

/** libvips, one thread and one picture at a time; it works beside the event loop, not on it. */
export const sharpEncoder = (): PictureEncoder => {
  sharp.concurrency(1);
  sharp.cache(false);
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({ operation: readers });
  let last: Promise<unknown> = Promise.resolve();
  return {
    encode: (file, keep) => {
      const mine = last.then(() => encode(file, keep));
      last = mine.catch(() => undefined);
      return mine;
    },
  };
};
