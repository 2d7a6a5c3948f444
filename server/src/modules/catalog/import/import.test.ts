import { readdirSync } from 'node:fs';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { eachDatabase } from '../../../../test/database.ts';
import { type ImportShop, openImportShop } from '../../../../test/imports.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Refusal } from '../../../kernel/refusal.ts';
import type { Who } from '../../../kernel/who.ts';

const counts = (created = 0, updated = 0, unchanged = 0) => ({ created, updated, unchanged });
const refusalOf = (work: Promise<unknown>): Promise<Refusal> =>
  work.then(
    () => expect.unreachable(),
    (problem) => problem,
  );

const shopify = `Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant SKU,Variant Inventory Qty,Variant Price,Variant Compare At Price,Image Src,Image Position,Image Alt Text,Variant Image,Status
kurta,Indigo kurta,"<p>Block printed &amp; <b>light</b>.</p>",Leo,Kurtas,"cotton, indigo",TRUE,Size,M,Color,Indigo,K-M,4,"1,299.00",1599,https://pictures.example/2.jpg,2,Back,,active
kurta,,,,,,,,L,,Indigo,K-L,-2,1299,0,https://pictures.example/1.jpg,1,Front,https://pictures.example/l.jpg,
kurta,,,,,,,,,,,,,,,https://pictures.example/3.jpg,3,,,
lamp,Brass lamp,,Leo,,,TRUE,Title,Default Title,,,,,499,,,,,,draft
broken,Broken cup,,Leo,,,TRUE,Title,Default Title,,,,1,free,,https://pictures.example/c.jpg,1,,,active
`;

