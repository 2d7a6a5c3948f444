import { type TaxProfile, taxProfile } from '#contracts/invoices';

/** As it stands in the fields. */
export interface TaxDraft {
  legalName: string;
  gstin: string;
  address: string;
  state: string;
  prefix: string;
}

export const draftOf = (profile: TaxProfile | null): TaxDraft => ({
  legalName: profile?.legalName ?? '',
  gstin: profile?.gstin ?? '',
  address: profile?.address ?? '',
  state: profile?.state ?? '',
  prefix: profile?.prefix ?? '',
});

/** What to type, for each field that is not right yet; a seller without a GSTIN leaves it empty. */
const asks: Record<keyof TaxDraft, string> = {
  legalName: 'Type the name your business is registered under.',
  gstin: 'Type the 15 signs of your GSTIN, or nothing.',
  address: 'Type the address your invoices show.',
  state: 'Type the state you are registered in.',
  prefix: 'Type 1 to 4 letters or digits.',
};

type Checked = { profile: TaxProfile } | { errors: Partial<Record<keyof TaxDraft, string>> };

export const checkTax = (draft: TaxDraft): Checked => {
  const parsed = taxProfile.safeParse({ ...draft, gstin: draft.gstin.trim() || null });
  if (parsed.success) return { profile: parsed.data };
  const wrong = new Set(parsed.error.issues.map((issue) => String(issue.path[0])));
  const names = (Object.keys(asks) as (keyof TaxDraft)[]).filter((name) => wrong.has(name));
  return { errors: Object.fromEntries(names.map((name) => [name, asks[name]])) };
};
