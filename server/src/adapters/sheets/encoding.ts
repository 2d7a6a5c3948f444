import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Refusal } from '../../kernel/refusal.ts';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

const headSize = 8_192;
const chunkSize = 256 * 1024;

/** How files begin that people send instead of a sheet. */
const otherFiles: readonly [what: string, starts: readonly string[]][] = [
  ['an Excel workbook or a zip archive', ['504b0304', '504b0506']],
  ['an old Excel workbook', ['d0cf11e0']],
  ['a picture', ['89504e47', 'ffd8ff', '47494638', '52494646', '424d', '49492a00', '4d4d002a']],
  ['a PDF', ['25504446']],
  ['a compressed file', ['1f8b', 'fd377a58', '28b52ffd', '425a68', '526172']],
  ['a video', ['1a45dfa3']],
];

const refuseOther = (head: Buffer): void => {
  const start = head.subarray(0, 4).toString('hex');
  const other = otherFiles.find(([, starts]) => starts.some((one) => start.startsWith(one)));
  if (other) throw new Refusal('import.not-a-sheet', { looksLike: other[0] });
  const box = head.subarray(4, 8).toString('latin1');
  if (box === 'ftyp') throw new Refusal('import.not-a-sheet', { looksLike: 'a picture or a video' });
  if (/^\s*<(!doctype|html|\?xml|svg)/i.test(head.toString('latin1').replace(/^ï»¿/, '')))
    throw new Refusal('import.not-a-sheet', { looksLike: 'a web page or a drawing' });
};

/** Two bytes a sign: every second byte of plain English is then zero. */
const twoByte = (head: Buffer): Encoding | undefined => {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const zeros = [0, 1].map((odd) => head.filter((byte, at) => byte === 0 && at % 2 === odd).length);
  const [even = 0, odd = 0] = zeros;
  const many = head.length * 0.2;
  if (odd > many && even < many / 4) return 'utf-16le';
  return even > many && odd < many / 4 ? 'utf-16be' : undefined;
};

const refuseBinary = (text: string): void => {
  const strange = text.match(/(?![\t\n\v\f\r])\p{Cc}/gu)?.length ?? 0;
  if (strange > 4 && strange > text.length / 100)
    throw new Refusal('import.not-a-sheet', { looksLike: 'a program’s own file' });
};

const isWholeUtf8 = async (path: string): Promise<boolean> => {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: chunkSize }))
      decoder.decode(chunk as Buffer, { stream: true });
    decoder.decode();
    return true;
  } catch (problem) {
    if (problem instanceof TypeError) return false;
    throw problem;
  }
};

const readHead = async (path: string): Promise<Buffer> => {
  const file = await open(path);
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(headSize), 0, headSize, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
};

/** How a file's text is written. Refuses what is no text: `import.empty`, `import.not-a-sheet`. */
export const encodingOf = async (path: string): Promise<Encoding> => {
  const head = await readHead(path);
  if (head.length === 0) throw new Refusal('import.empty');
  refuseOther(head);
  const encoding = twoByte(head) ?? ((await isWholeUtf8(path)) ? 'utf-8' : 'windows-1252');
  refuseBinary(new TextDecoder(encoding).decode(head));
  return encoding;
};

/** The text of a file, a part at a time, without its byte order mark. */
export async function* textOf(path: string, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of createReadStream(path, { highWaterMark: chunkSize }))
    yield decoder.decode(chunk as Buffer, { stream: true });
  yield decoder.decode();
}
