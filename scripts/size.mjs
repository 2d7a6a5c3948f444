// `npm run size`: gzipped JavaScript of the pages, against the budget of docs/performance.md.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { green, red, root } from './steps.mjs';

const web = join(root, 'dist/web');

/** KiB. `first` is what a buyer's first page loads at once; the others are what a visit to them adds to it. */
const budgets = [
  { name: "buyer's first page", limit: 60 },
  { name: 'live room adds', limit: 35, chunk: /live-room|features\/live\b|routes\/live/ },
  { name: 'studio adds', limit: 180, chunk: /studio/ },
];

/** The chunk and all it imports statically: these the browser fetches before it runs a line of it. */
function closure(manifest, keys, seen = new Set()) {
  for (const key of keys) {
    if (seen.has(key)) continue;
    seen.add(key);
    closure(manifest, manifest[key]?.imports ?? [], seen);
  }
  return seen;
}

async function gzipped(manifest, keys) {
  const files = new Set([...keys].map((key) => manifest[key].file).filter((file) => file.endsWith('.js')));
  const sizes = await Promise.all(
    [...files].map(async (file) => gzipSync(await readFile(join(web, file))).length),
  );
  return sizes.reduce((sum, size) => sum + size, 0) / 1024;
}

export async function checkSize() {
  const manifest = JSON.parse(await readFile(join(web, '.vite/manifest.json'), 'utf8'));
  const keys = Object.keys(manifest);
  const first = closure(
    manifest,
    keys.filter((key) => manifest[key].isEntry),
  );
  const lines = [];
  let ok = true;
  for (const { name, limit, chunk } of budgets) {
    const own = chunk
      ? closure(
          manifest,
          keys.filter((key) => chunk.test(key)),
        )
      : first;
    const added = chunk ? [...own].filter((key) => !first.has(key)) : [...own];
    const size = await gzipped(manifest, added);
    const fits = size <= limit;
    ok &&= fits;
    lines.push(`  ${(fits ? green : red)(`${size.toFixed(1).padStart(6)} of ${limit} KiB`)}  ${name}`);
  }
  return { ok, lines };
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { ok, lines } = await checkSize();
  console.log(lines.join('\n'));
  process.exitCode = ok ? 0 : 1;
}