eachDatabase((_name, test) => {
  let shop: ImportShop;
  beforeEach(async () => {
    for (const table of ['product_images', 'variants', 'products'])
      await test.db.run(`DELETE FROM catalog_${table}`);
    shop = openImportShop(test.db, {
      accounts: {
        'asha@shop.example': { id: newId(), role: 'seller' },
        'b@shop.example': { id: newId(), role: 'buyer' },
      },
    });
    await shop.startJobs();
  });
  afterEach(() => shop.end());

  it('takes the smallest sheet there is', async () => {
    const done = await shop.take('title,price\nIndigo kurta,1299\n');
    expect(done).toMatchObject({
      state: 'done',
      format: 'leo',
      rows: 1,
      products: counts(1),
      variants: counts(1),
      rejected: 0,
      refusal: null,
    });
    expect(done.notes).toEqual(['The sheet has no stock column: 1 of each was taken.']);
    expect(await shop.products()).toMatchObject([
      {
        slug: 'indigo-kurta',
        title: 'Indigo kurta',
        price: 129_900,
        available: 1,
        options: {},
        state: 'published',
      },
    ]);
    expect(shop.errorsOf(done.id)).toBe('title,price,line,reason\r\n');
  });

  it('takes Leo’s whole format: rows of one handle are one product, however they are spread', async () => {
    const done = await shop.take(
      [
        'Handle;TITLE;Description;Category;Tags;SKU;Price;Compare At;Stock;Size;Color;Material;Image;option:Sleeve',
        'saree;Chanderi saree;"Silk; fine\nand long";Sarees;silk, wedding,साड़ी;S-1;1899;2499;3;M;Rani pink;Silk;;',
        'lamp;Lamp;;;;;499;;2;;;;;',
        'saree;;;;;S-2;1899;2499;0;L;Rani pink;Silk;;Long',
      ].join('\r\n'),
    );
    expect(done).toMatchObject({ rows: 3, products: counts(2), variants: counts(3), rejected: 0, notes: [] });
    expect(await shop.products()).toMatchObject([
      { slug: 'lamp', price: 49_900, available: 2 },
      {
        slug: 'saree',
        title: 'Chanderi saree',
        description: 'Silk; fine\nand long',
        category: 'Sarees',
        tags: ['silk', 'wedding', 'साड़ी'],
        sku: 'S-1',
        price: 189_900,
        compare_at: 249_900,
        available: 3,
        options: { size: 'M', colour: 'Rani pink', material: 'Silk' },
      },
      {
        sku: 'S-2',
        available: 0,
        options: { size: 'L', colour: 'Rani pink', material: 'Silk', sleeve: 'Long' },
      },
    ]);
  });

  it('takes Shopify’s export: variants, options, texts, pictures in their order, drafts', async () => {
    const done = await shop.take(shopify);
    expect(done).toMatchObject({
      format: 'shopify',
      rows: 5,
      products: counts(2),
      variants: counts(3),
      rejected: 1,
    });
    expect(await shop.products()).toMatchObject([
      {
        slug: 'kurta',
        description: 'Block printed & light.',
        category: 'Kurtas',
        tags: ['cotton', 'indigo'],
        state: 'published',
        sku: 'K-M',
        options: { size: 'M', colour: 'Indigo' },
        price: 129_900,
        compare_at: 159_900,
        available: 4,
      },
      {
        sku: 'K-L',
        options: { size: 'L', colour: 'Indigo' },
        price: 129_900,
        compare_at: null,
        available: 0,
      },
      { slug: 'lamp', options: {}, state: 'draft', available: 1 },
    ]);
    const urls = new Map([...shop.media.ids].map(([url, id]) => [id, url.split('/').at(-1)]));
    expect((await shop.imagesOf('kurta')).map((id) => urls.get(id))).toEqual([
      '1.jpg',
      '2.jpg',
      '3.jpg',
      'l.jpg',
    ]);
    expect(done.notes.join(' ')).toMatch(/stock below zero.*line 3/);
    expect(shop.errorsOf(done.id).split('\r\n')[1]).toMatch(
      /^broken,.*,6,The Variant Price is no price: free$/,
    );
  });

  it('changes nothing when the same sheet comes twice, and only what differs when it comes changed', async () => {
    await shop.take(shopify);
    const before = await shop.products();
    const again = await shop.take(shopify);
    expect(again).toMatchObject({ products: counts(0, 0, 2), variants: counts(0, 0, 3), rejected: 1 });
    expect(await shop.products()).toEqual(before);
    const changed = await shop.take(shopify.replace('"1,299.00"', '1399'));
    expect(changed).toMatchObject({ products: counts(0, 1, 1), variants: counts(0, 1, 2) });
    expect((await shop.products())[0]).toMatchObject({ price: 139_900 });
  });

  it('makes variants of one title again, and reports what is there twice', async () => {
    const done = await shop.take(
      'title,price,size\nIndigo kurta,1299,M\nIndigo kurta,1299,L\nindigo  KURTA,1399,m\n',
    );
    expect(done).toMatchObject({ products: counts(1), variants: counts(2), rejected: 1 });
    expect(shop.errorsOf(done.id)).toContain(
      'indigo  KURTA,1399,m,4,The same product with the same options is on line 2',
    );
  });

  it('keeps the products whose titles have no letters apart', async () => {
    expect(await shop.take('title,price\n🎉,10\n🎁,10\n')).toMatchObject({
      products: counts(2),
      rejected: 0,
    });
  });

  it('takes every good row, and gives each bad one back with its line and reason', async () => {
    const rows = [
      ['Good,10,1', null],
      ['No price,,1', 'The price is missing'],
      ['Negative,-5,1', 'The price is negative'],
      ['Power,1e3,1', 'The price is no price: 1e3'],
      ['Zero,0,1', 'The price must be above zero'],
      [',10,1', 'The row has neither a handle nor a title'],
      [`${'x'.repeat(201)},10,1`, 'The title is longer than 200 characters'],
      ['Half,10,1.5', 'The stock is no whole number: 1.5'],
      ['Below,10,-1', 'The stock is negative'],
      ['Comma, in title,10,1', 'The row has 1 more cells than the heading'],
      ['Short,10', null],
    ] as const;
    const done = await shop.take(`title,price,stock\n${rows.map(([row]) => row).join('\n')}\n`);
    expect(done).toMatchObject({ rows: rows.length, products: counts(2), rejected: 9, state: 'done' });
    const lines = shop.errorsOf(done.id).trim().split('\r\n').slice(1);
    expect(lines.map((line) => line.replace(/^.*?,(\d+,[^,]*)$/, '$1'))).toEqual(
      rows.flatMap(([, reason], at) => (reason ? [`${at + 2},${reason}`] : [])),
    );
  });

  it('gives the errors back so that no table program runs them, and reads them again as they were', async () => {
    const bad = ['=HYPERLINK("http://x","y")', '+cmd', '@SUM(A1)', '-2+3', '"tab\there"'];
    const done = await shop.take(
      `title,price\n${bad.map((one) => `"${one.replaceAll('"', '""')}",free`).join('\n')}\n`,
    );
    const errors = shop.errorsOf(done.id);
    expect(done.rejected).toBe(5);
    for (const line of errors.split('\r\n').slice(1, 5)) expect(line).toMatch(/^"?'/);
    const corrected = await shop.take(errors.replaceAll(',free,', ',10,'));
    expect(corrected).toMatchObject({ products: counts(5), rejected: 0 });
    expect((await shop.products()).map(({ title }) => title)).toContain('=HYPERLINK("http://x","y")');
  });

  it('treats names that mean something to a program as names', async () => {
    const done = await shop.take(
      'title,price,__proto__,constructor,option:__proto__,tags\nKurta,10,a,b,c,"__proto__, constructor"\n',
    );
    expect(done).toMatchObject({ products: counts(1), rejected: 0 });
    const [product] = await shop.products();
    expect(product).toMatchObject({ tags: ['__proto__', 'constructor'] });
    expect(Object.entries(product?.options as object)).toEqual([['__proto__', 'c']]);
    expect(({} as Record<string, unknown>)['c']).toBeUndefined();
  });

  it('finds the pictures sent before by their path, and notes the missing ones', async () => {
    const pictures = newId();
    await shop.sendPicture(pictures, 'images/front.webp', 'front');
    await shop.sendPicture(pictures, '../../etc/passwd', 'odd');
    expect((await refusalOf(shop.sendPicture(pictures, 'images/x.webp', 'no picture'))).code).toBe(
      'image.unreadable',
    );
    const sheet =
      'title,price,stock,image\nKurta,10,1,.\\images\\front.webp | images/back.webp|https://pictures.example/a.jpg\nLamp,10,1,file:///etc/passwd\n';
    const done = await shop.take(sheet, { pictures });
    expect(await shop.imagesOf('kurta')).toHaveLength(2);
    expect(done).toMatchObject({ products: counts(2), rejected: 0 });
    expect(done.notes).toEqual([
      '1 row with a picture that was not sent along: the product is there without it (line 2: images/back.webp).',
      '1 row with a picture’s address that is neither a web address nor a path (line 3: file:///etc/passwd).',
    ]);
    expect(readdirSync(`${shop.folder}/pictures`)).toEqual([]);
  });

  it('notes prices that name another currency, and columns that are there twice', async () => {
    const done = await shop.take('title,price,stock,Price\nKurta,10.00 USD,1,99\n');
    expect((await shop.products())[0]).toMatchObject({ price: 1_000 });
    expect(done.notes).toEqual([
      '1 row with a price in another currency than the shop’s: the number was taken as it is (line 2: 10.00 USD).',
      'Columns that are there more than once (Price): the first of each was read.',
    ]);
  });

  it.each([
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'import.not-a-sheet'],
    ['an xlsx', Buffer.from('504b030414000600', 'hex'), 'import.not-a-sheet'],
    ['nothing', '', 'import.empty'],
    ['only a heading', 'title,price\n', 'import.empty'],
    ['no price column', 'title,colour\nKurta,Red\n', 'import.no-title-or-price'],
    ['no title column', 'name,price\nKurta,10\n', 'import.no-title-or-price'],
  ])('refuses %s at once, and keeps nothing of it', async (_, content, code) => {
    const { code: answered, details } = await refusalOf(shop.send(content));
    expect(answered).toBe(code);
    if (code === 'import.no-title-or-price')
      expect(details).toMatchObject({ columns: expect.any(Array), missing: expect.any(Array) });
    expect(readdirSync(shop.folder)).toEqual([]);
  });

  it('keeps nothing of a sheet whose sender went away in the middle', async () => {
    async function* half() {
      yield Buffer.from('title,price\nKur');
      throw new Error('the sender hung up');
    }
    await expect(shop.send(Readable.from(half()))).rejects.toThrow('hung up');
    expect(readdirSync(shop.folder)).toEqual([]);
  });

  it('lets an operator import for a seller, nobody else for others, and strangers see nothing', async () => {
    const operator: Who = { accountId: newId(), role: 'operator', name: null };
    const stranger: Who = { accountId: newId(), role: 'seller', name: null };
    const sheet = 'title,price\nKurta,10\n';
    const sent = await shop.send(sheet, { seller: 'asha@shop.example' }, operator);
    await shop.jobs.drain();
    expect(await shop.look(sent.id, operator)).toMatchObject({ state: 'done', products: counts(1) });
    expect((await refusalOf(shop.send(sheet, { seller: 'asha@shop.example' }))).code).toBe(
      'account.not-allowed',
    );
    expect((await refusalOf(shop.send(sheet, { seller: 'b@shop.example' }, operator))).code).toBe(
      'account.unknown',
    );
    expect((await refusalOf(shop.look(sent.id, stranger))).code).toBe('import.unknown');
    expect(await shop.api.importErrors(sent.id, stranger)).toBeUndefined();
    expect(await shop.api.importErrors(sent.id, null)).toBeUndefined();
    expect(await shop.api.importErrors('../../etc/passwd', operator)).toBeUndefined();
    expect(await shop.api.importErrors(sent.id, operator)).toContain(sent.id);
  });

  it('loses no other row to one that is broken or longer than any product', async () => {
    const done = await shop.take(
      `title,price\nSaree,10\n"Kurta,10\nLamp,20\n${'x'.repeat(1_500_000)},5\nShawl,30\n`,
    );
    expect(done).toMatchObject({ rows: 5, products: counts(3), rejected: 2 });
    const reasons = shop.errorsOf(done.id).trim().split('\r\n').slice(1);
    expect(reasons[0]).toContain(',3,A quote in this row is never closed');
    expect(reasons[1]).toContain(',5,This row is longer than a million signs');
  });
});
