import { createReadStream, realpathSync, statSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { createInterface } from 'node:readline';

const isPicture = (text: string): boolean => /\.(jpe?g|png|webp|avif|gif)$/i.test(text);
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
    const file = realpathSync(join(folder, path));
    const { size, isFile } = { size: statSync(file).size, isFile: statSync(file).isFile() };
    return isFile && file.startsWith(folder + sep) ? { path, file, bytes: size } : null;
  } catch {
    return null;
  }
};

export interface Pictures {
  found: Picture[];
  /** Named by the sheet, and not beside it. */
  missing: string[];
  /** Lines of the sheet: about as many as it has rows. */
  lines: number;
}

/** Looks each name up once, however often a sheet repeats it. */
const lookUp = (folder: string) => {
  const known = new Map<string, Picture | null>();
  const find = (typed: string): Picture | null => {
    const path = typed.trim();
    if (!isPicture(path) || isAddress(path) || path.length > 500) return null;
    const picture = known.has(path) ? known.get(path) : fileAt(folder, path);
    known.set(path, picture ?? null);
    return picture ?? null;
  };
  /** True where the whole of a text with separators in it is the name of one picture that is there. */
  const isOne = (typed: string): boolean => {
    const isNamed = known.has(typed.trim());
    const isFound = find(typed) !== null;
    if (!isFound && !isNamed) known.delete(typed.trim());
    return isFound;
  };
  return { known, find, isOne };
};

/**
 * The pictures a sheet names by a path relative to itself. This looks at every cell and not at the picture columns
 * alone: which columns those are is the server's to know. A quoted cell is one name with commas in it, or several.
 */
export const findPictures = async (sheet: string): Promise<Pictures> => {
  const { known, find, isOne } = lookUp(realpathSync(dirname(sheet)));
  let lines = 0;
  for await (const line of createInterface({
    input: createReadStream(sheet),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    lines += 1;
    for (const [whole, quoted] of line.matchAll(cells)) {
      const parts = (quoted ?? '').split(/[,;|]/);
      if (quoted !== undefined && parts.length > 1 && isOne(quoted)) continue;
      for (const part of quoted === undefined ? [whole] : parts) find(part);
    }
  }
  const looked = [...known];
  return {
    found: looked.flatMap(([, picture]) => picture ?? []),
    missing: looked.filter(([, picture]) => !picture).map(([path]) => path),
    lines,
  };
};
