// `npm run size`: the gzipped JavaScript of each page, against what a phone on a slow network should load.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { green, red, root } from './steps.mjs';

const web = join(root, 'dist/web');
/** KiB: a buyer's page with all it needs at once; what the live room and the studio add to that. */
const limits = { page: 60, live: 35, studio: 180 };
const isStudio = (key) => /studio/.test(key);
const isLive = (key) => /routes\/live|features\/live\//.test(key);
/** Every page asks for the socket as soon as it is drawn, so it is counted with the first load. */
const isSocket = (key) => /socket\.io-client/.test(key);

/** The chunks and all they import statically: what the browser fetches before it runs a line of them. */
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

/** Each row of the answer: what it is, its limit, and the chunks it is made of. */
function rowsOf(manifest) {
  const keys = Object.keys(manifest);
  const lazy = keys.filter((key) => manifest[key].isDynamicEntry);
  const first = keys.filter((key) => manifest[key].isEntry || isSocket(key));
  const base = closure(manifest, first);
  const added = (belongs) => {
    const own = closure(
      manifest,
      lazy.filter((key) => belongs(key) && !isSocket(key)),
    );
    return [...own].filter((key) => !base.has(key));
  };
  const pages = lazy.filter((key) => /^src\/routes\//.test(key) && !isStudio(key) && !isLive(key));
  return [
    { name: 'home', limit: limits.page, chunks: base },
    ...pages.map((key) => ({
      name: key.replace(/^src\/routes\/(.*)\.tsx$/, '$1'),
      limit: limits.page,
      chunks: closure(manifest, [...first, key]),
    })),
    { name: 'live room adds', limit: limits.live, chunks: added(isLive) },
    { name: 'studio adds', limit: limits.studio, chunks: added(isStudio) },
  ];
}

export async function checkSize() {
  const manifest = JSON.parse(await readFile(join(web, '.vite/manifest.json'), 'utf8'));
  const lines = [];
  let ok = true;
  for (const { name, limit, chunks } of rowsOf(manifest)) {
    const size = await gzipped(manifest, chunks);
    const fits = size > 0 && size <= limit;
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
