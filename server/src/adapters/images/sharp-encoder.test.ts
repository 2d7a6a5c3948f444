import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cloth, flood, look, paint } from '../../../test/pictures.ts';
import { sharpEncoder } from './sharp-encoder.ts';
import { isPicture } from './sniff.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leo-encoder-'));
});
afterAll(() => rm(folder, { recursive: true }));

const encoder = sharpEncoder();
let pictures = 0;
const encode = async (original: Buffer) => {
  const file = join(folder, `${(pictures += 1)}`);
  await writeFile(file, original);
  const files = new Map<string, Buffer>();
  const picture = await encoder.encode(file, async (name, bytes) => void files.set(name, Buffer.from(bytes)));
  return { picture, files };
};

it('makes AVIF and WebP in four widths, and never wider than the original', async () => {
  const { picture, files } = await encode(await cloth(1_600, 2_000).jpeg().toBuffer());
  expect(picture).toMatchObject({ width: 1_600, height: 2_000, widths: [320, 640, 960, 1_280] });
  expect(files.size).toBe(8);
  for (const width of picture.widths)
    for (const [format, found] of [
      ['avif', 'heif'],
      ['webp', 'webp'],
    ]) {
      const made = await look(files.get(`${width}.${format}`)!);
      expect([made.width, made.height, made.format]).toEqual([width, width * 1.25, found]);
    }
});

it.each([
  [90, [90]],
  [320, [320]],
  [390, [320]],
  [500, [320, 500]],
  [1_279, [320, 640, 960, 1_279]],
])('makes of a picture %i wide the widths %o', async (width, widths) => {
  const { picture, files } = await encode(await paint(width, 200).gif().toBuffer());
  expect(picture.widths).toEqual(widths);
  expect([...files.keys()].sort()).toEqual(widths.flatMap((one) => [`${one}.avif`, `${one}.webp`]).sort());
});

it('gives a blurred picture to show first, of at most 1 KB', async () => {
  const { picture } = await encode(await cloth(900, 1_200, 3).jpeg().toBuffer());
  expect(picture.placeholder).toMatch(/^data:image\/webp;base64,/);
  expect(picture.placeholder.length).toBeLessThanOrEqual(1_024);
});

it('turns a phone’s picture upright and forgets where it was taken', async () => {
  const exif = { IFD0: { Copyright: 'where I live' }, IFD3: { GPSLatitude: '12/1 58/1 0/1' } };
  const sideways = await cloth(800, 600, 5).withExif(exif).withMetadata({ orientation: 6 }).jpeg().toBuffer();
  expect((await look(sideways)).exif?.includes('where I live')).toBe(true);
  const { picture, files } = await encode(sideways);
  expect([picture.width, picture.height]).toEqual([600, 800]);
  for (const bytes of files.values()) {
    const { exif: left, icc, xmp, orientation } = await look(bytes);
    expect([left, icc, xmp, orientation]).toEqual([undefined, undefined, undefined, undefined]);
    expect(bytes.includes('where I live')).toBe(false);
  }
});

it.each(['jpeg', 'png', 'webp', 'avif', 'gif'] as const)('reads %s', async (format) => {
  const { picture } = await encode(await cloth(340, 340).toFormat(format).toBuffer());
  expect(picture.widths).toEqual([320]);
});

it('makes a scroll smaller instead of taller than a browser can show', async () => {
  const { files } = await encode(await paint(400, 20_000).png().toBuffer());
  const { width, height } = await look(files.get('320.webp')!);
  expect([width, height]).toEqual([26, 1_280]);
});

const half = (bytes: Buffer) => bytes.subarray(0, bytes.length / 2);
const script = '*/=alert(1);/*';
const refused: [string, () => Promise<Buffer> | Buffer][] = [
  ['text', () => Buffer.from('title,price\nKurta,499\n')],
  ['nothing', () => Buffer.alloc(0)],
  ['an SVG', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
  ['HTML', () => Buffer.from('<!doctype html><script>alert(1)</script>')],
  ['a GIF that is a script', () => Buffer.from('GIF89a=1;alert(document.domain)//')],
  [
    'a JPEG that is a script',
    () => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from(script)]),
  ],
  ['half a JPEG', async () => half(await cloth(900, 900).jpeg().toBuffer())],
  ['half a PNG', async () => half(await cloth(200, 200).png().toBuffer())],
  ['a TIFF', () => paint(40, 40).tiff().toBuffer()],
  ['a gzip bomb', () => gzipSync(Buffer.alloc(10_000_000))],
  ['a PDF', () => Buffer.from('%PDF-1.4\n1 0 obj <<>> endobj')],
];
it.each(refused)('refuses %s', async (_what, make) => {
  await expect(encode(await make())).rejects.toMatchObject({ code: 'image.unreadable' });
});

it.each([
  [50_000, 50_000],
  [7_100, 7_100],
  [1, 50_000_001],
])(
  'refuses a picture that says it is %i × %i, more than 50 megapixels, without reading it',
  async (width, height) => {
    await expect(encode(await flood(width, height))).rejects.toMatchObject({ code: 'image.too-large' });
  },
);

it('knows a picture by its first bytes', () => {
  const head = (...bytes: (number | string)[]) =>
    Buffer.concat(bytes.map((one) => (typeof one === 'string' ? Buffer.from(one) : Buffer.from([one]))));
  for (const picture of [
    head(0xff, 0xd8, 0xff, 0xdb),
    head('GIF89a'),
    head('RIFF', 'size', 'WEBPVP8 '),
    head('size', 'ftypavif'),
  ])
    expect(isPicture(picture)).toBe(true);
  for (const other of [
    head('RIFF', 'size', 'WAVE'),
    head('size', 'ftypheic'),
    head('size', 'ftypmp42'),
    head(' GIF89a'),
    head('II*'),
    head('8BPS'),
    head(),
  ])
    expect(isPicture(other)).toBe(false);
});

it('hands on nothing of what was hidden behind a real picture', async () => {
  const picture = await cloth(400, 400, 11).png().toBuffer();
  const { files } = await encode(Buffer.concat([picture, Buffer.from('<script>alert("polyglot")</script>')]));
  for (const bytes of files.values()) expect(bytes.includes('polyglot')).toBe(false);
});

it('leaves the event loop to the shop while a picture is made', async () => {
  const original = await cloth(2_400, 3_000, 19).jpeg().toBuffer();
  const before = performance.eventLoopUtilization();
  await encode(original);
  // Were it made on the event loop, the loop would have had no rest at all.
  expect(performance.eventLoopUtilization(before).utilization).toBeLessThan(0.5);
});

it('goes on with the next picture after one it could not read', async () => {
  const readable = await paint(40, 40).png().toBuffer();
  const [bad, good] = await Promise.allSettled([encode(Buffer.from('text')), encode(readable)]);
  expect([bad?.status, good?.status]).toEqual(['rejected', 'fulfilled']);
});
