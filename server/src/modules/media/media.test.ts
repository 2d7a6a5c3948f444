import { readdir, readFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eachDatabase } from '../../../test/database.ts';
import { openMedia } from '../../../test/media.ts';
import { cloth, flood, look, paint } from '../../../test/pictures.ts';
import { newId } from '../../kernel/ids.ts';

const stream = (bytes: Buffer) => Readable.from([bytes]);

function* endless() {
  yield Buffer.from([0xff, 0xd8, 0xff]);
  for (;;) yield Buffer.alloc(1_000_000);
}

eachDatabase((_name, test) => {
  let media: Awaited<ReturnType<typeof openMedia>>;
  beforeAll(async () => {
    media = await openMedia(test.db);
  });
  afterAll(() => media.end());

  const add = (bytes: Buffer, alt = '') => media.api.add({ stream: stream(bytes), alt });
  const read = async (id: string, file: string) => {
    const served = await media.api.serveFile(id, file);
    return served && { type: served.type, bytes: await readFile(served.path) };
  };

  it('makes AVIF and WebP in four widths, and never wider than the original', async () => {
    const image = await add(await cloth(1_600, 2_000).jpeg().toBuffer(), 'A saree');
    expect(image).toMatchObject({
      alt: 'A saree',
      width: 1_600,
      height: 2_000,
      widths: [320, 640, 960, 1_280],
    });
    for (const width of image.widths) {
      for (const format of ['avif', 'webp']) {
        const served = (await read(image.id, `${width}.${format}`))!;
        const found = await look(served.bytes);
        expect([served.type, found.width, found.height]).toEqual([`image/${format}`, width, width * 1.25]);
        expect(found.format).toBe(format === 'avif' ? 'heif' : 'webp');
      }
    }
    const small = await add(await cloth(500, 400).png().toBuffer());
    expect(small.widths).toEqual([320, 500]);
    const tiny = await add(await paint(90, 60).gif().toBuffer());
    expect(tiny.widths).toEqual([90]);
    expect((await look((await read(tiny.id, '90.avif'))!.bytes)).width).toBe(90);
  });

  it('gives a blurred picture to show first, of at most 1 KB', async () => {
    const image = await add(await cloth(900, 1_200, 3).jpeg().toBuffer());
    expect(image.placeholder).toMatch(/^data:image\/webp;base64,/);
    expect(image.placeholder!.length).toBeLessThanOrEqual(1_024);
  });

  it('turns a phone’s picture upright and forgets where it was taken', async () => {
    const exif = { IFD0: { Copyright: 'where I live' }, IFD3: { GPSLatitude: '12/1 58/1 0/1' } };
    const sideways = await cloth(800, 600, 5)
      .withExif(exif)
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const image = await add(sideways);
    expect([image.width, image.height]).toEqual([600, 800]);
    for (const format of ['avif', 'webp']) {
      const { bytes } = (await read(image.id, `320.${format}`))!;
      const found = await look(bytes);
      expect([found.width, found.exif, found.icc, found.orientation]).toEqual([
        320,
        undefined,
        undefined,
        undefined,
      ]);
    }
  });

  it.each(['jpeg', 'png', 'webp', 'avif', 'gif'] as const)('reads %s', async (format) => {
    const image = await add(
      await cloth(340, 340, format.length + 40)
        .toFormat(format)
        .toBuffer(),
    );
    expect(image.widths).toEqual([320]);
  });

  const refused: [string, () => Promise<Buffer> | Buffer][] = [
    ['text', () => Buffer.from('title,price\nKurta,499\n')],
    ['nothing', () => Buffer.alloc(0)],
    [
      'an SVG with a script',
      () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    ],
    ['HTML', () => Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['a GIF that is a script', () => Buffer.from('GIF89a=1;alert(document.domain)//')],
    [
      'a JPEG that is a script',
      () => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from('*/=alert(1);/*')]),
    ],
    ['half a JPEG', async () => (await cloth(900, 900).jpeg().toBuffer()).subarray(0, 20_000)],
    ['a TIFF', () => paint(40, 40).tiff().toBuffer()],
    ['a gzip bomb', () => gzipSync(Buffer.alloc(10_000_000))],
    ['a PDF', () => Buffer.from('%PDF-1.4\n1 0 obj <<>> endobj')],
  ];
  it.each(refused)('refuses %s', async (_what, make) => {
    await expect(add(await make())).rejects.toMatchObject({ code: 'image.unreadable' });
  });

  it('refuses more than 50 megapixels without reading them, and more than 20 MB without keeping them', async () => {
    await expect(add(await flood())).rejects.toMatchObject({ code: 'image.too-large' });
    await expect(media.api.add({ stream: Readable.from(endless()), alt: '' })).rejects.toMatchObject({
      code: 'image.too-large',
    });
  });

  it('serves nothing of what was hidden behind a real picture', async () => {
    const picture = await cloth(400, 400, 11).png().toBuffer();
    const image = await add(Buffer.concat([picture, Buffer.from('<script>alert("polyglot")</script>')]));
    for (const file of ['320.avif', '320.webp'])
      expect((await read(image.id, file))!.bytes.includes('polyglot')).toBe(false);
  });

  it('knows the same picture again, even when it is sent twice at once', async () => {
    const bytes = await cloth(700, 500, 13).jpeg().toBuffer();
    const [one, other] = await Promise.all([add(bytes), add(bytes)]);
    expect(one.id).toBe(other.id);
    expect((await add(bytes)).id).toBe(one.id);
    expect([...(await media.api.images([one.id, newId()])).keys()]).toEqual([one.id]);
  });

  it('has no file for a size that was not made, nor for a name that is none', async () => {
    const image = await add(await cloth(420, 420, 17).jpeg().toBuffer());
    for (const file of ['640.avif', '320.jpg', '320', '../320.webp', '0320.webp', '320.webp\0', ''])
      expect(await media.api.serveFile(image.id, file)).toBeUndefined();
    for (const id of [newId(), '../..', 'x', '\0'])
      expect(await media.api.serveFile(id, '320.webp')).toBeUndefined();
  });

  it('lets the shop go on while a picture is made', async () => {
    const bytes = await cloth(2_400, 3_000, 19).jpeg().toBuffer();
    const before = performance.eventLoopUtilization();
    await add(bytes);
    // Were it made on the event loop, the loop would have had no rest at all.
    expect(performance.eventLoopUtilization(before).utilization).toBeLessThan(0.5);
  });

  const served: Server[] = [];
  afterAll(() => served.forEach((one) => one.close()));
  const shopOf = async (listener: RequestListener): Promise<string> => {
    const server = createServer(listener);
    served.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://pictures.example:${(server.address() as AddressInfo).port}`;
  };
  const link = (url: string) => media.inTx((tx) => media.api.addByUrl({ url, alt: 'linked' }, tx));
  const stateOf = async (id: string) => (await media.api.states([id])).get(id);
  /** Lets every try happen, with the waits between them; answers how it ended. */
  const settle = async (id: string) => {
    for (let tries = 0; tries < 8; tries += 1) {
      await media.jobs.drain();
      if ((await stateOf(id))?.state !== 'waiting') break;
      media.clock.pass(20_000);
    }
    return (await stateOf(id))!;
  };

  it('fetches a linked picture in the background and tells when it is there', async () => {
    const bytes = await cloth(500, 500, 23).jpeg().toBuffer();
    const url = `${await shopOf((_request, response) => response.end(bytes))}/a.jpg`;
    const id = await link(url);
    expect(await stateOf(id)).toEqual({ state: 'waiting', source: url, reason: null });
    expect(await settle(id)).toEqual({ state: 'ready', source: url, reason: null });
    expect((await media.api.images([id])).get(id)).toMatchObject({ alt: 'linked', widths: [320, 500] });
    expect((await read(id, '320.avif'))?.type).toBe('image/avif');
    const told = await test.db.rows<{ payload: string }>(
      `SELECT payload FROM kernel_outbox WHERE name = 'image.ready'`,
    );
    expect(told.map((one) => JSON.parse(one.payload).imageId)).toContain(id);
  });

  it('fetches one address once, and shares the files of equal pictures', async () => {
    let asked = 0;
    const bytes = await cloth(520, 520, 29).jpeg().toBuffer();
    const shop = await shopOf((_request, response) => {
      asked += 1;
      response.end(bytes);
    });
    const [one, again] = [await link(`${shop}/a.jpg`), await link(`${shop}/a.jpg`)];
    expect(again).toBe(one);
    await settle(one);
    await link(`${shop}/a.jpg`);
    const copy = await link(`${shop}/b.jpg`);
    await settle(copy);
    expect(asked).toBe(2);
    expect(copy).not.toBe(one);
    expect((await media.api.serveFile(copy, '320.webp'))?.path).toBe(
      (await media.api.serveFile(one, '320.webp'))?.path,
    );
  });

  it('tries again when the other server has a bad moment', async () => {
    let asked = 0;
    const bytes = await cloth(530, 530, 31).jpeg().toBuffer();
    const shop = await shopOf((_request, response) => {
      asked += 1;
      if (asked < 3) response.writeHead(503).end();
      else response.end(bytes);
    });
    const id = await link(`${shop}/a.jpg`);
    expect((await settle(id)).state).toBe('ready');
    expect(asked).toBe(3);
  });

  it.each([
    ['The other server answered 404.', '/gone'],
    ['This is not a picture we can read. Send JPEG, PNG, WebP, AVIF or GIF.', '/text'],
    ['This picture is too large. Send one of at most 20 MB and 50 megapixels.', '/endless'],
    ['The other server could not be reached.', '/cut'],
  ])('tells the seller %o', async (reason, path) => {
    const shop = await shopOf(async (request, response) => {
      if (request.url === '/gone') response.writeHead(404).end();
      else if (request.url === '/text')
        response.writeHead(200, { 'content-type': 'image/jpeg' }).end('not a picture');
      else if (request.url === '/cut') response.socket?.destroy();
      else Readable.from(endless()).pipe(response);
    });
    const id = await link(`${shop}${path}`);
    expect(await settle(id)).toMatchObject({ state: 'failed', reason });
    expect((await media.api.images([id])).size).toBe(0);
  });

  it('says so at once of what is no web address or leads into the private network', async () => {
    for (const url of [
      'file:///etc/passwd',
      'photo.jpg',
      `http://127.0.0.1.nip.example:1/\0`,
      'http://10.0.0.1/a.jpg',
      '',
    ])
      expect(await settle(await link(url))).toMatchObject({ state: 'failed' });
  });

  it('leaves no unfinished file behind', async () => {
    const all = await readdir(media.folder, { recursive: true });
    expect(all.filter((one) => one.endsWith('.part'))).toEqual([]);
  });
});
