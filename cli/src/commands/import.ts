import { statSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import type { Imported } from '../client/import-sheet.ts';
import { type Context, command } from '../command.ts';
import { CliError, usage } from '../errors.ts';
import { clean, type Output } from '../output.ts';

const checkFile = (file: string): void => {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found)
    throw new CliError(`There is no file ${file}`, {
      code: 'file.unknown',
      help: 'Check the path and try again.',
    });
  if (!found.isFile())
    throw new CliError(`${file} is not a file`, { code: 'file.unknown', help: 'Name a sheet, as CSV.' });
};

const many = (count: number, one: string, more: string): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : more}`;

const counts = ({
  created,
  updated,
  unchanged,
}: {
  created: number;
  updated: number;
  unchanged: number;
}): string => [`${created} new`, `${updated} changed`, `${unchanged} as before`].join('   ');

const show = (output: Output, imported: Imported, { cwd }: Context): void => {
  const { done, errors, refusedPictures, seconds } = imported;
  output.done(many(done.rows, 'row', 'rows'), `${done.format} sheet, ${seconds} s`);
  output.line();
  output.pairs([
    ['Products', counts(done.products)],
    ['Variants', counts(done.variants)],
  ]);
  if (done.notes.length + refusedPictures.length > 0 || errors) output.line();
  for (const note of done.notes) output.note(clean(note));
  for (const picture of refusedPictures.slice(0, 5)) output.note(clean(picture));
  if (refusedPictures.length > 5) output.note(`${refusedPictures.length} pictures could not be read`);
  if (errors)
    output.note(
      `${many(done.rejected, 'row was', 'rows were')} not taken; each with its reason in ${relative(cwd, errors)}`,
    );
};

export const importSheet = command({
  name: 'import',
  summary: 'take products from a sheet: Shopify’s CSV, or Leo’s own',
  argument: { name: '<file>', summary: 'the sheet; pictures it names by relative path lie beside it' },
  options: {
    seller: {
      flags: '--seller <email>',
      summary: 'whose products these are; the shop’s owner’s where nothing is said',
    },
  },
  run: async (context, { seller }, named) => {
    if (named === undefined) throw usage('The sheet is missing', 'leo import sheet.csv');
    const { output, shopDir, cwd, signal } = context;
    const { openClient } = await import('../client/api.ts');
    const { runImport } = await import('../client/import-sheet.ts');
    const { readShop } = await import('../shop-folder.ts');
    const shop = readShop(shopDir);
    const file = resolve(cwd, named);
    checkFile(file);
    output.line();
    const imported = await runImport({
      shop,
      client: openClient(shop),
      output,
      signal,
      file,
      ...(seller && { seller }),
    });
    show(output, imported, context);
    output.line();
    const { done, errors, seconds } = imported;
    const { id, format, rows, products, variants, rejected } = done;
    return { import: id, format, rows, products, variants, rejected, errors, seconds };
  },
});
