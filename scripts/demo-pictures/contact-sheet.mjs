/** Two sheets to judge the pictures by: portrait as on a product page, and square at 76 pixels as on a live card. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';

const grid = async (files, file, { columns, w, h }) => {
  const gap = 10;
  const tiles = await Promise.all(
    files.map(async (f, i) => ({
      input: await sharp(f).resize(w, h, { fit: 'cover' }).toBuffer(),
      left: gap + (i % columns) * (w + gap),
      top: gap + Math.floor(i / columns) * (h + gap),
    })),
  );
  const rows = Math.ceil(files.length / columns);
  const width = gap + Math.min(columns, files.length) * (w + gap);
  const canvas = { width, height: gap + rows * (h + gap), channels: 3, background: '#ffffff' };
  await sharp({ create: canvas }).composite(tiles).png().toFile(file);
};

export const contactSheet = async (files, folder) => {
  await mkdir(folder, { recursive: true });
  await grid(files, path.join(folder, 'portrait.png'), { columns: 6, w: 300, h: 400 });
  await grid(files, path.join(folder, 'square.png'), { columns: 13, w: 76, h: 76 });
};
