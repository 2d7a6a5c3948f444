/**
 * Draws the pictures of the demo shop into templates/demo/images.
 * Run: node scripts/demo-pictures/main.mjs [--only part-of-a-name] [--sheet folder-for-a-contact-sheet]
 */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { contactSheet } from './contact-sheet.mjs';
import { PICTURES } from './pictures.mjs';
import { BLEED, finish } from './scene.mjs';
import { HEIGHT, newPage, WIDTH } from './svg.mjs';

const { values } = parseArgs({ options: { only: { type: 'string' }, sheet: { type: 'string' } } });
const images = fileURLToPath(new URL('../../templates/demo/images/', import.meta.url));
await mkdir(images, { recursive: true });

/** The best quality that stays under 54 KB, so that the whole folder stays under 2 MB. */
const encode = async (pixels, quality = 80) => {
  const data = await sharp(pixels, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } })
    .webp({ quality, effort: 5 })
    .toBuffer();
  return data.length <= 54 * 1024 || quality <= 28 ? { data, quality } : encode(pixels, quality - 6);
};

const draw = async (picture) => {
  const [name, scene, product] = picture;
  const page = newPage();
  const body = product(page);
  const svg = finish(page, { seed: PICTURES.indexOf(picture) + 1, ...scene }, body);
  const pixels = await sharp(Buffer.from(svg))
    .extract({ left: BLEED, top: BLEED, width: WIDTH, height: HEIGHT })
    .removeAlpha()
    .raw()
    .toBuffer();
  const { data, quality } = await encode(pixels);
  const file = path.join(images, `${name}.webp`);
  await writeFile(file, data);
  console.log(`${name} ${Math.round(data.length / 1024)} KB at quality ${quality}`);
  return { file, size: data.length };
};

const wanted = PICTURES.filter(([name]) => name.includes(values.only ?? ''));
const drawn = [];
for (const picture of wanted) drawn.push(await draw(picture));
console.log(`${drawn.length} pictures, ${Math.round(drawn.reduce((sum, d) => sum + d.size, 0) / 1024)} KB`);
if (values.sheet)
  await contactSheet(
    drawn.map((d) => d.file),
    values.sheet,
  );
