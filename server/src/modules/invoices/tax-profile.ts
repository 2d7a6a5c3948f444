import type { TaxProfile } from '#contracts/invoices';
import type { Tx } from '../../db/connection.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { InvoicesDeps } from './context.ts';
import { prefixes } from './domain/prefix.ts';
import { stateCode } from './domain/states.ts';
import { InvoiceStore, type Profile } from './store.ts';

/** What a seller has said of themselves; null before that, even where numbers were given already. */
export const showTaxProfile = async ({ db }: InvoicesDeps, sellerId: string): Promise<TaxProfile | null> => {
  const profile = await new InvoiceStore(db).profile(sellerId);
  return profile?.said ? { ...profile.said, prefix: profile.prefix } : null;
};

/** The GSTIN begins with its state's code, and the state decides which tax is asked: they cannot contradict. */
const refuseOtherState = ({ gstin, state }: TaxProfile): void => {
  const code = stateCode(state);
  if (gstin === null || code === gstin.slice(0, 2)) return;
  const message = code === undefined ? 'is not a state of India' : 'is not the state of this GSTIN';
  throw new Refusal('request.invalid', { fields: [{ path: 'state', message }] });
};

/** From the next paper on. Papers that are issued stay as they are, and the numbers go on where they were. */
export const saveTaxProfile = async (
  { db }: InvoicesDeps,
  sellerId: string,
  profile: TaxProfile,
): Promise<TaxProfile> => {
  refuseOtherState(profile);
  await db.transaction(async (tx) => {
    const store = new InvoiceStore(tx);
    if (!(await store.claimPrefix(profile.prefix, sellerId)))
      throw new Refusal('tax.prefix-taken', { prefix: profile.prefix });
    await store.saveProfile(sellerId, profile);
  });
  return profile;
};

/** The profile a paper is issued with; a seller who has none gets a prefix made from their name. */
export const profileFor = async (tx: Tx, sellerId: string, name: string): Promise<Profile> => {
  const store = new InvoiceStore(tx);
  const known = await store.profile(sellerId);
  if (known) return known;
  for (const prefix of prefixes(name)) {
    if (!(await store.claimPrefix(prefix, sellerId))) continue;
    await store.addProfile(sellerId, prefix);
    const made = await store.profile(sellerId);
    if (made) return made;
  }
  throw new Error('Every prefix of four signs is taken');
};
