import { crc32 } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';

/** A picture of one colour. */
export const paint = (width: number, height: number): Sharp =>
  sharp({ create: { width, height, channels: 3, background: { r: 210, g: 40, b: 120 } } });

/** Stripes with noise, as cloth has: its sizes weigh something, and each seed is another picture. */
export const cloth = (width: number, height: number, seed = 7): Sharp => {
  const pixels = Buffer.alloc(width * height * 3);
  let noise = seed;
  for (let at = 0; at < pixels.length; at += 1) {
    noise = (noise * 1_103_515_245 + 12_345) % 2_147_483_648;
    pixels[at] = ((at / 48) % 2 < 1 ? 180 : 60) + (noise % 40);
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } });
};

/** A PNG of a few bytes whose header says it is so large. */
export const flood = async (width: number, height: number): Promise<Buffer> => {
  const png = await paint(8, 8).png().toBuffer();
  png.writeUInt32BE(width, 16);
  png.writeUInt32BE(height, 20);
  png.writeUInt32BE(crc32(png.subarray(12, 29)), 29);
  return png;
};

/** What a file says about itself. */
export const look = (bytes: Buffer) => sharp(bytes).metadata();
