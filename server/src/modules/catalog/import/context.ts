import { join } from 'node:path';
import type { Database, Tx } from '../../../db/connection.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { JobQueue } from '../../../kernel/jobs/job.ts';
import type { Log } from '../../../kernel/log.ts';
import type { Sheet, SheetReader } from '../../../kernel/sheets.ts';
import type { MediaApi } from '../../media/index.ts';
import type { SheetProduct } from '../domain/sheet.ts';
import type { Upserted } from '../sheet-content.ts';
import type { Format } from './format.ts';
import { refuseWithout } from './format.ts';
import { leoFormat } from './leo.ts';
import { Columns } from './row.ts';
import { looksLikeShopify, shopifyFormat } from './shopify.ts';

/** What imports work with. */
export interface ImportDeps {
  db: Database;
  clock: Clock;
  log: Log;
  jobs: JobQueue;
  accounts: { findByEmail(email: string): Promise<{ id: string; role: string } | undefined> };
  media: Pick<MediaApi, 'add' | 'addByUrls'>;
  sheets: SheetReader;
  /** Where sheets, pictures on their way and errors.csv are. */
  importsFolder: string;
  /** ISO 4217 of the shop. */
  currency: string;
  upsertProducts(tx: Tx, products: readonly SheetProduct[]): Promise<Upserted[]>;
}

/** The files of one import. Ids are UUIDs, checked by the contract. */
export const filesOf = ({ importsFolder }: ImportDeps, id: string) => {
  const folder = join(importsFolder, id);
  return { folder, sheet: join(folder, 'sheet'), errors: join(folder, 'errors.csv') };
};

export interface OpenedSheet {
  sheet: Sheet;
  format: Format;
  columns: Columns;
}

/** Opens a sheet and knows how it is written. Refuses `import.empty`, `.not-a-sheet`, `.no-title-or-price`. */
export const openSheet = async (
  { sheets }: Pick<ImportDeps, 'sheets'>,
  path: string,
): Promise<OpenedSheet> => {
  const sheet = await sheets.open(path);
  const columns = new Columns(sheet.columns);
  if (looksLikeShopify(columns)) {
    refuseWithout(columns, ['title', 'variant price']);
    return { sheet, columns, format: shopifyFormat(columns) };
  }
  refuseWithout(columns, ['title', 'price']);
  return { sheet, columns, format: leoFormat(columns) };
};
