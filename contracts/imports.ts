import * as z from 'zod/mini';
import { route } from './route.ts';
import { id, instant } from './values.ts';

const counts = z.object({ created: z.int(), updated: z.int(), unchanged: z.int() });

export const sheetImport = z.object({
  id,
  file: z.string(),
  format: z.nullable(z.enum(['leo', 'shopify'])),
  state: z.enum(['waiting', 'running', 'done', 'failed']),
  /** Data rows read so far. */
  rows: z.int(),
  products: counts,
  variants: counts,
  /** Rows that were not taken; each is in errors.csv with its reason. */
  rejected: z.int(),
  /** What was changed or assumed while reading, in sentences. */
  notes: z.array(z.string()),
  /** Why the whole sheet was refused: a refusal’s code and sentence. */
  refusal: z.nullable(z.object({ code: z.string(), message: z.string() })),
  startedAt: z.nullable(instant),
  endedAt: z.nullable(instant),
});
export type SheetImport = z.infer<typeof sheetImport>;

export const startImport = route({
  method: 'POST',
  path: '/api/imports',
  access: 'seller',
  summary:
    'Send a sheet; a job imports it. Pictures it names by relative path are sent first, see uploadImportPicture',
  stream: ['text/csv', 'text/plain', 'application/vnd.ms-excel', 'application/octet-stream'],
  query: z.object({
    file: z._default(z.string().check(z.minLength(1), z.maxLength(255)), 'sheet.csv'),
    /** The e-mail of the seller whose products these are; operators only. */
    seller: z.optional(z.string().check(z.maxLength(254))),
    /** The folder of pictures sent before with uploadImportPicture. */
    pictures: z.optional(id),
  }),
  reply: z.object({ import: sheetImport }),
});
export const uploadImportPicture = route({
  method: 'PUT',
  path: '/api/imports/pictures/:pictures',
  access: 'seller',
  summary:
    'Send one picture a sheet names by relative path; `pictures` is a fresh UUID the caller chose for the folder',
  params: z.object({ pictures: id }),
  query: z.object({ path: z.string().check(z.minLength(1), z.maxLength(500)) }),
  stream: ['image/*', 'application/octet-stream'],
  reply: z.object({ path: z.string() }),
});
export const getImport = route({
  method: 'GET',
  path: '/api/imports/:id',
  access: 'seller',
  summary: 'How far an import is',
  params: z.object({ id }),
  reply: z.object({ import: sheetImport }),
});
export const listImports = route({
  method: 'GET',
  path: '/api/imports',
  access: 'seller',
  summary: 'The last 50 imports, newest first',
  reply: z.object({ items: z.array(sheetImport) }),
});
/** The rows an import did not take, as CSV with a `reason` column: `GET /api/imports/ID/errors.csv`. */
export const importErrorsPath = (importId: string): string => `/api/imports/${importId}/errors.csv`;
