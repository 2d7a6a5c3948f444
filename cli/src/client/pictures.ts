import { createReadStream, realpathSync, statSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { createInterface } from 'node:readline';

const isPicture = (text: string): boolean => /\.(jpe?g|png|webp|avif|gif)$/i.test(text);
const isAddress = (text: string): boolean => /^([a-z][a-z0-9+.-]*:|\/)/i.test(text);

/** A quoted cell, or what stands between the separators sheets use. */
const cells = /"([^"]*)"|[^",;|\t]+/g;

const namesIn = (line: string): string[] =>
  [...line.matchAll(cells)].flatMap(([whole, quoted]) =>
    quoted === undefined ? [whole] : [quoted, ...quoted.split(/[,;|]/)],
  );

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

/**
 * The pictures a sheet names by a path relative to itself. This looks at every cell and not at the picture columns
 * alone: which columns those are is the server's to know.
 */
export const findPictures = async (sheet: string): Promise<Pictures> => {
  const folder = realpathSync(dirname(sheet));
  const named = new Set<string>();
  let lines = 0;
  for await (const line of createInterface({
    input: createReadStream(sheet),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    lines += 1;
    for (const name of namesIn(line).map((text) => text.trim())) {
      if (name.length <= 500 && isPicture(name) && !isAddress(name)) named.add(name);
    }
  }
  const looked = [...named].map((path) => ({ path, picture: fileAt(folder, path) }));
  return {
    found: looked.flatMap(({ picture }) => picture ?? []),
    missing: looked.filter(({ picture }) => !picture).map(({ path }) => path),
    lines,
  };
};
