import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Remittance } from '#contracts/settlement';
import { newId } from '../../../kernel/ids.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Sheet } from '../../../kernel/sheets.ts';
import type { Who } from '../../../kernel/who.ts';
import type { SettlementDeps } from '../context.ts';
import { findColumns } from '../domain/remittance.ts';
import { reach } from '../points.ts';
import { RemittanceStore, type StoredRemittance } from '../store/remittances.ts';
import { bookSheet } from './book.ts';
import { showRemittance } from './show.ts';

/** A million parcels, and more than any courier brings in a day. */
const mostBytes = 128 * 1024 ** 2;

/** A sheet that nobody has gone on with for so long is gone on with by the sweep. */
const patience = 60_000;

const folderOf = ({ remittancesFolder }: SettlementDeps, id: string): string => join(remittancesFolder, id);
const sheetOf = (deps: SettlementDeps, id: string): string => join(folderOf(deps, id), 'sheet');

/** Writes the file as it comes, and answers its sha-256. */
const receive = async (path: string, stream: Readable): Promise<string> => {
  const hash = createHash('sha256');
  let bytes = 0;
  async function* passed(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of source) {
      bytes += chunk.length;
      if (bytes > mostBytes) throw new Refusal('request.too-large', { mostBytes });
      hash.update(chunk);
      yield chunk;
    }
  }
  await pipeline(stream, passed, createWriteStream(path));
  return hash.digest('hex');
};

const openSheet = async (deps: SettlementDeps, path: string, courier: string): Promise<Sheet> => {
  const sheet = await deps.sheets.open(path);
  const readsItself = deps.couriers.find(courier)?.readRemittance !== undefined;
  if (!readsItself && !findColumns(sheet.columns))
    throw new Refusal('remittance.not-a-sheet', { columns: sheet.columns.slice(0, 50) });
  return sheet;
};

/** A plugin's courier, or one whose name was written on a parcel. */
const refuseUnknown = async (deps: SettlementDeps, courier: string): Promise<void> => {
  if (deps.couriers.find(courier)) return;
  if (await new RemittanceStore(deps.db).isKnownCourier(courier)) return;
  const open = await deps.payments.openCash(deps.db, { courier, before: deps.clock.now() + 1 });
  if (open.length === 0) throw new Refusal('remittance.unknown-courier', { courier });
};

export interface SentRemittance {
  courier: string;
  utr?: string | undefined;
  stream: Readable;
}

const begin = async (
  deps: SettlementDeps,
  who: Who,
  { id, hash, courier, utr }: { id: string; hash: string; courier: string; utr: string },
): Promise<StoredRemittance> => {
  await reach(deps, 'remittance/begin');
  const begun = await deps.db.transaction(async (tx) => {
    const at = deps.clock.now();
    const sentBy = who.accountId;
    const fresh = { id, hash, courier, utr, state: 'reading' as const, sentBy, touchedAt: at, at };
    const kept = await new RemittanceStore(tx).begin(fresh);
    if (kept.id === id)
      await deps.audit.record(tx, {
        actor: who,
        action: 'remittance.import',
        about: id,
        details: { courier, utr, hash },
      });
    return kept;
  });
  await reach(deps, 'remittance/begun');
  return begun;
};

/**
 * Takes a courier's sheet of cash: what matches to the paisa is booked, everything else is named. Refuses
 * `remittance.known`, `remittance.not-a-sheet`, `remittance.unknown-courier`, and what is no sheet of text at all.
 * A sheet whose reading was cut off is gone on with where it stopped.
 */
export const importRemittance = async (
  deps: SettlementDeps,
  who: Who,
  { courier, utr = '', stream }: SentRemittance,
): Promise<Remittance> => {
  await refuseUnknown(deps, courier);
  const id = newId();
  await mkdir(folderOf(deps, id), { recursive: true, mode: 0o700 });
  let isOurs = false;
  try {
    const hash = await receive(sheetOf(deps, id), stream);
    await reach(deps, 'remittance/received');
    const present = await new RemittanceStore(deps.db).findByHash(hash);
    if (present?.state === 'read') throw new Refusal('remittance.known', { remittanceId: present.id });
    const sheet = await openSheet(deps, sheetOf(deps, id), present?.courier ?? courier);
    const kept = await begin(deps, who, { id, hash, courier, utr });
    isOurs = kept.id === id;
    // Of the file that was sent before only a part may be here; this one is whole, and the same.
    await bookSheet(deps, kept, sheet);
    isOurs = false;
    await rm(folderOf(deps, kept.id), { recursive: true, force: true });
    return await showRemittance(deps, kept.id);
  } finally {
    // The file of a remittance that is kept and was cut off stays for the sweep.
    if (!isOurs) await rm(folderOf(deps, id), { recursive: true, force: true });
  }
};

/** Goes on with sheets whose reading was cut off, and removes files that belong to none. */
export const finishRemittances = async (deps: SettlementDeps): Promise<void> => {
  const store = new RemittanceStore(deps.db);
  for (const one of await store.abandoned(deps.clock.now() - patience)) {
    await store.touch(one.id, deps.clock.now());
    const path = sheetOf(deps, one.id);
    const isThere = (await stat(path).catch(() => undefined))?.isFile();
    if (!isThere) {
      deps.log.warn({ remittanceId: one.id }, 'a sheet of cash was cut off: send it once more');
      continue;
    }
    await bookSheet(deps, one, await openSheet(deps, path, one.courier));
  }
  await removeStrays(deps);
};

/** Files that were sent and came to nothing because the server died; they hold buyers' parcels. */
const removeStrays = async (deps: SettlementDeps): Promise<void> => {
  const names = await readdir(deps.remittancesFolder).catch(() => []);
  for (const name of names) {
    const folder = join(deps.remittancesFolder, name);
    const touched = (await stat(folder).catch(() => undefined))?.mtimeMs ?? Date.now();
    const kept = await new RemittanceStore(deps.db).find(name);
    if (kept?.state === 'reading' || Date.now() - touched < 10 * patience) continue;
    await rm(folder, { recursive: true, force: true });
  }
};
