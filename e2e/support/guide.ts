import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

interface Block {
  language: string;
  /** The file it is, where the guide names one. */
  file: string;
  text: string;
}

/** What a page of the guide says to write and to type, word for word, in its order. */
export const blocksOf = (page: string): Block[] => {
  const guide = readFileSync(join(root, 'docs', page), 'utf8');
  return [...guide.matchAll(/^```(\w+) ?(\S*)\n([\s\S]*?)^```$/gm)].map(
    ([, language = '', file = '', text = '']) => ({ language, file, text }),
  );
};

export const blockOf = (page: string, file: string): string => {
  const found = blocksOf(page).find((block) => block.file === file);
  if (!found) throw new Error(`${page} has no ${file}`);
  return found.text;
};

/** Writes the page's files into the folder. */
export const writeFiles = (page: string, to: string): void => {
  for (const { language, file, text } of blocksOf(page)) {
    if (language !== 'js' || file === '') continue;
    mkdirSync(dirname(join(to, file)), { recursive: true });
    writeFileSync(join(to, file), text);
  }
};

/** The commands of the page but for what asks a registry: `install` stands in for that. */
export const commandsOf = (page: string): string[] =>
  blocksOf(page)
    .filter(({ language, file }) => language === 'sh' && file === '')
    .flatMap(({ text }) => text.trim().split('\n'));

/** What `npm install --save-dev leo-live vitest zod` would have brought. */
export const install = (folder: string): void => {
  const to = join(folder, 'node_modules');
  mkdirSync(join(to, '.bin'), { recursive: true });
  symlinkSync(root, join(to, 'leo-live'));
  for (const name of ['vitest', 'zod']) symlinkSync(join(root, 'node_modules', name), join(to, name));
  symlinkSync(join(root, 'node_modules/vitest/vitest.mjs'), join(to, '.bin/vitest'));
};
