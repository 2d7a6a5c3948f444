import { type Address, address } from '#contracts/accounts';
import { type Place, placeOfPin } from './pin-places.ts';

/** What is in the seven fields, as typed. */
export type AddressDraft = Record<'phone' | 'name' | 'pin' | 'line' | 'landmark' | 'city' | 'state', string>;
export type AddressField = keyof AddressDraft;
export type AddressErrors = Partial<Record<AddressField, string>>;

export const emptyDraft: AddressDraft = {
  phone: '',
  name: '',
  pin: '',
  line: '',
  landmark: '',
  city: '',
  state: '',
};

export const draftOf = (known: Address | null | undefined): AddressDraft => ({ ...emptyDraft, ...known });

/** Each says what to type. */
const wanted: Record<AddressField, string> = {
  phone: 'Type a phone number with 10 digits.',
  name: 'Type the name for the parcel.',
  pin: 'Type the six digits of the PIN code.',
  line: 'Type house number and street.',
  landmark: 'At most 120 characters.',
  city: 'Type the city or village.',
  state: 'Type the state.',
};

export const fieldError = (field: AddressField, typed: string): string | undefined =>
  address.shape[field].safeParse(typed).success ? undefined : wanted[field];

/** City and state follow the PIN code until the buyer writes something else there. */
export const typed = (draft: AddressDraft, field: AddressField, value: string): AddressDraft => {
  const next = { ...draft, [field]: value };
  if (field !== 'pin') return next;
  const before = placeOfPin(draft.pin);
  const place = placeOfPin(value);
  const follow = (name: keyof Place) =>
    draft[name] === '' || draft[name] === before[name] ? place[name] : draft[name];
  return { ...next, city: follow('city'), state: follow('state') };
};

const empty = (draft: AddressDraft) => ({ ...draft, landmark: draft.landmark.trim() || undefined });

/** The address, or for each field that is not right what to type. */
export const checkAddress = (draft: AddressDraft): { address: Address } | { errors: AddressErrors } => {
  const parsed = address.safeParse(empty(draft));
  if (parsed.success) return { address: parsed.data };
  const fields = new Set(parsed.error.issues.map((issue) => String(issue.path[0])));
  const errors = Object.entries(wanted).filter(([field]) => fields.has(field));
  return { errors: Object.fromEntries(errors) };
};
