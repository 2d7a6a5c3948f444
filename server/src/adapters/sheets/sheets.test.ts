import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { Refusal } from '../../kernel/refusal.ts';
import type { SheetRecord } from '../../kernel/sheets.ts';
import { openSheets } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'leo-sheets-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const { open, plainText } = openSheets();
let files = 0;
const save = (content: string | Buffer): string => {
  files += 1;
  const path = join(folder, `${files}.csv`);
  writeFileSync(path, content);
  return path;
};
const read = async (content: string | Buffer) => {
  const sheet = await open(save(content));
  const records: SheetRecord[] = [];
  for await (const some of sheet.records()) records.push(...some);
  return { ...sheet, records, cells: records.map(({ cells }) => cells) };
};
const refusal = async (content: string | Buffer): Promise<string> =>
  open(save(content)).then(
    () => 'taken',
    (problem: Refusal) => problem.code,
  );

it.each([
  ['commas', 'title,price\nSaree,10\n'],
  ['semicolons', 'title;price\nSaree;10'],
  ['tabs', 'title\tprice\r\nSaree\t10\r\n'],
  ['old Mac line ends', 'title,price\rSaree,10\r'],
  ['mixed line ends', 'title,price\r\n\n\nSaree,10\n\r\n'],
  ['a byte order mark', '\ufefftitle,price\nSaree,10'],
  ['Excel’s first line', 'sep=;\ntitle;price\nSaree;10'],
  ['spaces around', ' title , price \n Saree , 10 '],
  ['quotes around all', '"title","price"\n"Saree","10"'],
  ['quotes after spaces', 'title, price\n "Saree" , "10" '],
  ['UTF-16 as Excel saves it', Buffer.from('\ufefftitle\tprice\r\nSaree\t10\r\n', 'utf16le')],
  ['UTF-16 without its mark', Buffer.from('title,price\nSaree,10\n', 'utf16le')],
  ['UTF-16 of another order', Buffer.from('\ufefftitle,price\nSaree,10\n', 'utf16le').swap16()],
])('reads a sheet with %s', async (_, content) => {
  const { columns, cells } = await read(content);
  expect(columns).toEqual(['title', 'price']);
  expect(cells).toEqual([['Saree', '10']]);
});

it('reads letters of any script, and of Latin-1 with a word about it', async () => {
  expect((await read('title,price\nचंदेरी साड़ी 🎉,10')).cells).toEqual([['चंदेरी साड़ी 🎉', '10']]);
  const latin = await read(Buffer.from('title,price\nCafé lamp,10', 'latin1'));
  expect(latin.cells).toEqual([['Café lamp', '10']]);
  expect(latin.notes).toEqual([expect.stringContaining('Latin-1')]);
  const long = await read(`title,price\n${'अ,1\n'.repeat(200_000)}`);
  expect(long.notes).toEqual([]);
  expect(long.cells.every(([title]) => title === 'अ')).toBe(true);
});

it('keeps line breaks, commas and quotes inside quotes, and says each record’s line', async () => {
  const { records } = await read('title,price\n"Silk, ""fine""\r\nand long\n",10\nLamp,20\n5" nail,30\n');
  expect(records).toEqual([
    { line: 2, cells: ['Silk, "fine"\r\nand long\n', '10'], problem: null },
    { line: 5, cells: ['Lamp', '20'], problem: null },
    { line: 6, cells: ['5" nail', '30'], problem: null },
  ]);
});

it('takes rows that are shorter or longer than the heading as they are', async () => {
  expect((await read('a,b\n1\n1,2,3')).cells).toEqual([['1'], ['1', '2', '3']]);
});

it('loses one line to a quote that is never closed, and reads on after it', async () => {
  const good = Array.from({ length: 50_000 }, (_, at) => `Lamp ${at},20`).join('\n');
  const { records } = await read(`title,price\nSaree,10\n"Kurta,10\n${good}\n"Last,1\nShawl,30`);
  const broken = records.filter(({ problem }) => problem);
  expect(broken.map(({ line }) => line)).toEqual([3, 50_004]);
  expect(records).toHaveLength(50_004);
  expect(records.at(-1)).toMatchObject({ line: 50_005, cells: ['Shawl', '30'] });
});

it('loses each of a thousand lines whose quote is never closed, and none besides', async () => {
  const { records } = await read(`title,price\n${'"x,1\n'.repeat(1_000)}Shawl,30`);
  expect(records).toHaveLength(1_001);
  expect(records.at(-1)).toMatchObject({ line: 1_002, cells: ['Shawl', '30'], problem: null });
});

it('loses one line that is longer than any product, and reads on after it', async () => {
  const { records } = await read(`title,price\nSaree,10\n${'x'.repeat(3_500_000)},10\nLamp,20\n`);
  expect(records).toMatchObject([
    { line: 2, problem: null },
    { line: 3, problem: expect.stringContaining('longer') },
    { line: 4, cells: ['Lamp', '20'], problem: null },
  ]);
});

it('gives the same records each time they are asked for', async () => {
  const sheet = await open(save('title,price\nSaree,10'));
  for (const _ of [1, 2]) {
    const all: unknown[] = [];
    for await (const some of sheet.records()) all.push(...some);
    expect(all).toHaveLength(1);
  }
});

it.each([
  ['nothing', '', 'import.empty'],
  ['a byte order mark', '\ufeff', 'import.empty'],
  ['blank lines', '\n \r\n\n', 'import.empty'],
  ['only a heading', 'title,price\n', 'import.empty'],
  ['a PNG', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'import.not-a-sheet'],
  ['a JPEG', Buffer.from('ffd8ffe000104a464946', 'hex'), 'import.not-a-sheet'],
  ['an AVIF', Buffer.from('0000001c66747970617669660000', 'hex'), 'import.not-a-sheet'],
  ['an xlsx', Buffer.from('504b030414000600', 'hex'), 'import.not-a-sheet'],
  ['an xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'import.not-a-sheet'],
  ['a PDF', '%PDF-1.7\n', 'import.not-a-sheet'],
  ['gzip', Buffer.from('1f8b0800', 'hex'), 'import.not-a-sheet'],
  ['a web page', '<!DOCTYPE html><html><body>title,price</body></html>', 'import.not-a-sheet'],
  ['a drawing', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'import.not-a-sheet'],
  ['noise', Buffer.from(Array.from({ length: 4_000 }, (_, at) => (at * 7919) % 256)), 'import.not-a-sheet'],
])('refuses %s', async (_, content, code) => {
  expect(await refusal(content)).toBe(code);
});

it('makes words of a description in HTML and leaves other text alone', () => {
  expect(plainText('<p>Soft &amp; <b>light</b>.</p><script>alert(1)</script><ul><li>Cotton</li></ul>')).toBe(
    'Soft & light.\n\n * Cotton',
  );
  expect(plainText('5 < 6, a & b')).toBe('5 < 6, a & b');
  expect(plainText(`${'<div>'.repeat(5_000)}deep`)).toBeTypeOf('string');
});
