import { createReadStream, realpathSync, statSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { createInterface } from 'node:readline';

const isPicture = (text: string): boolean => /\.(jpe?g|png|webp|avif|gif)$/i.test(text) && text.length <= 500;
const isAddress = (text: string): boolean => /^([a-z][a-z0-9+.-]*:|\/)/i.test(text);

/** A quoted cell, or what stands between the separators sheets use. */
const cells = /"([^"]*)"|[^",;|\t]+/g;

export interface Picture {
  /** As the sheet names it. */
  path: string;
  file: string;
  bytes: number;
}

/** The file a sheet's relative path means; null where it is not there, or lies outside of the sheet's own folder. */
const fileAt = (folder: string, path: string): Picture | null => {
  try {
    const file = realpathSync(join(folder, path.replaceAll('\\', '/')));
    const about = statSync(file);
    return about.isFile() && file.startsWith(folder + sep) ? { path, file, bytes: about.size } : null;
  } catch {
    return null;
  }
};

/** Looks each name up once, however often a sheet repeats it. */
const lookUp = (folder: string) => {
  const known = new Map<string, Picture | null>();
  const find = (typed: string): Picture | null => {
    const path = typed.trim();
    if (!isPicture(path) || isAddress(path)) return null;
    const picture = known.has(path) ? (known.get(path) ?? null) : fileAt(folder, path);
    known.set(path, picture);
    return picture;
  };
  return { known, find };
};

export interface Pictures {
  found: Picture[];
  /** Lines of the sheet: about as many as it has rows. */
  lines: number;
}

/**
 * The pictures a sheet names by a path relative to itself. This looks at every cell and not at the picture columns
 * alone: which columns those are is the server's to know. A quoted cell is one name with commas in it, or several.
 */
export const findPictures = async (sheet: string): Promise<Pictures> => {
  const { known, find } = lookUp(realpathSync(dirname(sheet)));
  let lines = 0;
  for await (const line of createInterface({ input: createReadStream(sheet) })) {
    lines += 1;
    for (const [whole, quoted] of line.matchAll(cells)) {
      if (quoted === undefined) find(whole);
      else if (!find(quoted)) quoted.split(/[,;|]/).forEach(find);
    }
  }
  return { found: [...known.values()].flatMap((picture) => picture ?? []), lines };
};
