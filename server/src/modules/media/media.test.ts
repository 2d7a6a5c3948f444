import { readdir, readFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eachDatabase } from '../../../test/database.ts';
import { openMedia } from '../../../test/media.ts';
import { cloth, look } from '../../../test/pictures.ts';
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

  it('keeps both formats of every size it names, and serves them', async () => {
    const image = await add(await cloth(500, 400).png().toBuffer(), 'A saree');
    expect(image).toMatchObject({ alt: 'A saree', width: 500, height: 400, widths: [320, 500] });
    for (const width of image.widths)
      for (const format of ['avif', 'webp']) {
        const { type, bytes } = (await read(image.id, `${width}.${format}`))!;
        expect([type, (await look(bytes)).width]).toEqual([`image/${format}`, width]);
      }
    expect((await media.api.images([image.id])).get(image.id)).toEqual(image);
  });

  it('refuses what is no picture, and keeps nothing of it', async () => {
    await expect(add(Buffer.from('title,price'))).rejects.toMatchObject({ code: 'image.unreadable' });
    await expect(media.api.add({ file: import.meta.filename, alt: '' })).rejects.toMatchObject({
      code: 'image.unreadable',
    });
  });

  it('refuses more than 20 MB, and hears the sender out so that they can hear us', async () => {
    const large = Readable.from(Array.from({ length: 25 }, () => Buffer.alloc(1_000_000)));
    await expect(media.api.add({ stream: large, alt: '' })).rejects.toMatchObject({
      code: 'image.too-large',
    });
    await expect.poll(() => large.readableEnded).toBe(true);
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

  it('takes an address that a sheet names twice for one picture', async () => {
    const twice = [
      { url: 'http://twice.example/a.jpg', alt: 'first' },
      { url: 'http://TWICE.example/a.jpg', alt: 'second' },
    ];
    const ids = await media.inTx((tx) => media.api.addByUrls(twice, tx));
    expect(ids[0]).toBe(ids[1]);
    await settle(ids[0]!);
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
    const shop = await shopOf((request, response) => {
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
